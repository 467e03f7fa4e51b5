import ArgumentParser
import JSON
import Prompts
import RequestCore
import TextUI

/// `etude lint`
struct LintCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "lint", abstract: "Check a prompt for things the API is known to reject.",
        discussion: """
            etude lint weather.prompt
            etude lint weather@v3 --model gpt-5.6-luna --json

            One finding a line: severity, the request's field, what is wrong. Nothing is
            sent. Exit status: 0 no error among the findings, 1 an error, 2 bad usage or a
            bad file.
            """)

    @Argument(help: "A FILE, a REF (weather, weather@v12, weather~2, a hash), or - for stdin.", completion: .file())
    var target: String

    @Option(help: "Where the request would go.")
    var provider: String?

    @Option(help: "The model that would be asked.")
    var model: String?

    @Flag(help: "One JSON object a line, for programs.")
    var json = false

    func run(_ session: CommandSession) async throws {
        let source = try await PromptSource.find(target, session: session)
        var config = source.document.config
        if let model { config.model = model }
        // A prompt with a model can be checked without the key of its provider.
        let found = Result { try session.surroundings.provider(named: provider, config: config) }
        let asked = try config.model ?? found.get().defaultModel
        let dialect = session.surroundings.dialect(named: provider, config: config)
        let messages = config.template + source.document.thread
        let findings =
            try source.findings
            + Lint.findings(
                config: config, messages: messages, model: asked, dialect: dialect,
                catalog: session.surroundings.catalog
            )
            // A config alone is a prompt whose conversation is yet to be written.
            .filter { $0.rule != .noMessages } + toolFindings(source, session)
        for finding in findings {
            try session.output.write((json ? finding.json.compact : Sanitiser.oneLine(finding.description)) + "\n")
        }
        if findings.contains(where: { $0.severity == .error }) { throw ExitCode(1) }
    }

    /// What is wrong with the settings of tools, which would keep a run from starting.
    private func toolFindings(_ source: PromptSource, _ session: CommandSession) throws -> [Finding] {
        let servers = try session.surroundings.servers()
        do throws(FieldError) {
            _ = try ToolSettings.all(in: source.document.etude, servers: servers)
            return []
        } catch {
            return [Finding(.toolSettings, .error, .field(error.field ?? "etude"), error.message)]
        }
    }
}

extension Finding {
    fileprivate var json: JSONValue {
        [
            "severity": .string(severity.rawValue), "place": .string(place.description), "text": .string(text),
            "fix": fix.map { .string($0.title) } ?? .null,
        ]
    }
}
