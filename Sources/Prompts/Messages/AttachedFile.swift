package import JSON

/// Files that are attached as images are: PDFs and plain text. They stand in a message as an ``ImagePart`` whose facts
/// have another media type, so that whatever reads, keeps and sends images does so with them.
extension ImageFacts {
    /// Reads type and hash of a file to attach: an image, a PDF, or text in UTF-8.
    ///
    /// - Parameter name: the file's name, kept in the facts and used in errors. What it calls an image has to be one.
    /// - Throws: ``ImageProblem`` for anything else.
    public init(attaching bytes: [UInt8], name: String?) throws(ImageProblem) {
        do {
            self = try ImageFacts(reading: bytes, name: name)
        } catch {
            guard case .otherType(_, let kind) = error else { throw error }
            guard let mediaType = Self.documentType(bytes, name, kind) else { throw error }
            self.init(
                sha256: SHA256.hex(of: bytes), mediaType: mediaType, width: 0, height: 0, byteCount: bytes.count,
                name: name)
        }
    }

    /// Whether it is no image but a PDF or a text.
    public var isDocument: Bool { !mediaType.hasPrefix("image/") }

    private static let imageEndings: Set<String> = [
        "png", "jpg", "jpeg", "webp", "gif", "bmp", "tif", "tiff", "ico", "heic",
    ]

    private static func documentType(_ bytes: [UInt8], _ name: String?, _ kind: String?) -> String? {
        if bytes.starts(with: "%PDF-".utf8) { return "application/pdf" }
        let ending = name?.split(separator: ".").last?.lowercased() ?? ""
        guard kind == nil, !imageEndings.contains(ending) else { return nil }
        let isPlain = bytes.allSatisfy { $0 >= 0x20 && $0 != 0x7F || (0x09...0x0D).contains($0) }
        return isPlain && String(validating: bytes, as: UTF8.self) != nil ? "text/plain" : nil
    }
}

extension ImagePart {
    /// Whether it stands for a PDF or a text: by what is known of its bytes, else by its URL.
    public var isDocument: Bool {
        if let facts { return facts.isDocument }
        switch source {
        case .data: return !url.lowercased().hasPrefix("data:image/")
        case .blob: return false
        case .remote, .path: return url.prefix { $0 != "?" && $0 != "#" }.lowercased().hasSuffix(".pdf")
        }
    }

    /// The file in the words of chat completions, which Responses shares.
    ///
    /// - Parameter written: its bytes as a data URL, its address, or its hash in a log.
    package func fileJSON(_ written: String) -> JSONObject {
        let isRemote = written.hasPrefix("http://") || written.hasPrefix("https://")
        return ["filename": .string(displayName), isRemote ? "file_url" : "file_data": .string(written)]
    }

    /// Reads a file of a logged request, which has the hash in place of the bytes; nil for any other.
    package init?(loggedFile file: JSONValue?) {
        guard let url = file?["file_data"]?.stringValue, url.hasPrefix("sha256:") else { return nil }
        self.init(url: url)
    }
}
