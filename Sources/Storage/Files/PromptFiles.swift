package import Prompts
package import RequestCore

/// Reads and writes the files of prompts, and the images they name.
///
/// Every error is a `FieldError` that names the file as the person gave it, and the image where one is at fault.
package struct PromptFiles: Sendable {
    /// The bytes of an image beyond which it is refused unread: 64 MB.
    package static let sizeLimit = 64 << 20
    /// The bytes of a prompt file beyond which it is refused unread: 16 MB.
    package static let promptLimit = 16 << 20
    /// The bytes of a file of settings beyond which it is refused unread: 1 MB.
    package static let settingsLimit = 1 << 20

    private let blobs: (any BlobStore)?

    /// - Parameter blobs: stores the bytes of images that are read, so that a version can be opened when its files are gone;
    ///   nil stores nothing.
    package init(blobs: (any BlobStore)? = nil) {
        self.blobs = blobs
    }

    /// Reads a `.prompt` file, or a file of another format, recognised by name and content (see ``parse(_:file:)``).
    ///
    /// Images given by path (relative to the file) or data URL are read and get their facts. A document without a name stays
    /// without one; the caller may use the file's stem.
    package func load(path: String) async throws(FieldError) -> PromptDocument {
        let text = try readText(path)
        let document = try Self.parse(text, file: path).document
        return try await readingImages(of: document, directory: Posix.directory(of: path), file: path)
    }

    /// Parses a file's text in the format that its name and content suggest.
    ///
    /// A `.prompt` file is Étude's own here, even where it looks like Dotprompt: `etude convert` reads those.
    package static func parse(_ text: String, file: String) throws(FieldError) -> Bridge.Reading {
        let bridge = Bridge.recognise(text, path: file)
        return try (bridge == .dotprompt ? .prompt : bridge).read(text, file: file)
    }

    /// Fills in the facts of every image given by path or data URL, in template and thread.
    ///
    /// - Parameters:
    ///   - directory: where relative paths start.
    ///   - file: the file's name in errors.
    package func readingImages(
        of document: PromptDocument, directory: String, file: String? = nil
    ) async throws(FieldError) -> PromptDocument {
        var document = document
        let read = { (image: ImagePart) async throws(FieldError) -> ImagePart in
            try await readingImage(image, directory: directory, file: file)
        }
        document.config.template = try await document.config.template.changingImages(read)
        document.thread = try await document.thread.changingImages(read)
        return document
    }

    /// Fills in the facts of an image and stores its bytes; leaves a remote image alone.
    ///
    /// - Parameters:
    ///   - directory: where a relative path starts.
    ///   - file: the file's name in errors.
    package func readingImage(
        _ image: ImagePart, directory: String, file: String? = nil
    ) async throws(FieldError) -> ImagePart {
        var image = image
        image.facts = try await facts(of: image, directory, file) ?? image.facts
        return image
    }

    /// Reads an image.
    ///
    /// - Parameters:
    ///   - path: as the person wrote it; `~/` is the person's home.
    ///   - directory: where a relative path starts.
    ///   - file: the name to give in errors.
    package func readImage(
        path: String, relativeTo directory: String, file: String? = nil
    ) throws(FieldError) -> (bytes: [UInt8], facts: ImageFacts) {
        if DataURL.isBareBase64(path), let problem = DataURL.problem(with: path) {
            throw FieldError(file: file, message: "image '\(DataURL.excerpt(path))': \(problem)")
        }
        let place = SpelledPath.existing(Self.place(of: path, in: directory))
        let shown = DataURL.excerpt(path)
        let found: [UInt8]?
        do {
            found = try Posix.read(place, atMost: Self.sizeLimit, isRegular: true)
        } catch {
            let reason =
                error.isNotThere
                ? "there is no such file (looked for \(DataURL.excerpt(place)))"
                : error.isDirectory
                    ? "\(place) is a directory"
                    : error.isIrregular ? "\(place) is no regular file" : "cannot be read: \(error.reason)"
            throw FieldError(file: file, message: "image '\(shown)': \(reason)")
        }
        guard let bytes = found else {
            throw FieldError(file: file, message: "image '\(shown)': larger than 64 MB")
        }
        let name = path.split(separator: "/").last.map(String.init)
        return (bytes, try facts(of: bytes, name: name, called: "image '\(shown)'", file))
    }

    /// Writes a document over a file in one step, or to a new file.
    ///
    /// In an existing file only the lines of changed fields change, and its mode stays. A symbolic link stays one. A new file
    /// gets the format that its name suggests.
    ///
    /// - Parameter own: the document's own text; its comments and layout replace those of the file.
    /// - Throws: `FieldError`, also if an existing file has another format, or if a new one would lose something.
    package func save(_ document: PromptDocument, to path: String, own: String? = nil) throws(FieldError) {
        let mode = Posix.mode(of: Posix.resolved(path))
        guard mode != nil else {
            guard let own, Bridge(path: path) ?? .prompt == .prompt else {
                return try write(try Self.text(ofNew: document, path: path), to: path)
            }
            return try write(PromptFormat.updating(own, to: document), to: path)
        }
        let original = try readText(path)
        let bridge = Bridge.recognise(original, path: path)
        guard bridge == .prompt || bridge == .dotprompt else {
            throw FieldError(
                file: path,
                message: "is \(bridge.title) and would become a .prompt file; save under another name")
        }
        try write(PromptFormat.updating(own ?? original, to: document), to: path)
    }

    /// Writes a text over a file in one step, or to a new file.
    package func write(_ text: String, to path: String) throws(FieldError) {
        let target = Posix.resolved(path)
        do {
            try Posix.writeAtomically(Array(text.utf8), to: target, mode: Posix.mode(of: target))
        } catch {
            throw FieldError(file: path, message: "cannot be written: \(error.reason)")
        }
    }

    private static func text(ofNew document: PromptDocument, path: String) throws(FieldError) -> String {
        let bridge = Bridge(path: path) ?? .prompt
        let written = bridge.write(document)
        guard let first = written.losses.first else { return written.text }
        let more = written.losses.count > 1 ? " (and \(written.losses.count - 1) more)" : ""
        throw FieldError(
            file: path, field: first.field,
            message:
                "\(first.reason)\(more); save it as .prompt, and etude convert makes \(bridge.title) of it all the same"
        )
    }

    /// Puts stored bytes in the place of files that are gone or have changed since, so that a stored version stays the same
    /// version when it is saved.
    ///
    /// - Parameter directory: where relative paths start.
    package func keepingImages(of document: PromptDocument, in directory: String) async -> PromptDocument {
        var document = document
        document.config.template = await document.config.template.changingImages { image in
            guard case .path(let path) = image.source, image.variableName == nil, let facts = image.facts,
                (try? readImage(path: path, relativeTo: directory))?.facts.sha256 != facts.sha256,
                await keptBytes(facts.sha256) != nil
            else { return image }
            var image = image
            image.url = "sha256:" + facts.sha256
            return image
        }
        return document
    }

    /// Turns stored images into data URLs, so that a file needs no store.
    ///
    /// - Parameter inliningFiles: whether images in files become data URLs as well; they must have been read.
    /// - Throws: `FieldError` if the store does not have the bytes of an image.
    package func embeddingImages(
        of document: PromptDocument, inliningFiles: Bool = false
    ) async throws(FieldError) -> PromptDocument {
        var document = document
        let embed = { (image: ImagePart) async throws(FieldError) -> ImagePart in
            try await embeddingImage(image, inliningFiles)
        }
        document.config.template = try await document.config.template.changingImages(embed)
        document.thread = try await document.thread.changingImages(embed)
        return document
    }

    private func embeddingImage(_ image: ImagePart, _ inliningFiles: Bool) async throws(FieldError) -> ImagePart {
        guard let sha256 = Self.hash(of: image, inliningFiles) else { return image }
        guard let bytes = await keptBytes(sha256) else {
            throw FieldError(message: "image '\(image.url)': its bytes are not in the store")
        }
        var image = image
        if image.facts == nil { image.facts = try facts(of: bytes, name: nil, called: "image", nil) }
        image.url = DataURL.encode(mediaType: image.facts?.mediaType ?? "image/png", bytes: bytes)
        return image
    }

    /// The hash of an image that its bytes shall replace; nil for an image that stays as it is.
    private static func hash(of image: ImagePart, _ inliningFiles: Bool) -> String? {
        switch image.source {
        case .blob(let sha256): sha256
        case .path where inliningFiles && image.variableName == nil: image.facts?.sha256
        case .path, .data, .remote: nil
        }
    }

    /// The text of a file.
    ///
    /// - Parameter isSettings: whether it is a file of settings: a regular file of 1 MB at most, and not 16 MB.
    /// - Throws: `FieldError` when it cannot be read, is too large or no UTF-8.
    package func readText(_ path: String, isSettings: Bool = false) throws(FieldError) -> String {
        let limit = isSettings ? Self.settingsLimit : Self.promptLimit
        let found: [UInt8]?
        do {
            found = try Posix.read(path, atMost: limit, isRegular: isSettings)
        } catch {
            let message =
                error.isNotThere
                ? "there is no such file"
                : error.isDirectory
                    ? "is a directory, not a \(isSettings ? "settings" : "prompt") file"
                    : error.isIrregular
                        ? "is no regular file, and settings are read from nothing else"
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
        return text
    }

    private static func firstDifference(_ bytes: [UInt8], _ text: String) -> Int? {
        var text = text
        return text.withUTF8 { repaired in
            if repaired.elementsEqual(bytes) { return nil }
            return zip(bytes, repaired).enumerated().first { $0.element.0 != $0.element.1 }?.offset
                ?? min(bytes.count, repaired.count)
        }
    }

    private func facts(
        of image: ImagePart, _ directory: String, _ file: String?
    ) async throws(FieldError) -> ImageFacts? {
        guard image.variableName == nil else { return nil }
        let (bytes, facts): ([UInt8], ImageFacts)
        switch image.source {
        case .remote: return nil
        case .path(let path): (bytes, facts) = try readImage(path: path, relativeTo: directory, file: file)
        case .data:
            guard let data = DataURL.decode(image.url) ?? DataURL.corrected(image.url).flatMap(DataURL.decode) else {
                let start = image.url.prefix(40)
                throw FieldError(
                    file: file, message: "image '\(start)…': expected a data URL with base64 after the comma")
            }
            bytes = data.bytes
            facts = try self.facts(of: bytes, name: nil, called: "image in a data URL", file)
        case .blob(let sha256):
            guard image.facts == nil, let kept = await keptBytes(sha256) else { return nil }
            return try self.facts(of: kept, name: nil, called: "image '\(image.url)'", file)
        }
        await keep(bytes, facts)
        return facts
    }

    private func facts(
        of bytes: [UInt8], name: String?, called: String, _ file: String?
    ) throws(FieldError) -> ImageFacts {
        do {
            return try ImageFacts(reading: bytes, name: name)
        } catch {
            throw FieldError(file: file, message: "\(called): \(error)")
        }
    }

    private func keptBytes(_ sha256: String) async -> [UInt8]? {
        (try? await blobs?.blob(sha256: sha256)) ?? nil
    }

    /// Stores an image's bytes. A failure is ignored: an image that cannot be stored can still be shown and sent.
    private func keep(_ bytes: [UInt8], _ facts: ImageFacts) async {
        try? await blobs?.saveBlob(bytes, sha256: facts.sha256)
    }

    private static func place(of path: String, in directory: String) -> String {
        if path.hasPrefix("/") { return path }
        if let expanded = UserHome.expanding(path) { return expanded }
        return directory == "." ? path : directory + (directory.hasSuffix("/") ? "" : "/") + path
    }
}
