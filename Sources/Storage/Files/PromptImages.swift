package import Prompts
import RequestCore

extension PromptFiles {
    /// Returns the document with the facts of every image given by path or data URL, in template and thread.
    ///
    /// - Parameters:
    ///   - directory: the folder from which relative paths start.
    ///   - file: the name to give in errors.
    package func readingImages(
        of document: PromptDocument, directory: String, file: String? = nil
    ) async throws(FieldError) -> PromptDocument {
        var document = document
        document.config.template = try await readingImages(document.config.template, directory, file)
        document.thread = try await readingImages(document.thread, directory, file)
        return document
    }

    /// Returns the image with the facts of its bytes, which are kept; a remote image stays as it is.
    ///
    /// - Parameter directory: the folder from which a relative path starts.
    package func readingImage(_ image: ImagePart, directory: String) async throws(FieldError) -> ImagePart {
        var image = image
        image.facts = try await facts(of: image, directory, nil) ?? image.facts
        return image
    }

    /// Reads an image.
    ///
    /// - Parameters:
    ///   - path: the path as the person wrote it; `~/` is the person's home.
    ///   - directory: the folder from which a relative path starts.
    ///   - file: the name to give in errors.
    package func readImage(
        path: String, relativeTo directory: String, file: String? = nil
    ) throws(FieldError) -> (bytes: [UInt8], facts: ImageFacts) {
        let place = Self.place(of: path, in: directory)
        let found: [UInt8]?
        do {
            found = try Posix.read(place, atMost: Self.sizeLimit, isRegular: true)
        } catch {
            let reason =
                error.isNotThere
                ? "there is no such file (looked for \(place))"
                : error.isDirectory
                    ? "\(place) is a directory"
                    : error.isIrregular ? "\(place) is no regular file" : "cannot be read: \(error.reason)"
            throw FieldError(file: file, message: "image '\(path)': \(reason)")
        }
        guard let bytes = found else {
            throw FieldError(file: file, message: "image '\(path)': larger than 64 MB")
        }
        let name = path.split(separator: "/").last.map(String.init)
        return (bytes, try facts(of: bytes, name: name, called: "image '\(path)'", file))
    }

    /// Returns the document with stored bytes in the place of files that are gone, or that are other images by now: a saved
    /// version stays that version.
    ///
    /// - Parameter directory: the folder from which relative paths start.
    package func keepingImages(of document: PromptDocument, in directory: String) async -> PromptDocument {
        var document = document
        for message in document.config.template.indices {
            for part in document.config.template[message].content.indices {
                guard case .image(var image) = document.config.template[message].content[part],
                    case .path(let path) = image.source, image.variableName == nil, let facts = image.facts,
                    (try? readImage(path: path, relativeTo: directory))?.facts.sha256 != facts.sha256,
                    await keptBytes(facts.sha256) != nil
                else { continue }
                image.url = "sha256:" + facts.sha256
                document.config.template[message].content[part] = .image(image)
            }
        }
        return document
    }

    /// Returns the document with its stored images as data URLs, so that its file stands by itself.
    ///
    /// - Parameter inliningFiles: whether images that are files become data URLs, too; they must have been read before.
    /// - Throws: `FieldError` when the bytes of an image are not in the store.
    package func embeddingImages(
        of document: PromptDocument, inliningFiles: Bool = false
    ) async throws(FieldError) -> PromptDocument {
        var document = document
        document.config.template = try await embeddingImages(document.config.template, inliningFiles)
        document.thread = try await embeddingImages(document.thread, inliningFiles)
        return document
    }

    private func embeddingImages(
        _ messages: [Message], _ inliningFiles: Bool
    ) async throws(FieldError) -> [Message] {
        var messages = messages
        for message in messages.indices {
            for part in messages[message].content.indices {
                guard case .image(var image) = messages[message].content[part],
                    let sha256 = Self.hash(of: image, inliningFiles)
                else { continue }
                guard let bytes = await keptBytes(sha256) else {
                    throw FieldError(message: "image '\(image.url)': its bytes are not in the store")
                }
                if image.facts == nil { image.facts = try facts(of: bytes, name: nil, called: "image", nil) }
                image.url = DataURL.encode(mediaType: image.facts?.mediaType ?? "image/png", bytes: bytes)
                messages[message].content[part] = .image(image)
            }
        }
        return messages
    }

    /// The hash of an image whose bytes take its place in the text; nil for one that stays as it is.
    private static func hash(of image: ImagePart, _ inliningFiles: Bool) -> String? {
        switch image.source {
        case .blob(let sha256): sha256
        case .path where inliningFiles && image.variableName == nil: image.facts?.sha256
        case .path, .data, .remote: nil
        }
    }

    private func readingImages(
        _ messages: [Message], _ directory: String, _ file: String?
    ) async throws(FieldError) -> [Message] {
        var messages = messages
        for message in messages.indices {
            for part in messages[message].content.indices {
                guard case .image(var image) = messages[message].content[part] else { continue }
                image.facts = try await facts(of: image, directory, file) ?? image.facts
                messages[message].content[part] = .image(image)
            }
        }
        return messages
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
            guard let data = DataURL.decode(image.url) else {
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

    /// Keeps an image's bytes. A store that fails is not the file's error: the image can still be looked at and sent.
    private func keep(_ bytes: [UInt8], _ facts: ImageFacts) async {
        try? await blobs?.saveBlob(bytes, sha256: facts.sha256)
    }

    private static func place(of path: String, in directory: String) -> String {
        if path.hasPrefix("/") { return path }
        if path.hasPrefix("~/"), let home = Posix.environment("HOME") { return home + path.dropFirst() }
        return directory == "." ? path : directory + (directory.hasSuffix("/") ? "" : "/") + path
    }
}
