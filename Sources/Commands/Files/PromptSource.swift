import Glibc
package import Prompts
package import RequestCore
import Storage
import TextUI

/// The prompt that FILE, REF or `-` on the command line names.
package struct PromptSource {
    var document: PromptDocument
    /// The prompt's name: that in the file, else the file's stem, else `untitled`.
    var prompt: String
    /// The file that it came from; nil for a stored version and for stdin.
    var path: String?
    /// The stored version; nil for a file.
    var version: Version?
    /// The file's text, as it was read; nil for a stored version and for stdin.
    private var text: String?
    /// What of the text has no place in the document.
    private var losses: [Loss] = []

    /// The findings about the file that do not concern the request, and its losses.
    var findings: [Finding] {
        guard version == nil, !Reference.canBePrompt(prompt) else { return fileFindings }
        let advice = Reference.notAPrompt(Sanitiser.oneLine(prompt)) + "; give it another by name: in the file"
        return [Finding(.promptName, .warning, .field("name"), advice)] + fileFindings
    }

    private var fileFindings: [Finding] {
        guard let path, let text else { return Lint.findings(document: document) }
        switch Bridge.recognise(text, path: path) {
        case .prompt: return Lint.findings(document: document, text: text)
        case .dotprompt:
            let hint =
                "looks like Dotprompt, and is read as Étude's own: etude convert --from dotprompt reads it as such"
            return [Finding(.otherFormat, .warning, .messages, hint)] + Lint.findings(document: document, text: text)
        default:
            return losses.map { Finding(.foreignField, .warning, .field($0.field), $0.reason) }
                + Lint.findings(document: document)
        }
    }

    /// Whether the text is a FILE: a path that exists, or that contains `/` or an extension. All else is a REF.
    private static func isFile(_ text: String, _ folder: WorkingFolder) -> Bool {
        text.contains("/") || isThere(text, folder) || hasExtension(text)
    }

    /// Whether the text is a path that leads somewhere.
    private static func isThere(_ text: String, _ folder: WorkingFolder) -> Bool {
        access(folder.place(of: text), F_OK) == 0
    }

    private static func hasExtension(_ text: String) -> Bool {
        !text.contains("@") && !text.contains("~") && Reference.hasExtension(text)
    }

    /// What a text on the command line names.
    package enum Target {
        case stdin
        case file(String)
        case reference(Reference)
    }

    /// - Throws: ``CommandFailure`` if it is neither.
    package static func target(of text: String, in surroundings: Surroundings) throws(CommandFailure) -> Target {
        let folder = surroundings.folder
        if text == "-" { return .stdin }
        if !isThere(text, folder), let file = surroundings.project?.file(ofPrompt: text) { return .file(file) }
        if let reference = storedReference(text, folder) { return .reference(reference) }
        if isFile(text, folder) { return .file(text) }
        guard let reference = Reference(text) else {
            throw CommandFailure("'\(text)' is neither a file nor a REF such as weather, weather@v12 or weather~2")
        }
        return .reference(reference)
    }

    /// The stored version that a text with a `/` may name, such as `support/triage@production`: no such file exists,
    /// and it is neither a path from somewhere nor a name with a file's ending.
    private static func storedReference(_ text: String, _ folder: WorkingFolder) -> Reference? {
        let isPath = ["/", "./", "../", "~"].contains { text.hasPrefix($0) }
        guard text.contains("/"), !isPath, !hasExtension(text), !isThere(text, folder) else { return nil }
        return Reference(text)
    }

    /// - Throws: a readable ``FieldError`` or ``CommandFailure``.
    static func find(_ text: String, session: CommandSession) async throws -> PromptSource {
        let project = session.surroundings.project
        switch try target(of: text, in: session.surroundings) {
        case .stdin:
            let document = try await session.files.document(text: session.input.readAll(), blobs: session.blobs)
            return PromptSource(document: document, prompt: document.name ?? "untitled")
        case .file(let path):
            let (document, content, losses) = try await session.files.reading(path: path, blobs: session.blobs)
            let name = document.name ?? project?.name(ofFile: path) ?? PromptDocument.stem(ofPath: path)
            return PromptSource(document: document, prompt: name, path: path, text: content, losses: losses)
        case .reference(let reference):
            return PromptSource(of: try await resolve(reference, as: text, in: try await session.store.store()))
        }
    }

    /// - Throws: ``FieldError``. For text that looks like a path, the error also says that no such file exists.
    package static func resolve(
        _ reference: Reference, as text: String, in store: any VersionStore
    ) async throws -> Version {
        do {
            return try await store.resolve(reference)
        } catch let error as FieldError where text.contains("/") {
            throw FieldError(message: "\(text): there is no such file, and \(error.message)")
        }
    }

    /// The version that the content was made from: the stored one itself, and for a file the newest of its prompt.
    func parent(in store: Store) async throws -> VersionID? {
        if let version { return version.id }
        return try await store.newestVersion(ofPrompt: prompt)
    }

    private init(of version: Version) {
        self.init(
            document: PromptDocument(name: version.prompt, config: version.config), prompt: version.prompt,
            version: version)
    }

    private init(
        document: PromptDocument, prompt: String, path: String? = nil, version: Version? = nil, text: String? = nil,
        losses: [Loss] = []
    ) {
        self.document = document
        self.prompt = prompt
        self.path = path
        self.version = version
        self.text = text
        self.losses = losses
    }
}
