import Glibc
import JSON
import Playground
import Processes
import Prompts
import RequestCore
import Storage

/// Prompts and images on this machine.
struct DiskFiles: PromptFileAccess {
    func text(of path: String) async throws -> FileText? { try PromptFiles().text(of: Self.expanded(path)) }

    func open(_ file: FileText, blobs: any BlobStore) async throws -> OpenedFile {
        var opened = try await PromptFiles(blobs: blobs).open(file)
        opened.path = Self.absolute(file.path, in: ".")
        return opened
    }

    /// A prompt that came on standard input; its images are looked for from the working directory.
    func document(text: String, blobs: any BlobStore) async throws -> PromptDocument {
        let document = try PromptFiles.parse(text, file: "stdin").document
        return try await PromptFiles(blobs: blobs).readingImages(of: document, directory: ".", file: "stdin")
    }

    func save(_ save: DocumentSave, blobs: any BlobStore) async throws -> OpenedFile {
        var expanded = save
        expanded.path = Self.expanded(save.path)
        var saved = try await PromptFiles(blobs: blobs).save(
            expanded, in: Self.folder(of: save.path), from: Self.workingDirectory)
        saved.path = Self.absolute(save.path, in: ".")
        return saved
    }

    /// Tells whether there is a file, folder or anything else at a path.
    func exists(_ path: String) -> Bool { access(Self.expanded(path), F_OK) == 0 }

    func stamp(_ path: String) -> String? {
        var facts = stat()
        guard stat(Self.expanded(path), &facts) == 0 else { return nil }
        return "\(facts.st_ino) \(facts.st_size) \(facts.st_mtim.tv_sec).\(facts.st_mtim.tv_nsec)"
    }

    func readingImages(
        of document: PromptDocument, relativeTo directory: String?, blobs: any BlobStore
    ) async throws -> PromptDocument {
        try await PromptFiles(blobs: blobs).readingImages(of: document, directory: directory ?? ".")
    }

    func inliningImages(
        of document: PromptDocument, relativeTo directory: String?, blobs: any BlobStore
    ) async throws -> PromptDocument {
        let files = PromptFiles(blobs: blobs)
        let read = try await files.readingImages(of: document, directory: directory ?? ".")
        return try await files.embeddingImages(of: read, inliningFiles: true)
    }

    func read(_ image: ImagePart, relativeTo directory: String?, blobs: any BlobStore) async throws -> ImagePart {
        switch image.source {
        case .remote, .blob: return image
        case .data:
            return try await PromptFiles(blobs: blobs).readingImage(image, directory: ".")
        case .path:
            var image = image
            image.url = Self.absolute(image.url, in: directory ?? ".")
            return try await PromptFiles(blobs: blobs).readingImage(image, directory: "/")
        }
    }

    func matches(of pattern: String) -> [String] {
        let path = Self.expanded(pattern)
        guard PathText.isPath(pattern), pattern.contains(where: "*?[".contains), access(path, F_OK) != 0 else {
            return []
        }
        var found = glob_t()
        defer { globfree(&found) }
        guard glob(path, 0, nil, &found) == 0 else { return [] }
        return (0..<Int(found.gl_pathc)).compactMap { found.gl_pathv[$0].map { String(cString: $0) } }
    }

    func presets() async -> [Tool] {
        for folder in SharedFiles.folders(named: "sample-configs/tools") {
            let tools = PathCompletion.candidates(for: folder + "/").filter { $0.hasSuffix(".json") }.sorted()
                .flatMap { path -> [Tool] in
                    guard let text = try? Self.readText(path), let json = try? JSONValue(parsing: text) else {
                        return []
                    }
                    return (try? ToolDefinitions.read(json)) ?? []
                }
            if !tools.isEmpty { return tools }
        }
        return []
    }

    func completions(of text: String) async -> [String] { PathCompletion.candidates(for: text) }

    /// `~/` is the person's home.
    static func expanded(_ path: String) -> String {
        guard path == "~" || path.hasPrefix("~/"), let home = getenv("HOME") else { return path }
        return String(cString: home) + path.dropFirst()
    }

    /// The bytes of a file; nil where there is none, or a folder or device.
    static func bytes(ofRegularFile path: String) throws(CommandFailure) -> [UInt8]? {
        var facts = stat()
        guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CommandFailure("\(path): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        return try Input.readBytes(descriptor, named: path)
    }

    /// The name of the account.
    static var account: String {
        guard let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name else { return "" }
        return String(cString: name)
    }

    static var workingDirectory: String { folder(of: "x") }

    /// The folder that a file is in, from the root.
    static func folder(of path: String) -> String {
        let whole = absolute(path, in: ".")
        guard let slash = whole.lastIndex(of: "/"), slash != whole.startIndex else { return "/" }
        return String(whole[..<slash])
    }

    /// Links are not followed: a prompt is called after the path that the person uses.
    static func absolute(_ path: String, in directory: String) -> String {
        let expanded = expanded(path)
        if expanded.hasPrefix("/") { return expanded }
        if directory != "." { return absolute(directory, in: ".") + "/" + expanded }
        guard let working = getcwd(nil, 0) else { return expanded }
        defer { free(working) }
        return String(cString: working) + "/" + (expanded.hasPrefix("./") ? String(expanded.dropFirst(2)) : expanded)
    }

    /// - Throws: ``FieldError`` that names the file.
    static func write(_ text: String, to path: String) throws(FieldError) {
        try PromptFiles().write(text, to: expanded(path))
    }

    /// - Throws: ``FieldError`` that names the file.
    static func readText(_ path: String) throws(FieldError) -> String {
        try PromptFiles().readText(path)
    }
}

extension EditorCommand: ExternalEditor {}
