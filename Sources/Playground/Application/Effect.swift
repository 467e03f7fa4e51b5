/// What ``AppState/update(_:)`` asks of the world, by area. The effect runner performs it and answers with actions.
package enum Effect: Sendable, Hashable {
    case run(RunEffect)
    case tools(ToolEffect)
    case generation(GenerationEffect)
    case version(VersionEffect)
    case compare(CompareEffect)
    case logs(LogEffect)
    case prompts(PromptEffect)
    case conversations(ConversationEffect)
    case files(FileEffect)
    case image(ImageEffect)
    case models(ModelEffect)
    case grid(GridEffect)
    case text(TextEffect)
    case variable(VariableEffect)
    case terminal(TerminalEffect)
    /// Writes the conversation; `touches` also where nothing has changed since.
    case saveSession(SessionSnapshot, touches: Bool)
    /// Runs lint on config and thread.
    case lint(LintInput)
    /// Sends the action after this many seconds.
    case wake(after: Double, Wake)

    /// The actions that ``wake(after:_:)`` may send.
    package enum Wake: Sendable, Hashable {
        case noticeExpired(Int)
        case tick
        /// A choice has rested.
        case rested(Int)
    }
}
