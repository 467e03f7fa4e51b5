/// What the first bytes of an image say: its format and size. Nothing is decoded beyond the header.
struct ImageHeader: Equatable {
    /// `PNG`, `JPEG`, `GIF` or `WebP`.
    var format: String
    var width: Int
    var height: Int

    /// Reads the header from base64 text; nil when it is no base64 or no image of the four formats.
    init?(base64: some Collection<UInt8>) {
        // A JPEG keeps its size behind metadata, which may hold a thumbnail: far enough for those.
        guard let bytes = Self.decode(base64, limit: 256 * 1024) else { return nil }
        self.init(bytes: bytes)
    }

    init?(bytes: [UInt8]) {
        guard let found = Self.png(bytes) ?? Self.gif(bytes) ?? Self.webp(bytes) ?? Self.jpeg(bytes) else { return nil }
        (format, width, height) = found
    }

    private typealias Found = (String, Int, Int)

    private static func png(_ bytes: [UInt8]) -> Found? {
        guard bytes.count >= 24, bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) else {
            return nil
        }
        return ("PNG", big(bytes, 16, 4), big(bytes, 20, 4))
    }

    private static func gif(_ bytes: [UInt8]) -> Found? {
        guard bytes.count >= 10, bytes.starts(with: Array("GIF8".utf8)) else { return nil }
        return ("GIF", little(bytes, 6, 2), little(bytes, 8, 2))
    }

    private static func webp(_ bytes: [UInt8]) -> Found? {
        guard bytes.count >= 30, bytes.starts(with: Array("RIFF".utf8)), bytes[8..<12].elementsEqual("WEBP".utf8)
        else { return nil }
        switch String(decoding: bytes[12..<16], as: UTF8.self) {
        case "VP8X": return ("WebP", little(bytes, 24, 3) + 1, little(bytes, 27, 3) + 1)
        case "VP8L":
            let bits = little(bytes, 21, 4)
            return ("WebP", (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1)
        default: return ("WebP", little(bytes, 26, 2) & 0x3FFF, little(bytes, 28, 2) & 0x3FFF)
        }
    }

    private static func jpeg(_ bytes: [UInt8]) -> Found? {
        guard bytes.starts(with: [0xFF, 0xD8, 0xFF]) else { return nil }
        var at = 2
        while at + 9 < bytes.count {
            guard bytes[at] == 0xFF else { break }
            let marker = bytes[at + 1]
            if marker == 0xFF {
                at += 1
            } else if 0xC0...0xCF ~= marker, ![0xC4, 0xC8, 0xCC].contains(marker) {
                return ("JPEG", big(bytes, at + 7, 2), big(bytes, at + 5, 2))
            } else {
                at += 2 + max(2, big(bytes, at + 2, 2))
            }
        }
        return ("JPEG", 0, 0)
    }

    private static func big(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int {
        bytes[at..<at + count].reduce(0) { $0 << 8 | Int($1) }
    }

    private static func little(_ bytes: [UInt8], _ at: Int, _ count: Int) -> Int {
        bytes[at..<at + count].reversed().reduce(0) { $0 << 8 | Int($1) }
    }

    private static func decode(_ text: some Collection<UInt8>, limit: Int) -> [UInt8]? {
        var bytes: [UInt8] = []
        var (bits, held) = (0, 0)
        for byte in text {
            if byte == UInt8(ascii: "=") || bytes.count >= limit { break }
            if byte == 0x0A || byte == 0x0D { continue }
            guard let value = sextet(byte) else { return nil }
            bits = bits << 6 | value
            held += 6
            if held >= 8 {
                held -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> held))
                bits &= (1 << held) - 1
            }
        }
        return bytes
    }

    private static func sextet(_ byte: UInt8) -> Int? {
        switch byte {
        case 0x41...0x5A: Int(byte) - 0x41
        case 0x61...0x7A: Int(byte) - 0x61 + 26
        case 0x30...0x39: Int(byte) - 0x30 + 52
        case UInt8(ascii: "+"), UInt8(ascii: "-"): 62
        case UInt8(ascii: "/"), UInt8(ascii: "_"): 63
        default: nil
        }
    }
}
