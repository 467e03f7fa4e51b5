import ArgumentParser

/// `etude`, `etude FILE`: the playground.
struct PlayCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "play", abstract: "The playground (what etude does without a subcommand).")

    @Argument(help: "A .prompt or .prompty file, a chat-completions request as JSON, a REF, or - for stdin.")
    var target: String?

    @Option(help: "The provider that the prompt's runs go to.")
    var provider: String?

    @Option(help: "The model to ask.")
    var model: String?

    /// Takes the terminal and begins; returns at once.
    @MainActor func start() throws {
        try Play(target: target, provider: provider, model: model).start()
    }
}
