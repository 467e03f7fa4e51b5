import ArgumentParser
import Prompts
import RequestCore
import Storage

/// `etude restore`
struct RestoreCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "restore",
        abstract: "Restore a stored version to a file or to the playground's draft.",
        discussion: """
            etude restore weather@v3                  the playground starts with v3
            etude restore weather@v3 weather.prompt   the file becomes v3; its comments,
                                                      values and tools' commands stay
            """)

    @Argument(help: "A REF.")
    var version: String

    @Argument(help: "The file to write. Without it, the playground's draft.", completion: .file())
    var file: String?

    func run(_ session: CommandSession) async throws {
        let source = try await PromptSource.find(version, session: session)
        guard let version = source.version else { throw CommandFailure("'\(version)' is a file; restore takes a REF") }
        let store = try await session.store.store()
        guard let file else {
            try await store.restore(version)
            return session.errors.line(
                "etude: the playground starts with \(version.prompt)@v\(version.number) \(version.id.short)")
        }
        var document = source.document
        if session.files.exists(file) {
            // The file's images need not exist, because the version brings its own.
            let text = try session.files.readText(file)
            let current = try PromptFiles.parse(text, file: file).document
            document = current
            // Disabled tools stay in the file, after those of the version.
            let gone = current.config.tools.filter { tool in
                !tool.isEnabled && source.document.config.tool(named: tool.name) == nil
            }
            document.config = source.document.config
            document.config.tools += gone
        }
        let save = DocumentSave(
            document: document, path: file, replacing: .anything, folder: session.folder.parent(of: file))
        _ = try await session.files.save(save, blobs: store)
        session.errors.line("etude: \(file) is \(version.prompt)@v\(version.number) \(version.id.short)")
    }
}
