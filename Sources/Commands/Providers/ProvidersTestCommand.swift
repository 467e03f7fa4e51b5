import ArgumentParser
import JSON
import Prompts
import RequestCore
import TextUI

/// `etude providers test NAME`
struct ProvidersTestCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Check that a provider can be reached, takes the key, answers and calls tools.",
        discussion: """
            etude providers test groq
            etude providers test work --model gpt-6-luna --json

            Sends a request for the list of models and two tiny questions. Exit status 1 if
            it cannot be reached, refuses the key or gives no answer.
            """)

    @Argument(help: "The provider's name.")
    var name: String

    @Option(help: "The model to ask; without it the provider's usual one, or the first that it lists.")
    var model: String?

    @Flag(help: "One JSON object a line.")
    var json = false

    func run(_ session: CommandSession) async throws {
        let provider = try await session.keys.filled(session.surroundings.provider(named: name, config: Config()))
        let trial = ProviderTrial(
            provider: provider, model: model, transport: session.edges.transport(for: provider), keys: session.keys)
        var hasFailed = false
        for await check in trial.checks() {
            if check.outcome == .failed { hasFailed = true }
            try write(check, session)
        }
        if hasFailed { throw ExitCode(1) }
    }

    private func write(_ check: ProviderTrial.Check, _ session: CommandSession) throws {
        if json {
            let milliseconds = check.milliseconds.flatMap { JSONNumber($0.rounded()) }
            return try session.output.writeLine([
                "provider": .string(name), "check": .string(check.subject.rawValue),
                "result": .string(check.outcome.rawValue), "detail": .string(check.detail),
                "ms": milliseconds.map(JSONValue.number) ?? .null,
            ])
        }
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(0, width - text.count))
        }
        let time = check.milliseconds.map { "\(Int($0)) ms" } ?? ""
        let row = [
            padded(check.subject.rawValue, 9), padded(check.outcome.rawValue, 7), padded(time, 8),
            Sanitiser.oneLine(check.detail),
        ]
        try session.output.write(row.joined(separator: "  ") + "\n")
    }
}
