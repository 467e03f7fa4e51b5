import Foundation
import Prompts
import Testing

@testable import Storage

/// Files as people name them, and what is read of them at most.
@Suite struct FoundFilesTests {
    private let files = PromptFiles()
    private static let png: [UInt8] = [
        0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52, 0, 0, 0, 2, 0, 0, 0, 3,
    ]

    private func put(_ bytes: [UInt8], _ path: String) throws {
        try Data(bytes).write(to: URL(fileURLWithPath: path))
    }

    @Test("an image is found by its name, whatever kinds of spaces and accents the name is written with")
    func spaces() async throws {
        try await withDirectory { directory in
            let shot = "Screenshot 2026-05-12 at 4.42.48\u{202F}PM.png"
            try put(Self.png, directory + "/" + shot)
            try FileManager.default.createDirectory(
                atPath: directory + "/Re\u{301}sume\u{301}\u{A0}1", withIntermediateDirectories: false)
            try put(Self.png, directory + "/Re\u{301}sume\u{301}\u{A0}1/a.png")
            for name in [shot, "Screenshot 2026-05-12 at 4.42.48 PM.png", "R\u{E9}sum\u{E9} 1/a.png"] {
                let image = try await files.readingImage(ImagePart(url: name), directory: directory)
                #expect(image.facts?.width == 2, "\(name)")
                #expect(image.url.unicodeScalars.elementsEqual(name.unicodeScalars))
            }
            let url = "file://\(directory)/Screenshot%202026-05-12%20at%204.42.48%E2%80%AFPM.png"
            #expect(try await files.readingImage(ImagePart(url: url), directory: "/").facts?.width == 2)
        }
    }

    @Test("the literal name comes first, and of two that look alike neither is guessed")
    func literal() async throws {
        try await withDirectory { directory in
            try put(Self.png, directory + "/a b.png")
            try put([0x78], directory + "/a\u{A0}b.png")
            #expect(SpelledPath.existing(directory + "/a b.png") == directory + "/a b.png")
            let other = SpelledPath.existing(directory + "/a\u{2009}b.png")
            #expect(other.unicodeScalars.contains("\u{2009}"))
        }
    }

    @Test("bare base64 in the place of an image's path is named, and not printed")
    func bareBase64() async throws {
        let base64 = String(
            DataURL.encode(mediaType: "image/png", bytes: Self.png + [UInt8](repeating: 7, count: 90_000)).dropFirst(22)
        )
        do {
            _ = try await files.readingImage(ImagePart(url: base64), directory: ".")
            Issue.record("no error")
        } catch {
            #expect("\(error)".contains("put data:image/png;base64, before it"))
            #expect("\(error)".utf8.count < 200)
        }
        do {
            _ = try await files.readingImage(ImagePart(url: String(repeating: "x/", count: 100_000)), directory: ".")
            Issue.record("no error")
        } catch {
            #expect("\(error)".utf8.count < 300)
        }
    }

    @Test("base64 without padding or of the URL-safe kind is read in a data URL")
    func otherBase64() async throws {
        for more in 0..<3 {
            let bytes = Self.png + [UInt8](repeating: 0xFB, count: 30 + more)
            let url = DataURL.encode(mediaType: "image/png", bytes: bytes)
            let other = url.replacing("=", with: "").replacing("/", with: "_").replacing("+", with: "-")
                .replacing("image_png;base64", with: "image/png;base64")
            let image = try await files.readingImage(ImagePart(url: other), directory: ".")
            #expect(image.facts?.byteCount == bytes.count)
        }
    }

    @Test("settings are read from regular files of 1 MB at most, prompts of 16 MB at most")
    func limits() async throws {
        try await withDirectory { directory in
            func problem(_ name: String, isSettings: Bool) -> String {
                do throws(FieldError) {
                    _ = try files.readText(directory + "/" + name, isSettings: isSettings)
                    return "no error"
                } catch {
                    return error.message
                }
            }
            #expect(mkfifo(directory + "/fifo.yaml", 0o600) == 0)
            #expect(
                problem("fifo.yaml", isSettings: true)
                    == "is not a regular file; settings are read from regular files only")
            try put([UInt8](repeating: 0x20, count: PromptFiles.settingsLimit), directory + "/fits.yaml")
            try put([UInt8](repeating: 0x20, count: PromptFiles.settingsLimit + 1), directory + "/large.yaml")
            try put([UInt8](repeating: 0x20, count: PromptFiles.promptLimit + 1), directory + "/large.prompt")
            #expect(problem("fits.yaml", isSettings: true) == "no error")
            #expect(problem("large.yaml", isSettings: true) == "is larger than 1 MB, which no settings file is")
            #expect(problem("large.yaml", isSettings: false) == "no error")
            #expect(problem("large.prompt", isSettings: false) == "is larger than 16 MB, which no prompt file is")
            #expect(problem("", isSettings: true) == "is a directory, not a settings file")
        }
    }

    @Test("a ~ is the home of the person or of the one it names")
    func homes() {
        #expect(UserHome.expanding("~/x")?.hasSuffix("/x") == true)
        #expect(UserHome.expanding("~root") == "/root")
        #expect(UserHome.expanding("~nobody-of-that-name/x") == nil)
        #expect(UserHome.expanding("a~/x") == nil)
    }
}
