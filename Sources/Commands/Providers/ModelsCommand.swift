import ArgumentParser
import JSON
import Prompts
import RequestCore
import TextUI

/// `etude models`
struct ModelsCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "models", abstract: "List the models that a provider has, a name a line.",
        discussion: """
            etude models
            etude models --provider local
            etude models --json        with what is known of each: limits, prices, abilities

            A provider is asked for its list. The simulator answers under any name; of it
            the names are listed that Étude knows something about.
            """)

    @Option(help: "The provider whose models to list; by default, the one a run would use.")
    var provider: String?

    @Flag(help: "One JSON object a line.")
    var json = false

    func run(_ session: CommandSession) async throws {
        let provider = try session.surroundings.provider(named: provider, config: Config())
        let names = try await names(provider, session)
        if names.isEmpty { session.errors.line("etude: \(provider.name) answered with an empty list of models") }
        for name in names {
            if json {
                try session.output.writeLine(Self.object(name, session.surroundings.catalog.info(for: name)))
            } else {
                try session.output.write(Sanitiser.oneLine(name) + "\n")
            }
        }
    }

    private func names(_ provider: Provider, _ session: CommandSession) async throws -> [String] {
        guard provider.kind == .http else {
            return session.surroundings.catalog.models.filter { $0.mode == "chat" }.map(\.name)
        }
        do {
            return try await ModelList.names(
                at: try await session.keys.filled(provider), over: session.edges.transport(for: provider))
        } catch let error as RunError {
            throw CommandFailure("\(provider.name): \(Sanitiser.oneLine(error.description))", status: 1)
        }
    }

    private static func object(_ name: String, _ info: ModelInfo?) -> JSONValue {
        func count(_ value: Int?) -> JSONValue { value.map { .number(JSONNumber($0)) } ?? .null }
        func price(_ value: Double?) -> JSONValue { value.flatMap { JSONNumber($0) }.map(JSONValue.number) ?? .null }
        func flag(_ value: Bool?) -> JSONValue { value.map(JSONValue.bool) ?? .null }
        return [
            "id": .string(name), "max_input_tokens": count(info?.maxInputTokens),
            "max_output_tokens": count(info?.maxOutputTokens), "input_usd_per_token": price(info?.inputPrice),
            "output_usd_per_token": price(info?.outputPrice), "vision": flag(info?.supportsVision),
            "tools": flag(info?.supportsTools), "reasoning": flag(info?.supportsReasoning),
        ]
    }
}
