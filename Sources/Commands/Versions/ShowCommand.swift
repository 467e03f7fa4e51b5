import ArgumentParser
import Prompts
import RequestCore
import Storage

/// `etude show`
struct ShowCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "show", abstract: "Print a prompt or a version as .prompt text.",
        discussion: """
            etude show weather@v12
            etude show weather.prompt --canonical | sha256sum     the version's id
            """)

    @Argument(help: "A REF (weather, weather@v12, weather~2, a hash) or a FILE.", completion: .file())
    var target: String

    @Flag(help: "Print the canonical JSON whose SHA-256 is the version's id.")
    var canonical = false

    @Flag(help: "Print image files as data URLs, so that the text is complete by itself.")
    var inlineImages = false

    func run(_ session: CommandSession) async throws {
        let source = try await PromptSource.find(target, session: session)
        if canonical {
            try session.output.write(source.document.config.canonicalJSON)
        } else {
            let files = PromptFiles(blobs: source.version == nil ? session.blobs : try await session.store.store())
            try session.output.write(
                PromptFormat.text(
                    of: try await files.embeddingImages(of: source.document, inliningFiles: inlineImages)))
        }
    }
}
