import ArgumentParser

/// `etude eval`
struct EvalCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "eval", abstract: "Run prompts over rows of data, check the answers and compare.",
        discussion: """
            etude eval --prompt tides --prompt tides@production --data tides.csv -n 5
            etude eval tides.eval.yaml --model gpt-4.1-mini --model gpt-4.1 --json
            etude eval tides.eval.yaml --resume
            etude eval list
            etude eval show 01JD…
            etude eval check 01JD…
            """,
        subcommands: [
            EvalRunCommand.self, EvalListCommand.self, EvalShowCommand.self, EvalCheckCommand.self,
            EvalRowsCommand.self,
        ],
        defaultSubcommand: EvalRunCommand.self)

    func run(_ session: CommandSession) async throws {}
}
