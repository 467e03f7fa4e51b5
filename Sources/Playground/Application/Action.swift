package import JSON
package import RequestCore
package import TextUI

/// What happened, for ``AppState/update(_:)``: input, and the world's answers by area.
package enum Action: Sendable {
    case key(Key)
    case paste(String)
    case mouse(MouseEvent)
    case resized(Size)
    case run(RunAction)
    case tools(ToolAction)
    case generation(GenerationAction)
    case version(VersionAction)
    case logs(LogAction)
    case prompts(PromptAction)
    case files(FileAction)
    case image(ImageAction)
    case terminal(TerminalAction)
    /// The state of the last session; nil on the first start.
    case sessionLoaded(JSONValue?)
    /// Time to save the session, if anything has changed since it was saved last.
    case autosave
    /// What lint found in that input.
    case linted(LintInput, [Finding])
    /// All themes there are, and the one that the settings name.
    case themesLoaded([Theme], chosen: String?)
    /// A model that the command line names.
    case modelChosen(String)
    /// Something asked of the world did not work; the sentence says what and what to do.
    case failed(String)
    case noticeExpired(Int)
    /// Time has passed while something runs.
    case tick
    /// The program has to end, as after the quit key.
    case terminated
}
