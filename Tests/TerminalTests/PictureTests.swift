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
}
