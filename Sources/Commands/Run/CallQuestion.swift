import Prompts
import RequestCore

/// The question whether a call may be answered, at the terminal.
struct CallQuestion {
    /// What is asked, line by line.
    let lines: [String]
    /// What is told where nobody can be asked.
    let unasked: String

    /// Creates the question.
    ///
    /// - Parameter facts: the command that would run; nil where none would.
    init(_ call: ToolCall, _ source: ToolSource, _ facts: CommandFacts?) {
        let own = source.label(ofTool: call.name)
        let what =
            facts.map { "run \($0.shownCommand) in \($0.directory)" }
            ?? (own == call.name ? "answer by its mock" : "ask \(own)")
        lines = ["etude: \(call.name) \(call.arguments)", "etude: \(what)? [y]es, [a]lways, [N]o "]
        unasked =
            "\(call.name) waits: there is no terminal to ask on"
            + (facts == nil ? "" : "; etude trust FILE approves it")
    }

    /// Returns what an answer in small letters means.
    static func permission(_ answer: String) -> ToolPermission {
        answer.hasPrefix("a") ? .always : answer.hasPrefix("y") ? .once : .no
    }
}
