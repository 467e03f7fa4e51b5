import Glibc
package import Prompts
package import RequestCore
import Storage

/// Prompts and images on this machine, for a working folder.
package struct DiskFiles: Sendable {
    /// Where relative paths start.
    package let folder: WorkingFolder

    /// Creates access to files from a working folder.
    package init(folder: WorkingFolder) { self.folder = folder }

    /// Reads a `.prompt` file or a request as JSON, with the facts of its images; their bytes go into `blobs`.
    package func load(path: String, blobs: any BlobStore) async throws -> PromptDocument {
        try await reading(path: path, blobs: blobs).document
    }

    /// Reads a file once: the document, the text it was read from, and what of the text has no place in the document.
    func reading(
        path: String, blobs: any BlobStore
    ) async throws -> (document: PromptDocument, text: String, losses: [Loss]) {
        let place = folder.place(of: path)
        let text = try Self.readText(place)
        let reading = try PromptFiles.parse(text, file: place)
        let slash = place.lastIndex(of: "/")
        let directory = slash.map { $0 == place.startIndex ? "/" : String(place[..<$0]) } ?? "."
        let document = try await PromptFiles(blobs: blobs).readingImages(
            of: reading.document, directory: directory, file: place)
        return (document, text, reading.losses)
    }

    /// Reads a prompt that came on standard input; its images are looked for from the working folder.
    package func document(text: String, blobs: any BlobStore) async throws -> PromptDocument {
        let document = try PromptFiles.parse(text, file: "stdin").document
        return try await PromptFiles(blobs: blobs).readingImages(of: document, directory: folder.start, file: "stdin")
    }

    /// Writes a document; stored images stand in it as data URLs, files by paths that start at it.
    ///
    /// - Parameters:
    ///   - text: the document's own text, whose comments and layout go along; nil leaves those of a file that is there.
    ///   - oldFolder: where the relative paths of its images start until now.
    /// - Returns: the document with its paths as they are written.
    package func save(
        _ document: PromptDocument, text: String? = nil, to path: String, from oldFolder: String?,
        blobs: any BlobStore
    ) async throws -> PromptDocument {
        let files = PromptFiles(blobs: blobs)
        let place = folder.place(of: path)
        let newFolder = folder.parent(of: path)
        // What the file spells in its own way stays as it is.
        let current = (try? Self.readText(place)).flatMap { try? PromptFiles.parse($0, file: path).document }
        let moved = document.movingImages(
            from: oldFolder ?? folder.whole, to: newFolder, known: current?.spellings(from: newFolder) ?? [:])
        let kept = await files.keepingImages(of: moved, in: newFolder)
        try files.save(await files.embeddingImages(of: kept), to: place, own: text)
        return kept
    }

    /// Returns what is another for another content of the file; nil where there is none.
    package func fingerprint(_ path: String) -> String? {
        let place = folder.place(of: path)
        guard let text = try? Self.readText(place) else { return access(place, F_OK) == 0 ? "unreadable" : nil }
        return SHA256.hex(of: Array(text.utf8))
    }

    /// Reads an image and keeps its bytes; a remote one is left alone.
    ///
    /// - Parameter directory: where a relative path starts; nil for the working folder.
    package func read(_ image: ImagePart, relativeTo directory: String?, blobs: any BlobStore) async throws -> ImagePart
    {
        switch image.source {
        case .remote, .blob: return image
        case .data:
            return try await PromptFiles(blobs: blobs).readingImage(image, directory: folder.start)
        case .path(let path):
            var image = image
            image.url = DataURL.isBareBase64(path) ? path : folder.absolute(path, in: directory ?? ".")
            return try await PromptFiles(blobs: blobs).readingImage(image, directory: "/")
        }
    }

    /// Tells whether a path leads to a folder.
    static func isFolder(_ place: String) -> Bool {
        var facts = stat()
        return stat(place, &facts) == 0 && facts.st_mode & S_IFMT == S_IFDIR
    }

    /// Returns the bytes of a file; nil where there is none, or a folder or device.
    static func bytes(ofRegularFile path: String) throws(CommandFailure) -> [UInt8]? {
        var facts = stat()
        guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return nil }
        let descriptor = open(path, O_RDONLY | O_CLOEXEC)
        guard descriptor >= 0 else { throw CommandFailure("\(path): \(String(cString: strerror(errno)))") }
        defer { close(descriptor) }
        return try Input.readBytes(descriptor, named: path)
    }

    /// The name of the account.
    package static var account: String {
        guard let entry = getpwuid(geteuid()), let name = entry.pointee.pw_name else { return "" }
        return String(cString: name)
    }

    /// Writes a text over a file in one step, or to a new file.
    ///
    /// - Throws: ``FieldError`` that names the file.
    func write(_ text: String, to path: String) throws(FieldError) {
        try PromptFiles().write(text, to: folder.place(of: path))
    }

    /// Returns the text of a file.
    ///
    /// - Throws: ``FieldError`` that names the file.
    package func readText(_ path: String) throws(FieldError) -> String { try Self.readText(folder.place(of: path)) }

    /// Returns the text of the file at a path as the system takes it.
    ///
    /// - Throws: ``FieldError`` that names the file.
    package static func readText(_ place: String) throws(FieldError) -> String {
        try PromptFiles().readText(place)
    }

    /// Returns the text of a file of settings, which is a regular file of 1 MB at most.
    ///
    /// - Throws: ``FieldError`` that names the file.
    package static func readSettings(_ place: String) throws(FieldError) -> String {
        try PromptFiles().readText(place, isSettings: true)
    }
}
