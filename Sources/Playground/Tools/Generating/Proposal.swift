import JSON
import Prompts
package import RequestCore
import TextUI

/// A definition that a model writes from a sentence. It is shown as a difference before it is taken.
package struct Proposal: Layer {
    package static let place = Command.Place("proposal", "In a definition written by a model")
    package static let commands = [
        Command(
            Proposal.self, "proposal.take", "Accept the definition", "accept",
            help: "Puts it into the open form, or into the config.", keys: ["enter", "ctrl-s"],
            disabledReason: { proposal, _ in proposal.whyNotReady }, perform: { $0.take(in: &$1) }),
        Command(
            Proposal.self, "proposal.edit", "Edit the definition first", "edit first",
            help: "Opens it in the form; nothing is accepted yet.", keys: ["e"],
            disabledReason: { proposal, _ in proposal.whyNotReady }, perform: { $0.edit(in: &$1) }),
        Command(
            Proposal.self, "proposal.again", "Write another sentence", "another sentence",
            help: "Goes back to the sentence, so that you can ask again.", keys: ["r"],
            disabledReason: { proposal, _ in proposal.isAsking ? "the model is still writing" : nil },
            perform: { $0.askAgain(in: &$1) }),
        Command(
            Proposal.self, "proposal.copy", "Copy the proposed definition", help: "Copies it as it is shown.",
            keys: ["y"],
            disabledReason: { proposal, _ in proposal.whyNotReady },
            perform: { proposal, state in
                if let definition = proposal.definition {
                    state.ask(.terminal(.copy(proposal.text(of: definition))))
                }
            }),
        Command.help(Proposal.self, "help.proposal", "a written definition"),
        Command(
            Proposal.self, "proposal.leave", "Stop, or discard the definition", "discard",
            help: "Stops the model while it writes. Nothing changes.", keys: ["escape", "q"],
            perform: { $0.leave(in: &$1) }),
    ]

    /// The state of the definition.
    enum Phase: Sendable {
        case asking(attempt: Int, characters: Int)
        /// The definition, with the difference to the present one.
        case ready(JSONObject, TextDiff)
        case failed(String)
    }

    /// Identifies the answers to this request.
    let serial: Int
    /// Where the definition goes.
    let target: TextEditor.Purpose
    package let request: DefinitionRequest
    /// The model that writes.
    let model: String
    let startedAt: Double
    var phase = Phase.asking(attempt: 1, characters: 0)
    /// The line at the top of the view.
    var top = 0

    var isAsking: Bool { if case .asking = phase { true } else { false } }

    var title: String {
        switch target {
        case .schema: "Schema from a sentence"
        case .prompt: request.current == nil ? "System message from a description" : "Improve the system message"
        default: request.current == nil ? "New tool from a sentence" : "Change the tool"
        }
    }

    /// The present definition as text, from which the difference starts.
    var currentText: String { request.current.map(text) ?? "" }

    /// A definition as a person reads it: a system message is plain text.
    func text(of definition: JSONObject) -> String {
        target == .prompt ? definition["system"]?.stringValue ?? "" : JSONValue.object(definition).pretty()
    }

    func page(_ state: AppState) -> TextPage {
        TextPage(state.size, lines: { lines(width: $0, state.settings.theme, now: state.now) })
    }

    /// The definition; nil until it has come, or if none came.
    var definition: JSONObject? { if case .ready(let definition, _) = phase { definition } else { nil } }

    private var whyNotReady: String? { definition == nil ? "there is no definition to accept yet" : nil }

    package func word(for command: Command, in state: AppState) -> String? {
        command.id == "proposal.leave" && isAsking ? "stop" : command.word
    }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        page(state).draw(title: title, hint: state.borderHint(isTop), top: top, on: &canvas)
    }

    /// The text, wrapped to a width.
    private func lines(width: Int, _ theme: Theme, now: Double) -> [StyledText] {
        var lines = TextWrapper.wrap("“\(Sanitiser.oneLine(request.sentence))”", width: width).map {
            StyledText($0.text, theme[.text])
        }
        lines.append("")
        switch phase {
        case .asking(let attempt, let characters):
            let again = attempt > 1 ? ", asked again (\(attempt) of \(DefinitionRequest.attempts))" : ""
            let seconds = Readable.seconds((now - startedAt) * 1000)
            lines.append(
                StyledText(
                    "\(Sanitiser.oneLine(model)) writes: \(characters) characters, \(seconds)\(again)", theme[.dim]))
        case .failed(let sentence):
            lines += TextWrapper.wrap(Sanitiser.oneLine(sentence), width: width).map {
                StyledText($0.text, theme[.bad])
            }
        case .ready(_, let diff):
            if diff.isEmpty { lines.append(StyledText("nothing would change", theme[.dim])) }
            lines += DiffText.lines(diff, width: width, theme)
        }
        return lines
    }
}
