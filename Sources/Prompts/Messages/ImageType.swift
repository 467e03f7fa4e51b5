/// The types of image that the API takes, recognised by their first bytes.
package enum ImageType: String {
    case png = "PNG"
    case jpeg = "JPEG"
    case webp = "WebP"
    case gif = "GIF"

    /// The type of an image; nil for anything else.
    package init?(_ bytes: [UInt8]) {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) {
            self = .png
        } else if bytes.starts(with: [0xFF, 0xD8, 0xFF]) {
            self = .jpeg
        } else if bytes.starts(with: "GIF87a".utf8) || bytes.starts(with: "GIF89a".utf8) {
            self = .gif
        } else if bytes.starts(with: "RIFF".utf8), bytes.dropFirst(8).starts(with: "WEBP".utf8) {
            self = .webp
        } else {
            return nil
        }
    }

    var mediaType: String { "image/" + rawValue.lowercased() }

    /// Width and height in pixels, 0 if the header does not say; nil if the bytes end first.
    package func size(in bytes: [UInt8]) -> (width: Int, height: Int)? {
        switch self {
        case .png:
            guard bytes.count >= 24 else { return nil }
            return (Self.big(bytes, 16, 4), Self.big(bytes, 20, 4))
        case .gif:
            guard bytes.count >= 10 else { return nil }
            return (Self.little(bytes, 6, 2), Self.little(bytes, 8, 2))
        case .webp: return Self.webpSize(bytes)
        case .jpeg: return Self.jpegSize(bytes)
        }
    }

    /// What an image or document of another type is, with its article.
    static func foreignKind(of bytes: [UInt8]) -> String? {
        let kinds: [(offset: Int, magic: [UInt8], name: String)] = [
            (0, Array("BM".utf8), "a BMP"), (0, [0x49, 0x49, 0x2A, 0], "a TIFF"), (0, [0x4D, 0x4D, 0, 0x2A], "a TIFF"),
            (4, Array("ftypavif".utf8), "an AVIF"), (4, Array("ftyphei".utf8), "a HEIC"),
            (4, Array("ftypmif1".utf8), "a HEIC"),
            (4, Array("ftyphev".utf8), "a HEIC"), (0, [0, 0, 1, 0], "an ICO"), (0, Array("%PDF".utf8), "a PDF"),
            (0, [0xFF, 0x0A], "a JPEG XL"), (4, Array("JXL ".utf8), "a JPEG XL"), (0, Array("8BPS".utf8), "a PSD"),
            (0, Array("<svg".utf8), "an SVG"),
        ]
        if let kind = kinds.first(where: { bytes.dropFirst($0.offset).starts(with: $0.magic) }) { return kind.name }
        let isXML = bytes.starts(with: "<?xml".utf8)
        return isXML && String(decoding: bytes.prefix(1000), as: UTF8.self).contains("<svg") ? "an SVG" : nil
    }

    // MARK: Headers

    /// VP8, VP8L and VP8X (RFC 9649).
    private static func webpSize(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
        guard bytes.count >= 25 else { return nil }
        switch String(decoding: bytes[12..<16], as: UTF8.self) {
        case "VP8 ":
            guard bytes.count >= 30 else { return nil }
            guard bytes[23..<26] == [0x9D, 0x01, 0x2A] else { return (0, 0) }
            return (little(bytes, 26, 2) & 0x3FFF, little(bytes, 28, 2) & 0x3FFF)
        case "VP8L":
            guard bytes[20] == 0x2F else { return (0, 0) }
            let bits = little(bytes, 21, 4)
            return ((bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        case "VP8X":
            guard bytes.count >= 30 else { return nil }
            return (little(bytes, 24, 3) + 1, little(bytes, 27, 3) + 1)
        default:
            return (0, 0)
        }
    }

    /// Goes from marker to marker until a frame header tells the size (ITU-T T.81, annex B).
    private static func jpegSize(_ bytes: [UInt8]) -> (width: Int, height: Int)? {
        var at = 2
        for _ in 0..<mostSegments {
            while at + 1 < bytes.count, bytes[at] == 0xFF, bytes[at + 1] == 0xFF { at += 1 }
            guard at + 3 < bytes.count else { return nil }
            guard bytes[at] == 0xFF else { return (0, 0) }
            let marker = bytes[at + 1]
            switch marker {
            case 0xC0...0xCF where marker != 0xC4 && marker != 0xC8 && marker != 0xCC:
                guard at + 8 < bytes.count else { return nil }
                return (big(bytes, at + 7, 2), big(bytes, at + 5, 2))
            case 0xD9, 0xDA: return (0, 0)
            case 0x01, 0xD0...0xD8: at += 2
            default:
                let length = big(bytes, at + 2, 2)
                guard length >= 2 else { return (0, 0) }
                at += 2 + length
            }
        }
        return (0, 0)
    }

    private static let mostSegments = 10_000

    private static func big(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int {
        bytes[at..<(at + count)].reduce(0) { $0 << 8 | Int($1) }
    }

    private static func little(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int {
        bytes[at..<(at + count)].reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
