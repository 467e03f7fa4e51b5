package import Prompts
package import RequestCore

/// Reads and writes the files of prompts, and the images that they name.
///
/// An error of a file is a `FieldError` that names the file as the person gave it, and the image where one is at fault.
package struct PromptFiles: Sendable {
    /// The bytes of an image beyond which it is refused unread: 64 MB.
    package static let sizeLimit = 64 << 20
    /// The bytes of a prompt file beyond which it is refused unread: 16 MB.
    package static let promptLimit = 16 << 20
    /// The bytes of a file of settings beyond which it is refused unread: 1 MB.
    package static let settingsLimit = 1 << 20

    let blobs: (any BlobStore)?

    /// Makes a reader and writer of prompt files.
    ///
    /// - Parameter blobs: keeps the bytes of the images that are read, so that a version can be opened again when its files
    ///   are gone; nil keeps nothing.
    package init(blobs: (any BlobStore)? = nil) {
        self.blobs = blobs
    }

    /// Reads a `.prompt` file, or one of another format that its name and content tell (see ``parse(_:file:)``).
    package func open(path: String) async throws(FieldError) -> OpenedFile {
        try await open(try existingText(of: path))
    }

    /// Reads what a file's text says, and the images that it names; the file itself is not read again.
    ///
    /// Images given by path (relative to the file) or data URL get their facts. A document without a name stays without
    /// one: the caller may take the file's stem.
    package func open(_ file: FileText) async throws(FieldError) -> OpenedFile {
        let reading = try Self.parse(file.text, file: file.path)
        let document = try await readingImages(
            of: reading.document, directory: Posix.directory(of: file.path), file: file.path, text: file.text)
        return OpenedFile(file, document: document, losses: reading.losses)
    }

    /// Reads a text in the format that its file's name and its content tell.
    ///
    /// A `.prompt` file counts as Étude's own here, even where it looks like Dotprompt: `etude convert` reads those.
    package static func parse(_ text: String, file: String) throws(FieldError) -> Bridge.Reading {
        let bridge = Bridge.recognise(text, path: file)
        return try (bridge == .dotprompt ? .prompt : bridge).read(text, file: file)
    }

    /// Reads the text of a file.
    ///
    /// - Parameter isSettings: whether it is a file of settings: a regular file of 1 MB at most, and not 16 MB.
    /// - Throws: `FieldError` when there is no such file, or when it cannot be read, is too large or not UTF-8.
    package func readText(_ path: String, isSettings: Bool = false) throws(FieldError) -> String {
        try existingText(of: path, isSettings: isSettings).text
    }

    private func existingText(of path: String, isSettings: Bool = false) throws(FieldError) -> FileText {
        guard let file = try text(of: path, isSettings: isSettings) else {
            throw FieldError(file: path, message: "there is no such file")
        }
        return file
    }

    /// Reads the text of a file; nil where there is no such file.
    ///
    /// - Parameter isSettings: whether it is a file of settings, with their limits.
    /// - Throws: `FieldError` when the file cannot be read, is too large or not UTF-8.
    package func text(of path: String, isSettings: Bool = false) throws(FieldError) -> FileText? {
        let limit = isSettings ? Self.settingsLimit : Self.promptLimit
        let found: [UInt8]?
        do {
            found = try Posix.read(path, atMost: limit, isRegular: isSettings)
        } catch {
            if error.isNotThere { return nil }
            let message =
                error.isDirectory
                ? "is a directory, not a \(isSettings ? "settings" : "prompt") file"
                : error.isIrregular
                    ? "is not a regular file; settings are read from regular files only"
                    : "cannot be read: \(error.reason)"
            throw FieldError(file: path, message: message)
        }
        guard var bytes = found else {
            throw FieldError(
                file: path,
                message: "is larger than \(limit >> 20) MB, which no \(isSettings ? "settings file" : "prompt file") is"
            )
        }
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { bytes.removeFirst(3) }
        let text = String(decoding: bytes, as: UTF8.self)
        // Repairing replaces what is not UTF-8 by U+FFFD, so the first difference is the first fault.
        if let offset = Self.firstDifference(bytes, text) {
            let before = bytes[..<offset]
            let lineStart = before.lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
            throw FieldError(
                file: path, line: before.count { $0 == UInt8(ascii: "\n") } + 1,
                column: String(decoding: bytes[lineStart..<offset], as: UTF8.self).unicodeScalars.count + 1,
                message: "expected UTF-8 but found the byte 0x\(String(bytes[offset], radix: 16, uppercase: true))")
        }
        return FileText(text, path: path)
    }

    private static func firstDifference(_ bytes: [UInt8], _ text: String) -> Int? {
        var text = text
        return text.withUTF8 { repaired in
            if repaired.elementsEqual(bytes) { return nil }
            return zip(bytes, repaired).enumerated().first { $0.element.0 != $0.element.1 }?.offset
                ?? min(bytes.count, repaired.count)
        }
    }
}
