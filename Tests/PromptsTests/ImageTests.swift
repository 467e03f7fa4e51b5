import Testing

@testable import Prompts

@Suite struct ImageTests {
    private static let png: [UInt8] =
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13] + Array("IHDR".utf8) + [
            0, 0, 3, 0x2C, 0, 0, 2, 0x58, 8, 2, 0, 0, 0,
        ]

    private static func riff(_ chunk: String, _ data: [UInt8]) -> [UInt8] {
        Array("RIFF\0\0\0\0WEBP\(chunk)".utf8) + [UInt8(data.count), 0, 0, 0] + data
    }

    private static let jpeg: [UInt8] =
        [
            0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 1, 2, 0xFF, 0xC4, 0, 3, 0, 0xFF, 0xFF, 0xC2, 0, 17, 8, 0x01, 0x00, 0x02, 0x01,
            3,
        ]

    @Test(
        "type and size are read from the bytes, not the name",
        arguments: [
            (png, "image/png", 812, 600), (Array("GIF89a".utf8) + [0x10, 0, 0, 1], "image/gif", 16, 256),
            (jpeg, "image/jpeg", 513, 256),
            (riff("VP8 ", [0, 0, 0, 0x9D, 1, 0x2A, 0x40, 0x41, 0x10, 0x80]), "image/webp", 320, 16),
            (riff("VP8L", [0x2F, 0x0F, 0xC0, 0x07, 0, 0]), "image/webp", 16, 32),
            (riff("VP8X", [0, 0, 0, 0, 0xFF, 1, 0, 0x0F, 0, 0]), "image/webp", 512, 16),
            ([0xFF, 0xD8, 0xFF, 0xDA, 0, 0], "image/jpeg", 0, 0),
        ] as [([UInt8], String, Int, Int)])
    func facts(bytes: [UInt8], mediaType: String, width: Int, height: Int) throws {
        let facts = try ImageFacts(reading: bytes, name: "x.bmp")
        #expect(facts.mediaType == mediaType && facts.width == width && facts.height == height)
        #expect(facts.byteCount == bytes.count && facts.name == "x.bmp" && facts.sha256 == SHA256.hex(of: bytes))
    }

    @Test("what cannot be sent is told with what to do about it")
    func problems() {
        func problem(_ bytes: [UInt8], _ name: String?) -> String {
            do throws(ImageProblem) {
                _ = try ImageFacts(reading: bytes, name: name)
                return "none"
            } catch {
                return error.description
            }
        }
        #expect(problem([], "a.png") == "a.png is empty")
        #expect(
            problem(Array("BM1234".utf8), "photo.bmp")
                == "photo.bmp is a BMP; convert it to PNG, JPEG, WebP or GIF, for example with: magick photo.bmp photo.png"
        )
        #expect(
            problem(Array("BM".utf8), "my photo's.bmp").hasSuffix("magick 'my photo'\\''s.bmp' 'my photo'\\''s.png'"))
        #expect(
            problem(Array("\0\0\0 ftypheic".utf8), nil) == "the image is a HEIC; convert it to PNG, JPEG, WebP or GIF"
        )
        #expect(
            problem(Array("hello".utf8), "a.txt")
                == "a.txt is not a supported image (PNG, JPEG, WebP, GIF)")
        #expect(
            problem(Array(Self.png.prefix(20)), "a.png")
                == "a.png is cut off: it begins as a PNG and ends before its size is told")
    }

    @Test("no prefix of an image and no changed byte makes the reader crash")
    func hostile() {
        for bytes in [
            Self.png, Self.jpeg, Self.riff("VP8 ", [0, 0, 0, 0x9D, 1, 0x2A, 0x40, 1, 0x10, 0]),
            Self.riff("VP8L", [0x2F, 1, 1, 1, 1, 1]),
        ] {
            for count in 0...bytes.count { _ = try? ImageFacts(reading: Array(bytes.prefix(count)), name: nil) }
            for at in bytes.indices {
                for byte in [0, 1, 0x7F, 0xFF] as [UInt8] {
                    var changed = bytes
                    changed[at] = byte
                    _ = try? ImageFacts(reading: changed, name: nil)
                }
            }
        }
    }

    @Test("an image's line has name, size, type, bytes and detail; a remote one name and host")
    func summary() {
        let facts = ImageFacts(sha256: "", mediaType: "image/png", width: 812, height: 600, byteCount: 143_210)
        #expect(
            ImagePart(url: "data/chart.png", detail: "high", facts: facts).summary
                == "chart.png  812×600  png  143 kB  detail high")
        #expect(
            ImagePart(url: "https://me@example.org:8080/a/chart.png?x=/y", detail: "low").summary
                == "chart.png  example.org  detail low")
        #expect(ImagePart(url: "https://[::1]:80/a.png").summary == "a.png  [::1]")
        #expect(ImagePart(url: "https://example.org").summary == "example.org")
        #expect(ImagePart(url: "a.png").summary == "a.png")
        var small = facts
        for (count, text) in [
            (999, "999 B"), (1000, "1 kB"), (999_499, "999 kB"), (999_500, "1.0 MB"), (12_340_000, "12.3 MB"),
        ] {
            small.byteCount = count
            #expect(small.byteText == text)
        }
    }

    @Test(
        "base64 follows RFC 4648",
        arguments: [
            ("", ""), ("f", "Zg=="), ("fo", "Zm8="), ("foo", "Zm9v"), ("foob", "Zm9vYg=="), ("fooba", "Zm9vYmE="),
            ("foobar", "Zm9vYmFy"), ("\u{0}\u{10}~", "ABB+"),
        ])
    func base64(text: String, encoded: String) {
        let url = DataURL.encode(mediaType: "image/png", bytes: Array(text.utf8))
        #expect(url == "data:image/png;base64," + encoded)
        let decoded = DataURL.decode(url)
        #expect(decoded?.mediaType == "image/png")
        #expect(decoded?.bytes == Array(text.utf8))
    }

    @Test("all bytes survive, and white space in between does no harm")
    func allBytes() {
        let bytes = (0..<1000).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 >> 3) }
        let url = DataURL.encode(mediaType: "image/webp", bytes: bytes)
        #expect(DataURL.decode(url)?.bytes == bytes)
        let spaced = String(url.prefix(40)) + "\r\n " + String(url.dropFirst(40)) + "\n"
        #expect(DataURL.decode(spaced)?.bytes == bytes)
        #expect(DataURL.decode("DATA:Image/PNG;charset=x;BASE64,AAAA")?.mediaType == "image/png")
        #expect(DataURL.decode("data:;base64,AAAA")?.mediaType == "text/plain")
    }

    @Test(
        "what is not base64 in full is refused",
        arguments: [
            "Zg", "Zg=", "Zg===", "Z===", "====", "Zh==", "Zm9=", "Zm9v=", "Zm 9", "Z@9v", "Zg==Zg==", "Zm-_", "é9v",
        ])
    func notBase64(text: String) {
        #expect(DataURL.decode("data:image/png;base64," + text) == nil)
    }

    @Test(
        "other URLs are no data URLs",
        arguments: ["", "data:image/png,x", "https://a/;base64,AAAA", "data:image/png;base64"])
    func notData(url: String) {
        #expect(DataURL.decode(url) == nil)
    }
}
