package import Prompts

/// Answers tool calls by machine, and keeps what a person approved of that. The edges implement it.
package protocol ToolBench: Sendable {
    /// Looks at a command as a person approves it.
    ///
    /// - Parameter directory: the folder of the prompt's file; nil for the working directory.
    /// - Throws: for a script that cannot be read.
    func facts(of command: ToolCommand, tool: String, directory: String?) async throws -> CommandFacts
    /// Tells whether the person has approved exactly this.
    func isApproved(_ facts: CommandFacts) async -> Bool
    /// Keeps the person's approval.
    func approve(_ facts: CommandFacts) async throws
    /// Answers a call; cancelling the task stops it.
    func answer(_ call: ToolCall, from source: ToolSource, directory: String?) async -> ToolResult
    /// Lists the tools of a server, which is started for that.
    ///
    /// - Throws: why it cannot be asked.
    func tools(of server: MCPServer, directory: String?) async throws -> [Tool]
    /// Ends the servers, and waits until they have ended.
    func finish() async
}
