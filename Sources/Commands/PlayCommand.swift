package import ArgumentParser

/// `etude`, `etude FILE`: the arguments of the playground, which the executable starts.
package struct PlayCommand: ParsableCommand {
    package static let configuration = CommandConfiguration(
        commandName: "play", abstract: "The playground (what etude does without a subcommand).")

    @Argument(
        help: "A .prompt or .prompty file, a chat-completions request as JSON, a REF, or - for stdin.",
        completion: .file())
    package var target: String?

    @Option(help: "The provider to send runs to.")
    package var provider: String?

    @Option(help: "The model to ask.")
    package var model: String?

    /// Creates the command without arguments; the parser asks for it.
    package init() {}
}
