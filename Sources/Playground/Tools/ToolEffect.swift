package import Prompts
package import RequestCore

/// What is asked about tools, their calls and their results.
package enum ToolEffect: Sendable, Hashable {
    /// Answers calls automatically, all at once. `asks` says that a person wanted it, so that the person can be asked
    /// for approval.
    case answer([AnswerableCall], directory: String?, asks: Bool)
    case approve([CommandFacts], thenAnswer: [AnswerableCall], thenList: MCPServer?, directory: String?)
    case stop(Set<CallRef>)
    /// Answers calls with recorded results.
    case replay([ReplayedCall])
    /// Keeps the results of calls.
    case keep([AnsweredCall])
    /// Looks up earlier results of a call and of others to its tool.
    case recall(CallRef, ToolCall)
    /// Asks an MCP server for its tools.
    case list(MCPServer, directory: String?)
    case loadPresets
}

/// What becomes of calls, and what is found out about tools.
package enum ToolAction: Sendable {
    case started([CallRef])
    case answered(CallRef, ToolResult)
    /// Calls that could not be answered, and why.
    case refused([CallRef], String)
    /// Commands that need approval before these calls can be answered, and whether a person asked for the answers.
    case unapproved([AnswerableCall], [CommandFacts], asks: Bool)
    /// A server that needs approval before it can list its tools.
    case unapprovedServer(MCPServer, CommandFacts)
    case listed(MCPServer, [Tool])
    /// Earlier results of a call that is waiting for one.
    case recalled(CallRef, [RecordedResult])
    /// The tools that come with Étude.
    case presetsLoaded([Tool])
}
