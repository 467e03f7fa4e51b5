package import RequestCore
package import TextUI

/// What happened: the input of ``AppState/update(_:)``, and the world's answers by area.
package enum Action: Sendable {
    case key(Key)
    case paste(String)
    case mouse(MouseEvent)
    case resized(Size)
    case run(RunAction)
    case tools(ToolAction)
    case generation(GenerationAction)
    case version(VersionAction)
    case compare(CompareAction)
    case logs(LogAction)
    case prompts(PromptAction)
    case conversations(ConversationAction)
    case files(FileAction)
    case image(ImageAction)
    case models(ModelAction)
    case grid(GridAction)
    case text(TextAction)
    case variable(VariableAction)
    case terminal(TerminalAction)
    /// What the start begins with.
    case sessionLoaded(RestoredSession)
    /// The conversation of the document with this number is stored; nil where there was nothing to store.
    case sessionSaved(document: Int, conversation: String?)
    /// The conversation could not be stored, and why.
    case sessionNotSaved(String)
    /// The store ends with the playground, because the home cannot be written, and why.
    case storeIsTemporary(String)
    /// Quitting would lose text, so the person has to ask for it twice.
    case quitRefused
    /// It is time to save the session, if anything has changed.
    case autosave
    /// The findings of lint in this input.
    case linted(LintInput, [Finding])
    /// All themes, and the one that the settings name.
    case themesLoaded([Theme], chosen: String?)
    /// A model that the command line names.
    case modelChosen(String)
    /// An effect failed. The sentence says what failed and what to do.
    case failed(String)
    case noticeExpired(Int)
    /// Nothing was chosen since the choice with this number.
    case rested(Int)
    /// A tenth of a second has passed while something runs.
    case tick
    /// The program has to end, as after the quit key.
    case terminated
}
