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

    @Test("a variable can name the image, and its bytes are those of the file")
    func variable() async throws {
        let home = try Etude.Folder()
        let prompt = try home.write(
            "---\nmodel: gpt-4.1-mini\n---\n<user>\n<text>What is it?</text>\n<image url=\"{{photo}}\" detail=\"low\" />\n</user>\n",
            to: "look.prompt")
        let given = try await Etude.run(
            ["run", prompt, "--var", "photo=\(Etude.sample("tides.png"))", "--wire", "wire.jsonl"], home: home)
        #expect(given.status == 0)
        #expect(given.output.contains("PNG") && given.output.contains("320"))
        let bytes = try Data(contentsOf: URL(fileURLWithPath: Etude.sample("tides.png")))
        #expect(try home.read("wire.jsonl").contains(bytes.base64EncodedString()))
        let missing = try await Etude.run(["run", prompt], home: home)
        #expect(missing.status == 2 && missing.errors.contains("photo"))
        let absent = try await Etude.run(["run", prompt, "--var", "photo=nothing.png"], home: home)
        #expect(absent.status == 2 && absent.errors.contains("nothing.png"))
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
        _ = try home.write("no image", to: "readme.txt")
        let session = try await TmuxSession("etude", home: home, width: 200, height: 24)
        try await session.see("untitled", "^R run")
        try await session.press("M-i")
        try await session.see("Attach an image")
        try await session.type("./*.[pt][nx][gt]")
        try await session.press("Enter")
        try await session.see("▣ a.png", "▣ z.png", "not attached", "readme.txt")
    }

    @Test("a log with an image becomes a prompt with that image")
    func log() async throws {
        let (home, files) = try await ran()
        let list = try await Etude.run(["logs", "--json"], home: home).output
        let id = try #require(try JSONValue(parsing: list)["id"]?.stringValue)
        let shown = try await Etude.run(["logs", "show", id, "--json"], home: home).output
        let made = try await Etude.run(
            ["convert", "-", "again.prompt"], home: home, input: shown, directory: files.path)
        #expect(made.status == 0)
        #expect(try files.read("again.prompt").contains(try Self.bytes()))
        let again = try await Etude.run(["run", "again.prompt"], home: try Etude.Folder(), directory: files.path)
        #expect(again.output.contains("320"))
    }

    @Test("a terminal, a pipe or a device that a file names as an image is neither waited for nor read")
    func irregular() async throws {
        let home = try Etude.Folder()
        #expect(mkfifo(home.path + "/pipe.png", 0o600) == 0)
        for path in ["/dev/tty", "/dev/zero", "pipe.png"] {
            _ = try home.write("<user><image url=\"\(path)\" /></user>", to: "odd.prompt")
            let lint = try await Etude.run(["lint", "odd.prompt"], home: home)
            #expect(lint.status == 2 && lint.errors.contains("is no regular file") || path == "/dev/tty")
            let session = try await TmuxSession("etude odd.prompt", home: home, width: 80, height: 24)
            try await session.see("is no regular")
            try await session.press("C-q")
            try await session.see("shell>")
        }
    }

    @Test("what cannot be sent is refused before anything is, with a sentence that helps")
    func refused() async throws {
        let home = try Etude.Folder()
        func refusal(_ name: String) async throws -> String {
            let path = name.hasPrefix("/") ? name : Etude.project.appendingPathComponent("Tests/Images/\(name)").path
            let finished = try await Etude.run(
                ["run", Etude.sample("translate.prompt"), "-m", "x", "--image", path, "--var", "language=French"],
                home: home)
            #expect(finished.status == 2 && finished.output.isEmpty)
            return finished.errors
        }
        #expect(try await refusal("sun.bmp").contains("convert it to PNG, JPEG, WebP or GIF"))
        #expect(try await refusal(try home.write("", to: "empty.png")).contains("is empty"))
        #expect(try await refusal(try home.write("GIF8", to: "short.gif")).contains("no image of a type"))
        #expect(try await refusal(home.path).contains("is a directory"))
        #expect(try await refusal("/nowhere/x.png").contains("there is no such file"))
    }
}
