import Foundation
import JSON
import TestSupport
import Testing

@Suite("Images in a terminal", .serialized)
struct ImageTests {
    @Test(
        "the vision sample shows its image in colour, in the thread and in its log, and the simulator reads its header",
        arguments: [(120, 40), (80, 24)])
    func vision(_ width: Int, _ height: Int) async throws {
        let home = try Etude.Folder()
        let session = try await TmuxSession(
            "etude \(Etude.sample("vision.prompt"))", home: home, width: width, height: height,
            environment: ["TERM": "tmux-256color"])
        try await session.see("▣ tides.png", "320×200", "▔▔▔")
        #expect(try await session.screen(colours: true).contains("\u{1b}[38;5;"))
        try await session.press("C-r")
        try await session.see("assistant", "PNG", "320")
        try await session.press("F6")
        try await session.see("1 of 1")
        try await session.press("Enter")
        try await session.see("Messages", "▣ tides.png", "▔▔▔")
        #expect(try await session.screen(colours: true).contains("\u{1b}[38;5;"))
    }

    @Test("seen large it fills the screen in colour, and q goes back", arguments: [(120, 40), (80, 24)])
    func large(_ width: Int, _ height: Int) async throws {
        let home = try Etude.Folder()
        let session = try await TmuxSession(
            "etude \(Etude.sample("vision.prompt"))", home: home, width: width, height: height)
        try await session.see("▣ tides.png", "▔▔▔")
        try await session.press("M-v")
        let screen = try await session.see("┌ Image", "q back", "▁▁")
        #expect(screen.split(separator: "\n").filter { $0.contains("│") && $0.count > width / 2 }.count > height / 2)
        #expect(try await session.screen(colours: true).contains("\u{1b}[38;5;"))
        try await session.press("q")
        try await session.seeGone("┌ Image")
    }

    /// A home in which `vision@v1` was run from a file beside its image, and that file's folder.
    private func ran() async throws -> (home: Etude.Folder, files: Etude.Folder) {
        let (home, files) = (try Etude.Folder(), try Etude.Folder())
        for name in ["vision.prompt", "tides.png"] {
            try FileManager.default.copyItem(atPath: Etude.sample(name), toPath: files.path + "/" + name)
        }
        let ran = try await Etude.run(["run", "vision.prompt"], home: home, directory: files.path)
        #expect(ran.status == 0)
        return (home, files)
    }

    private static func bytes() throws -> String {
        try Data(contentsOf: URL(fileURLWithPath: Etude.sample("tides.png"))).base64EncodedString()
    }

    @Test("a version takes its image along wherever it goes, whatever stands under that path by now")
    func versions() async throws {
        let (home, files) = try await ran()
        let other = try Etude.Folder()
        try Data(try Etude.image("sun.png")).write(to: URL(fileURLWithPath: other.path + "/tides.png"))
        func etude(_ arguments: String...) async throws -> Finished {
            try await Etude.run(arguments, home: home, directory: other.path)
        }
        #expect(try await etude("export", "vision@v1", "--as", "json").output.contains(try Self.bytes()))
        #expect(try await etude("convert", "vision@v1", "-", "--to", "request").output.contains(try Self.bytes()))
        _ = try await etude("deploy", "vision@v1", "--to", "staging", "--write", other.path)
        #expect(try other.read("vision@staging.prompt").contains(try Self.bytes()))
        #expect(try other.read("vision@staging.json").contains(try Self.bytes()))
        // The file names the path, where another image is, and later none.
        let id = try await etude("show", "vision@v1", "--canonical").output
        for remove in [false, true] {
            try FileManager.default.removeItem(atPath: files.path + "/tides.png")
            if !remove {
                try FileManager.default.copyItem(
                    atPath: other.path + "/tides.png", toPath: files.path + "/tides.png")
            }
            let restored = try await etude("restore", "vision@v1", files.path + "/vision.prompt")
            #expect(restored.status == 0)
            #expect(try await etude("show", files.path + "/vision.prompt", "--canonical").output == id)
            _ = try files.write(
                try String(contentsOfFile: Etude.sample("vision.prompt"), encoding: .utf8), to: "vision.prompt")
        }
        let session = try await TmuxSession(
            "cd \(other.path) && etude vision@v1", home: home, width: 80, height: 24)
        try await session.see("vision  v1", "▣ tides.png")
        try await session.press("C-s")
        try await session.see("Name or path")
        try await session.press("C-u")
        try await session.type("saved.prompt")
        try await session.press("Enter")
        try await session.see("saved v1")
        try await session.press("C-q")
        try await session.see("shell>")
        #expect(try await etude("show", "saved.prompt", "--canonical").output == id)
    }

    @Test("of a pattern the images are attached, and what is none is said")
    func pattern() async throws {
        let home = try Etude.Folder()
        for name in ["a.png", "z.png"] {
            try Data(try Etude.image("sun.png")).write(to: URL(fileURLWithPath: home.path + "/" + name))
        }
        try Data([0, 1, 2]).write(to: URL(fileURLWithPath: home.path + "/readme.txt"))
        let session = try await TmuxSession("etude", home: home, width: 200, height: 24)
        try await session.see("untitled", "^R run")
        try await session.press("M-i")
        try await session.see("Attach an image")
        try await session.type("./*.[pt][nx][gt]")
        try await session.press("Enter")
        try await session.see("▣ a.png", "▣ z.png", "not attached", "readme.txt")
    }

    @Test("a terminal, a pipe or a device that a file names as an image is neither waited for nor read")
    func irregular() async throws {
        let home = try Etude.Folder()
        #expect(mkfifo(home.path + "/pipe.png", 0o600) == 0)
        for path in ["/dev/tty", "/dev/zero", "pipe.png"] {
            _ = try home.write("<user><image url=\"\(path)\" /></user>", to: "odd.prompt")
            let lint = try await Etude.run(["lint", "odd.prompt"], home: home)
            #expect(lint.status == 2 && lint.errors.contains("is not a regular file") || path == "/dev/tty")
            let session = try await TmuxSession("etude odd.prompt", home: home, width: 80, height: 24)
            try await session.see("is not a regular")
            try await session.press("C-q")
            try await session.see("shell>")
        }
    }
}
