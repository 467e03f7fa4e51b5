package import Evaluations
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

    /// Reads the text of a file once; nil where there is no such file.
    package func text(of path: String) async throws -> FileText? { try PromptFiles().text(of: folder.place(of: path)) }

    /// Reads what the text of a file says, with the facts of its images, whose bytes go into `blobs`. The file itself is not
    /// read again.
    package func open(_ file: FileText, blobs: any BlobStore) async throws -> OpenedFile {
        var opened = try await PromptFiles(blobs: blobs).open(file)
        opened.path = folder.absolute(file.path)
        return opened
    }

    /// Reads a `.prompt` file or a request as JSON, with the facts of its images, whose bytes go into `blobs`.
    package func load(path: String, blobs: any BlobStore) async throws -> PromptDocument {
        try await reading(path: path, blobs: blobs).document
    }

    /// Reads a file once: the document, the text it was read from, and what of the text has no place in the document.
    func reading(
        path: String, blobs: any BlobStore
    ) async throws -> (document: PromptDocument, text: String, losses: [Loss]) {
        let place = folder.place(of: path)
        let file = FileText(try Self.readText(place), path: place)
        let opened = try await PromptFiles(blobs: blobs).open(file)
        return (opened.document, file.text, opened.losses)
    }

    /// Reads a prompt that came on standard input; its images are looked for from the working folder.
    package func document(text: String, blobs: any BlobStore) async throws -> PromptDocument {
        let document = try PromptFiles.parse(text, file: "stdin").document
        return try await PromptFiles(blobs: blobs).readingImages(
            of: document, directory: folder.start, file: "stdin", text: text)
    }

    /// Writes a document. Stored images stand in it as data URLs, files by paths that start at it.
    ///
    /// - Returns: the file as it was written.
    /// - Throws: `DocumentSave.Refusal` where the file has a content that the save may not write over.
    package func save(_ save: DocumentSave, blobs: any BlobStore) async throws -> OpenedFile {
        var placed = save
        placed.path = folder.place(of: save.path)
        var saved = try await PromptFiles(blobs: blobs).save(
            placed, in: folder.parent(of: save.path), from: folder.whole)
        saved.path = folder.absolute(save.path)
        return saved
    }

    /// Tells whether there is a file, folder or anything else at a path.
    package func exists(_ path: String) -> Bool { access(folder.place(of: path), F_OK) == 0 }

    /// Why a file could not be written, in the system's words; nil where it could.
    func unwritableReason(_ path: String) -> String? {
        let place = folder.place(of: path)
        if Self.isFolder(place) { return String(cString: strerror(EISDIR)) }
        let isThere = access(place, F_OK) == 0
        guard access(isThere ? place : folder.parent(of: path), W_OK) == 0 else {
            return String(cString: strerror(errno))
        }
        return nil
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

    /// A path with its links followed; nil where it leads nowhere.
    static func real(_ path: String) -> String? {
        guard let resolved = realpath(path, nil) else { return nil }
        defer { free(resolved) }
        return String(cString: resolved)
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
        let descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC)
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

    /// Adds rows to the file of a dataset, which is made where there is none, with the folders that it is to be in.
    ///
    /// - Returns: what the file has now.
    /// - Throws: ``FieldError`` that names the file. Nothing is written then.
    package func add(_ rows: [DataRow], to path: String) throws(FieldError) -> DatasetText.Addition {
        let text = exists(path) ? try readText(path) : nil
        let added = try DatasetText.adding(rows, to: text, file: path)
        if text == nil { try PromptFiles().makeFolder(of: folder.place(of: path)) }
        try write(added.text, to: path)
        return added
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
