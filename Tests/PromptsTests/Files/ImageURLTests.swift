import Testing

@testable import Prompts

/// Image data that is nearly a data URL, and the paths of images.
@Suite struct ImageURLTests {
    /// A header of a PNG with as many bytes after it that every kind of padding comes up.
    private static func png(_ more: Int) -> [UInt8] {
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 2, 0, 0, 0, 3]
            + [UInt8](repeating: 0xFB, count: 30 + more)
    }

    @Test("base64 of other kinds is repaired and named", arguments: 0..<3)
    func repaired(more: Int) throws {
        let bytes = Self.png(more)
        let right = DataURL.encode(mediaType: "image/png", bytes: bytes)
        let payload = String(right.split(separator: ",")[1])
        let bare = payload.filter { $0 != "=" }
        let head = "data:image/png;base64,"
        let urlSafe = payload.replacing("+", with: "-").replacing("/", with: "_")
        let broken = String(payload.prefix(20)) + "\r\n" + payload.dropFirst(20)
        let percent = payload.replacing("+", with: "%2B").replacing("/", with: "%2F").replacing("=", with: "%3D")
        let urls: [String] = [
            payload, bare, "data:image/jpg;base64," + payload, "data:;base64," + payload,
            "data:image/png," + payload, "DATA:Image/Jpeg;base64," + payload,
            "data:image/png;charset=utf-8;base64," + payload,
            head + broken, head + percent, head + urlSafe, head + bare,
        ]
        for url in urls where url != right {
            #expect(DataURL.corrected(url) == right, "\(url.prefix(40))")
            let problem = try #require(DataURL.problem(with: url), "\(url.prefix(40))")
            #expect(problem.utf8.count < 120)
        }
        #expect(DataURL.corrected(right) == nil)
        #expect(DataURL.problem(with: right) == nil)
        #expect(
            DataURL.problem(with: payload) == "it is base64 without its beginning; put data:image/png;base64, before it"
        )
        #expect(DataURL.problem(with: "data:image/jpg;base64," + payload) == "it says image/jpg and is image/png")
        #expect(DataURL.isBareBase64(payload))
    }

    @Test("paths and what holds no image are not taken for base64")
    func others() {
        for text in [
            "chart.png", "images/" + String(repeating: "abcd/", count: 20) + "x", String(repeating: "A", count: 400),
            "https://h/" + String(repeating: "a", count: 100), "data:text/plain;base64,aGk=",
            "data:image/png;base64,@@",
        ] {
            #expect(DataURL.corrected(text) == nil)
            #expect(!DataURL.isBareBase64(text))
        }
    }

    @Test("what an error shows of an image is short")
    func excerpt() {
        #expect(DataURL.excerpt("chart.png") == "chart.png")
        #expect(DataURL.excerpt(String(repeating: "A", count: 1_000_000)).utf8.count < 60)
    }

    @Test(
        "a file: URL is its path",
        arguments: [
            ("file:///tmp/a%20b.png", "/tmp/a b.png"), ("FILE://host/tmp/a.png", "/tmp/a.png"),
            ("file:/tmp/a.png", "/tmp/a.png"), ("file://localhost/tmp/%E2%80%AFb%zz.png", "/tmp/\u{202F}b%zz.png"),
            ("file://", nil), ("file:a.png", nil), ("files/a.png", nil), ("/tmp/a%20b.png", nil),
        ] as [(String, String?)])
    func fileURL(text: String, path: String?) {
        #expect(FileURL.path(of: text) == path)
        #expect(ImagePart(url: text).source == .path(path ?? text))
    }
}
