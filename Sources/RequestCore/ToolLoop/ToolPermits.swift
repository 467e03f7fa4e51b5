package import Prompts

/// The commands behind the calls of an answer, as they were when they were looked at, and which of them are approved.
///
/// What a person approves is the ``CommandFacts`` that they are shown. A command that is another by the time it is to
/// run (``hasChanged(_:_:on:in:)``) has not been approved.
package struct ToolPermits: Sendable {
    /// By the tool's name, where a command answers it.
    private var facts: [String: CommandFacts] = [:]
    /// In the order of the calls, each once: several tools may be of one server.
    package private(set) var unapproved: [CommandFacts] = []

    /// Looks at the commands of calls.
    ///
    /// - Parameters:
    ///   - calls: each with what answers it.
    ///   - directory: the folder of the prompt's file; nil for the working directory.
    /// - Throws: for a script that cannot be read.
    package init(
        lookingAt calls: [(call: ToolCall, source: ToolSource)], on bench: any ToolBench, in directory: String?
    ) async throws {
        for (call, source) in calls {
            guard let command = source.command, facts[call.name] == nil else { continue }
            let found = try await bench.facts(
                of: command, tool: source.label(ofTool: call.name), directory: directory)
            facts[call.name] = found
            if !unapproved.contains(found), await !bench.isApproved(found) { unapproved.append(found) }
        }
    }

    /// What a person is shown of a tool's command; nil where no command answers it.
    package func facts(ofTool name: String) -> CommandFacts? { facts[name] }

    /// Tells whether the person has approved a tool's command. Where there is none, nothing is in the way.
    package func isApproved(_ name: String) -> Bool {
        guard let own = facts[name] else { return true }
        return !unapproved.contains(own)
    }

    /// Tells whether a call's command is another by now than the one that was shown.
    ///
    /// - Throws: for a script that cannot be read.
    package func hasChanged(
        _ call: ToolCall, _ source: ToolSource, on bench: any ToolBench, in directory: String?
    ) async throws -> Bool {
        guard let shown = facts[call.name], let command = source.command else { return false }
        return try await bench.facts(of: command, tool: shown.tool, directory: directory).fingerprint
            != shown.fingerprint
    }
}
