package import JSON
package import Prompts
package import RequestCore
package import TextUI

/// What happened, for ``AppState/update(_:)``.
package enum Action: Sendable {
    case key(Key)
    case paste(String)
    case mouse(MouseEvent)
    case resized(Size)
    /// What a started run reports, in order.
    case run(Int, [RunEvent])
    /// The run's version is saved and its record begun.
    case runStarted(Int, Version, logID: String)
    /// The run could not begin: a variable or an image is missing.
    case runRefused(Int, FieldError)
    case versionSaved(Version)
    case versionsLoaded(prompt: String, [VersionSummary])
    case versionFactsLoaded(prompt: String, VersionFacts)
    /// What differs between two, by their names.
    case compared(String, String, ConfigDiff)
    case deployed(prompt: String, DeployedVersion)
    /// A version to take into the draft.
    case versionLoaded(Version)
    case logsLoaded(Int, [LogSummary], total: Int)
    case answeringStarted([CallRef])
    case answered(CallRef, ToolResult)
    case answeringRefused([CallRef], String)
    /// So much of a definition has come, at the so-manieth attempt.
    case generationAdvanced(Int, attempt: Int, characters: Int)
    case generated(Int, JSONObject)
    case generationFailed(Int, String)
    /// The tools that came with Étude.
    case presetsLoaded([Tool])
    /// A server that has to be approved before its tools can be asked for.
    case unapprovedServer(MCPServer, CommandFacts)
    case toolsListed(MCPServer, [Tool])
    /// Earlier results for a call that waits for one.
    case recalled(CallRef, [RecordedResult])
    /// Commands that have to be approved before these calls can be answered; whether a person asked for it.
    case unapproved([AnswerableCall], [CommandFacts], asks: Bool)
    /// What lint found in that input.
    case linted(LintInput, [Finding])
    case logLoaded(LogRecord, versionNumber: Int?, wire: WireRecord?)
    case promptsLoaded([PromptSummary])
    /// The state of the last session; nil on the first start.
    case sessionLoaded(JSONValue?)
    /// The fingerprint is that of the file as it was read; the text is there where its comments can be kept.
    case documentLoaded(
        PromptDocument, path: String?, fingerprint: String? = nil, text: String? = nil, losses: [Loss] = [])
    /// Written as it was asked for; what was changed since is not in the file.
    case documentSaved(PromptDocument, draft: Int, path: String, fingerprint: String?, text: String? = nil)
    case logJudged(String, LogRecord.Feedback?)
    case promptRenamed(String, to: String)
    case promptMoved(String, PromptMove)
    /// The draft's file is another than it was; nil when it is again as it was.
    case fileChanged(WatchedFile, DiskChange?)
    /// Not written: there is such a file already, or it was changed outside.
    case saveRefused(draft: Int, path: String, hasChanged: Bool)
    /// A document from a text, with what its images turned out to be.
    case imagesRead(Int, PromptDocument)
    /// They cannot be read: the text comes back to be mended.
    case imagesRefused(Int, PromptDocument, String)
    case imageRead(ImagePart, into: ImageTarget = .end)
    /// An image that was just attached has a smaller copy, as the settings want.
    case imageShrunk(ImagePart, ImagePart)
    /// A remote image was fetched to be seen.
    case imageFetched(url: String, ImageFacts)
    case terminalReported(TerminalReport)
    /// An image that was in view has been drawn, or cannot be.
    case imageDrawn(ImageKey, ImageOutcome)
    /// Completions of a path being typed, for the line input with this serial.
    case pathsCompleted(Int, [String])
    /// What came back from the person's editor; nil text when it was left unchanged.
    case edited(EditTarget, String?)
    case copied(characters: Int)
    /// All themes there are, and the one that the settings name.
    case themesLoaded([Theme], chosen: String?)
    /// From the command line.
    case modelChosen(String)
    /// An image or file that was named in a dialog cannot be had: the dialog comes back with what was typed.
    case inputRefused(LineInput.Purpose, text: String, String)
    /// Something asked of the world did not work; the sentence says what and what to do.
    case failed(String)
    case noticeExpired(Int)
    /// Time has passed while something runs.
    case tick
}
