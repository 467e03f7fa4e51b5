package import Prompts

/// Answers tool calls automatically, and keeps a person's approvals. The edges implement it.
package protocol ToolBench: Sendable {
    /// The facts about a command that a person approves.
    ///
    /// - Parameter directory: the folder of the prompt's file; nil for the working directory.
    /// - Throws: if a script cannot be read.
    func facts(of command: ToolCommand, tool: String, directory: String?) async throws -> CommandFacts
    /// Tells whether the person has approved exactly this.
    func isApproved(_ facts: CommandFacts) async -> Bool
    /// Keeps the person's approval.
    func approve(_ facts: CommandFacts) async throws
    /// Answers a call. Cancelling the task stops it.
    func answer(_ call: ToolCall, from source: ToolSource, directory: String?) async -> ToolResult
    /// Starts a server and lists its tools.
    ///
    /// - Throws: the reason why it cannot be asked.
    func tools(of server: MCPServer, directory: String?) async throws -> [Tool]
    /// Stops the servers and waits for their end.
    func finish() async
}
