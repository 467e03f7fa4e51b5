import Foundation
import TestSupport
import Testing

@Suite("Pictures in a terminal", .serialized)
struct PictureTests {
    @Test(
        "the vision sample shows its picture in colour, in the thread and in its log, and the simulator reads its header",
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

    @Test("a variable can name the picture, and its bytes are those of the file")
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

    @Test("what cannot be sent is refused before anything is, with a sentence that helps")
    func refused() async throws {
        let home = try Etude.Folder()
        func refusal(_ name: String) async throws -> String {
            let path = name.hasPrefix("/") ? name : Etude.project.appendingPathComponent("Tests/Pictures/\(name)").path
            let finished = try await Etude.run(
                ["run", Etude.sample("translate.prompt"), "-m", "x", "--image", path, "--var", "language=French"],
                home: home)
            #expect(finished.status == 2 && finished.output.isEmpty)
            return finished.errors
        }
        #expect(try await refusal("sun.bmp").contains("convert it to PNG, JPEG, WebP or GIF"))
        #expect(try await refusal(try home.write("", to: "empty.png")).contains("is empty"))
        #expect(try await refusal(try home.write("GIF8", to: "short.gif")).contains("no picture of a type"))
        #expect(try await refusal(home.path).contains("is a directory"))
        #expect(try await refusal("/nowhere/x.png").contains("there is no such file"))
    }
}
