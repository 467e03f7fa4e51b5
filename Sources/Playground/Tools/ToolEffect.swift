package import Prompts
package import RequestCore

/// What is asked about tools, their calls and their results.
package enum ToolEffect: Sendable, Hashable {
    /// Answers calls by machine, all at once; `asks` says that a person wants it, who can be asked to approve.
    case answer([AnswerableCall], directory: String?, asks: Bool)
    case approve([CommandFacts], thenAnswer: [AnswerableCall], thenList: MCPServer?, directory: String?)
    case stop(Set<CallRef>)
    /// Answers calls out of the record.
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
    /// Commands that have to be approved before these calls can be answered; whether a person asked for it.
    case unapproved([AnswerableCall], [CommandFacts], asks: Bool)
    /// A server that has to be approved before its tools can be asked for.
    case unapprovedServer(MCPServer, CommandFacts)
    case listed(MCPServer, [Tool])
    /// Earlier results for a call that waits for one.
    case recalled(CallRef, [RecordedResult])
    /// The tools that came with Étude.
    case presetsLoaded([Tool])
}
