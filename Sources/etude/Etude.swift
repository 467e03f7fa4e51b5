import ArgumentParser

/// The command line: no subcommand means the playground.
struct Etude: ParsableCommand {
    static let version = "0.1.0"

    static let configuration = CommandConfiguration(
        commandName: "etude", abstract: "A playground for prompts in the terminal.",
        discussion: """
            etude                                   the playground, where you left it
            etude weather.prompt                    the playground on a file
            etude run weather.prompt -m "Boston?"   one answer on stdout
            etude logs                              what was answered so far

            Without a key and a configuration all of it runs on the built-in simulator.
            OPENAI_API_KEY and OPENAI_BASE_URL name an endpoint; config.yaml names more.
            """,
        version: "etude \(version)",
        subcommands: [
            PlayCommand.self, RunCommand.self, VersionsCommand.self, ShowCommand.self, DiffCommand.self,
            DeployCommand.self, RestoreCommand.self, ExportCommand.self, ConvertCommand.self, InitCommand.self,
            StatusCommand.self, LogsCommand.self, ModelsCommand.self, ProvidersCommand.self, LintCommand.self,
            DoctorCommand.self, TrustCommand.self,
        ],
        defaultSubcommand: PlayCommand.self)
}

/// A command without a screen.
protocol EtudeCommand: ParsableCommand, Sendable {
    func run(_ session: CommandSession) async throws
}
