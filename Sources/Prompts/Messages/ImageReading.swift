/// Why bytes are no image that can be sent. The text tells the person what to do.
public enum ImageProblem: Error, Sendable, Hashable, CustomStringConvertible {
    case empty(name: String?)
    /// Not one of the four types; `kind` is what it is, if that is known.
    case otherType(name: String?, kind: String?)
    /// The file ends before its size is told; `kind` is `PNG`, `JPEG`, `WebP` or `GIF`.
    case truncated(name: String?, kind: String)

    /// The problem in a sentence, with what to do about it.
    public var description: String {
        switch self {
        case .empty(let name):
            return "\(Self.shown(name)) is empty"
        case .otherType(let name, let kind?):
            return "\(Self.shown(name)) is \(kind); convert it to PNG, JPEG, WebP or GIF" + Self.example(name)
        case .otherType(let name, nil):
            return "\(Self.shown(name)) is not a supported image (PNG, JPEG, WebP, GIF)"
        case .truncated(let name, let kind):
            return "\(Self.shown(name)) is cut off: it begins as a \(kind) and ends before its size is told"
        }
    }

    private static func shown(_ name: String?) -> String { name ?? "the image" }

    private static func example(_ name: String?) -> String {
        guard let name else { return "" }
        let stem = name.split(separator: ".", omittingEmptySubsequences: false).dropLast().joined(separator: ".")
        return ", for example with: magick \(quoted(name)) \(quoted((stem.isEmpty ? name : stem) + ".png"))"
    }

    private static func quoted(_ name: String) -> String {
        let isPlain =
            !name.isEmpty && !name.hasPrefix("-")
            && name.unicodeScalars.allSatisfy {
                $0.properties.isAlphabetic || "0123456789._-/+@%:,".unicodeScalars.contains($0)
            }
        return isPlain
            ? name : "'" + name.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "'\\''") + "'"
    }
}

extension ImageFacts {
    /// Reads type, size and hash from the bytes of an image; the pixels are not looked at.
    ///
    /// - Parameter name: the file's name, kept in the facts and used in errors.
    /// - Throws: ``ImageProblem`` when it is empty, none of PNG, JPEG, WebP and GIF, or cut off in its header.
    public init(reading bytes: [UInt8], name: String?) throws(ImageProblem) {
        guard !bytes.isEmpty else { throw .empty(name: name) }
        guard let type = ImageType(bytes) else {
            throw .otherType(name: name, kind: ImageType.foreignKind(of: bytes))
        }
        guard let size = type.size(in: bytes) else { throw .truncated(name: name, kind: type.rawValue) }
        self.init(
            sha256: SHA256.hex(of: bytes), mediaType: type.mediaType, width: size.width, height: size.height,
            byteCount: bytes.count, name: name)
    }

    /// The type in a word, as a file's extension names it: `png`, `jpeg`, `webp`, `gif`, `pdf`, `txt`.
    public var typeName: String {
        mediaType == "text/plain" ? "txt" : String(mediaType.split(separator: "/").last ?? "")
    }

    /// The number of bytes for people: `143 kB`.
    public var byteText: String {
        if byteCount < 1000 { return "\(byteCount) B" }
        if byteCount < 999_500 { return "\((byteCount + 500) / 1000) kB" }
        let tenths = (byteCount + 50_000) / 100_000
        return "\(tenths / 10).\(tenths % 10) MB"
    }
}

extension ImagePart {
    /// What a line shows of the image: `chart.png  812×600  png  143 kB  detail high`;
    /// of a remote one its name and host.
    public var summary: String {
        var pieces = [displayName]
        if let facts {
            if facts.width > 0, facts.height > 0 { pieces.append("\(facts.width)×\(facts.height)") }
            pieces += [facts.typeName, facts.byteText]
        } else if source == .remote, let host, host != displayName {
            pieces.append(host)
        }
        if let detail { pieces.append("detail \(detail)") }
        return pieces.joined(separator: "  ")
    }

    /// The host of a remote image, without user and port.
    private var host: String? {
        let pieces = url.split(separator: "/", maxSplits: 2, omittingEmptySubsequences: false)
        guard pieces.count == 3, let authority = pieces[2].split(separator: "/", omittingEmptySubsequences: false).first
        else {
            return nil
        }
        let bare = authority.prefix { $0 != "?" && $0 != "#" }
        let afterUser = bare.lastIndex(of: "@").map { bare[bare.index(after: $0)...] } ?? bare
        let host = afterUser.hasPrefix("[") ? afterUser.prefix { $0 != "]" } + "]" : afterUser.prefix { $0 != ":" }
        return host.isEmpty ? nil : String(host)
    }
}
