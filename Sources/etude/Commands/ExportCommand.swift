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

            Complete, with tools, schema and images; the key comes from OPENAI_API_KEY, another
            endpoint from OPENAI_BASE_URL. Variables are parameters; so is the message where the
            prompt has none of a user.
            """)

    @Argument(help: "A REF or a FILE.")
    var target: String

    @Option(
        name: .customLong("as"), help: "curl, python, swift, javascript or json.",
        transform: { text in
            guard let language = CodeExport.Language(rawValue: text) else {
                throw ValidationError("--as takes curl, python, swift, javascript or json; found '\(text)'")
            }
            return language
        })
    var language: CodeExport.Language

    func run(_ session: CommandSession) async throws {
        let source = try await PromptSource.find(target, session: session)
        var document = source.document
        if source.version != nil {
            document = try await PromptFiles(blobs: try await session.store.store()).embeddingPictures(of: document)
        } else if let path = source.path {
            let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
            document.config.template = document.config.template.map { Self.within(folder, $0) }
            document.thread = document.thread.map { Self.within(folder, $0) }
        }
        let export = CodeExport(prompt: source.prompt, config: document.config, thread: document.thread)
        for warning in export.warnings(in: language) { session.errors.line("etude: \(Sanitiser.oneLine(warning))") }
        try session.output.write(export.text(in: language))
    }

    /// Pictures as the working directory sees them, where the program will be started.
    private static func within(_ folder: String, _ message: Message) -> Message {
        var message = message
        message.content = message.content.map { part in
            guard case .image(var image) = part, image.variableName == nil, case .path(let path) = image.source,
                !path.hasPrefix("/"), !path.hasPrefix("~")
            else { return part }
            image.url = folder + path
            return .image(image)
        }
        return message
    }
}
