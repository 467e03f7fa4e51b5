package import ArgumentParser

/// The command line. Without a subcommand it is the playground.
package struct RootCommand: ParsableCommand {
    /// The version of the program.
    static let version = "0.1.0"

    package static let configuration = CommandConfiguration(
        commandName: "etude", abstract: "A playground for prompts in the terminal.",
        discussion: """
            etude                                   the playground, where you left it
            etude weather.prompt                    the playground on a file
            etude run weather.prompt -m "Boston?"   one answer on stdout
            etude logs                              past runs

            Without a key and a configuration all of it runs on the built-in simulator.
            OPENAI_API_KEY and OPENAI_BASE_URL name an endpoint; config.yaml names more.
            """,
        version: "etude \(version)",
        subcommands: [
            PlayCommand.self, RunCommand.self, VersionsCommand.self, ShowCommand.self, DiffCommand.self,
            DeployCommand.self, RestoreCommand.self, ExportCommand.self, ConvertCommand.self, InitCommand.self,
            StatusCommand.self, LogsCommand.self, ConversationsCommand.self, ModelsCommand.self, ProvidersCommand.self,
            LintCommand.self, DoctorCommand.self, TrustCommand.self, EvalCommand.self, BatchCommand.self,
            ServeCommand.self, BackupCommand.self,
        ],
        defaultSubcommand: PlayCommand.self)

    /// Creates the root without arguments; the parser asks for it.
    package init() {}
}

/// A command without a screen.
package protocol EtudeCommand: ParsableCommand, Sendable {
    /// Runs the command to its end, or throws what the person is told.
    func run(_ session: CommandSession) async throws
}
