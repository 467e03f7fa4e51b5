package import JSON
package import Prompts
package import RequestCore

/// What ``AppState/update(_:)`` asks of the world. The effect runner does it and answers with actions.
package enum Effect: Sendable, Hashable {
    case run(Int, RunRequest, parent: VersionID?)
    case cancelRun(Int)
    /// Answers calls by machine, all at once; `asks` says that a person wants it, who can be asked to approve.
    case answerCalls([AnswerableCall], directory: String?, asks: Bool)
    case approve([CommandFacts], thenAnswer: [AnswerableCall], thenList: MCPServer?, directory: String?)
    /// Has a model write a definition; the request is the first of at most ``DefinitionRequest/attempts``.
    case generate(Int, DefinitionRequest, RunRequest)
    case cancelGeneration(Int)
    case loadPresets
    /// Asks an MCP server for its tools.
    case listTools(MCPServer, directory: String?)
    case stopAnswering(Set<CallRef>)
    /// Answers calls out of the record.
    case replayCalls([ReplayedCall])
    /// Keeps what calls were answered.
    case keepResults([AnsweredCall])
    /// Looks up what a call and others of its tool were answered before.
    case recall(CallRef, ToolCall)
    case saveVersion(Config, prompt: String, parent: VersionID?)
    case loadVersions(prompt: String)
    /// What the logs say of a prompt's versions, and where they are deployed.
    case loadVersionFacts(prompt: String)
    case compare(ComparedSide, ComparedSide, prompt: String)
    case annotate(VersionID, prompt: String, name: String?, note: String?)
    case deploy(PlannedMove, prompt: String, by: String)
    case loadVersion(VersionID, prompt: String)
    case loadLogs(Int, LogQuery)
    case loadLog(String)
    case judgeLog(String, LogRecord.Feedback?)
    case loadPrompts
    case renamePrompt(String, to: String)
    case movePrompt(String, PromptMove)
    case saveSession(JSONValue)
    case loadDocument(path: String)
    case saveDocument(DocumentSave)
    /// Watches the draft's file, and no other, for changes by others.
    case watch(WatchedFile?)
    /// Reads the headers of a document's images.
    case readImages(Int, PromptDocument, relativeTo: String?)
    /// Reads the files of a document's images into data URLs.
    case inlineImages(Int, PromptDocument, relativeTo: String?)
    case image(ImageEffect)
    case completePath(Int, String)
    /// Opens the person's editor on a text; `suffix` names its kind, such as `.json`.
    case editExternally(EditTarget, text: String, suffix: String)
    case copy(String)
    case setMouse(Bool)
    case redraw
    case suspend
    case quit
    /// Sends the action after so many seconds.
    case wake(after: Double, Wake)

    /// What ``wake(after:_:)`` may send.
    package enum Wake: Sendable, Hashable {
        case noticeExpired(Int)
        case tick
    }
}

/// Where a text that was edited elsewhere goes back to.
package enum EditTarget: Sendable, Hashable {
    case composer
    case entry(EntryRef)
    case result(CallRef)
    /// The editor overlay on top.
    case overlay
    /// The whole prompt in its `.prompt` form.
    case prompt
}
