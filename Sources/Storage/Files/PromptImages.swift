package import Prompts
import RequestCore

/// The images of prompts: read with their facts, kept, and put into files.
extension PromptFiles {
    /// Fills in the facts of every image given by path or data URL, in template and thread.
    ///
    /// - Parameters:
    ///   - directory: where relative paths start.
    ///   - file: the file's name in errors.
    ///   - text: what the document was read from; an error then has the line of its image.
    package func readingImages(
        of document: PromptDocument, directory: String, file: String? = nil, text: String? = nil
    ) async throws(FieldError) -> PromptDocument {
        var document = document
        let read = { (image: ImagePart) async throws(FieldError) -> ImagePart in
            do throws(FieldError) {
                return try await readingImage(image, directory: directory, file: file)
            } catch {
                var error = error
                error.line = error.line ?? text.flatMap { Self.line(of: image.url, in: $0) }
                throw error
            }
        }
        document.config.template = try await document.config.template.changingImages(read)
        document.thread = try await document.thread.changingImages(read)
        return document
    }

    /// The line that an image's URL stands on, from 1: as a value in quotes, else wherever it stands; nil if it is written
    /// in another way.
    private static func line(of url: String, in text: String) -> Int? {
        guard !url.isEmpty else { return nil }
        let place = text.firstRange(of: "\"\(url)\"") ?? text.firstRange(of: url)
        return place.map { place in text[..<place.lowerBound].reduce(1) { $0 + ($1.isNewline ? 1 : 0) } }
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
                    : error.isIrregular ? "\(place) is not a regular file" : "cannot be read: \(error.reason)"
            throw FieldError(file: file, message: "image '\(shown)': \(reason)")
        }
        guard let bytes = found else {
            throw FieldError(file: file, message: "image '\(shown)': larger than 64 MB")
        }
        let name = path.split(separator: "/").last.map(String.init)
        return (bytes, try facts(of: bytes, name: name, called: "image '\(shown)'", file))
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
            return try ImageFacts(attaching: bytes, name: name)
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
