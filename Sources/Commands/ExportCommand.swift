import ArgumentParser
import Prompts
import RequestCore
import Storage
import TextUI

/// `etude export`
struct ExportCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "export", abstract: "Print a prompt as a program that sends it without Étude.",
        discussion: """
            etude export weather@production --as python > weather.py
            etude export weather.prompt --as curl | sh -s -- "And in Paris?"
            etude export weather.prompt --as json

            Complete, with tools, schema and images, in the dialect of the prompt's
            provider. The key comes from OPENAI_API_KEY or ANTHROPIC_API_KEY, another
            endpoint from OPENAI_BASE_URL or ANTHROPIC_BASE_URL. Variables are
            parameters, those with a value in the prompt last; so is the message where
            the prompt has none of a user.
            """)

    @Argument(help: "A REF or a FILE.", completion: .file())
    var target: String

    @Option(help: "Where the request would go: its dialect is that of the program.")
    var provider: String?

    @Option(
        name: .customLong("as"), help: "curl, python, swift, javascript or json.",
        transform: { text in
            guard let language = CodeExport.Language(rawValue: text) else {
                throw ValidationError("it is one of curl, python, swift, javascript and json")
            }
            return language
        })
    var language: CodeExport.Language

    func run(_ session: CommandSession) async throws {
        let source = try await PromptSource.find(target, session: session)
        var document = source.document
        var folder: String?
        if source.version != nil {
            document = try await PromptFiles(blobs: try await session.store.store()).embeddingImages(
                of: document, inliningFiles: true)
        } else if language == .json {
            document = try await PromptFiles(blobs: session.blobs).embeddingImages(
                of: document, inliningFiles: true)
        } else {
            folder = source.path.flatMap(Self.folder)
        }
        let dialect = session.surroundings.dialect(named: provider, config: document.config)
        tellLosses(of: document, in: dialect, session)
        var config = document.config
        // So that the program's URL and key, which are the vendor's own, are told where they are not this provider's.
        if let provider { config.provider = provider }
        let export = CodeExport(
            prompt: source.prompt, config: config, inputs: document.inputs, thread: document.thread,
            folder: folder, dialect: dialect)
        for warning in export.warnings(in: language) { session.errors.line("etude: \(Sanitiser.oneLine(warning))") }
        try session.output.write(export.text(in: language))
    }

    /// Says what the dialect cannot carry, as a run does.
    private func tellLosses(of document: PromptDocument, in dialect: DialectID, _ session: CommandSession) {
        let messages = document.config.template + document.thread
        let findings = Lint.findings(
            config: document.config, messages: messages, model: document.config.model ?? Provider.openAIDefaultModel,
            dialect: dialect, catalog: session.surroundings.catalog)
        for finding in findings where finding.isOfDialect {
            session.errors.line("etude: \(Sanitiser.oneLine(finding.description))")
        }
        if let count = document.config[.n]?.intValue, count > 1, !dialect.dialect.hasChoices {
            session.errors.line(
                "etude: n: the program asks once; \(dialect.rawValue) has no n, and run asks \(count) times")
        }
    }

    /// The path as the person wrote it, not an absolute one, because the program may run on another machine.
    private static func folder(of path: String) -> String? {
        path.lastIndex(of: "/").map { String(path[..<$0]) }
    }
}
