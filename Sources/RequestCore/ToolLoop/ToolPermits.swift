package import Prompts

/// The commands behind the calls of an answer, as they were when they were read, and which of them are approved.
///
/// A person approves the ``CommandFacts`` that they are shown. A command that has changed before it runs
/// (``hasChanged(_:_:on:in:)``) is not approved.
package struct ToolPermits: Sendable {
    /// The commands by the names of the tools that they answer.
    private var facts: [String: CommandFacts] = [:]
    /// The commands in the order of the calls, each once, because several tools may belong to one server.
    package private(set) var unapproved: [CommandFacts] = []

    /// Reads the commands of calls.
    ///
    /// - Parameters:
    ///   - calls: the calls, each with its source.
    ///   - directory: the folder of the prompt's file; nil for the working directory.
    /// - Throws: if a script cannot be read.
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

    /// The facts about a tool's command for the person; nil if no command answers the tool.
    package func facts(ofTool name: String) -> CommandFacts? { facts[name] }

    /// Whether the person has approved a tool's command, or none is needed.
    package func isApproved(_ name: String) -> Bool {
        guard let own = facts[name] else { return true }
        return !unapproved.contains(own)
    }

    /// Whether a call's command has changed since it was shown.
    ///
    /// - Throws: if a script cannot be read.
    package func hasChanged(
        _ call: ToolCall, _ source: ToolSource, on bench: any ToolBench, in directory: String?
    ) async throws -> Bool {
        guard let shown = facts[call.name], let command = source.command else { return false }
        return try await bench.facts(of: command, tool: shown.tool, directory: directory).fingerprint
            != shown.fingerprint
    }
}
