import TestSupport
import Testing

@Suite("Comparing in a terminal", .serialized)
struct CompareWalkTests {
    /// A thread with a question, and two marked models in the place of the panes.
    private func comparing(_ question: String, home: Etude.Folder) async throws -> TmuxSession {
        let session = try await TmuxSession("etude", home: home)
        try await session.see("simulator")
        try await session.type(question)
        try await session.press("F2")
        try await session.see("Model")
        try await session.press("M-Space", "Down", "M-Space")
        try await session.see("2 marked")
        try await session.press("Enter")
        try await session.see("Compare", "A B", "not asked yet")
        return session
    }

    @Test("two models answer side by side, one of the answers is taken over, and both are logs")
    func walk() async throws {
        let session = try await comparing("Which harbour floods first?", home: try Etude.Folder())
        try await session.press("C-r")
        try await session.wait(for: "both columns at work") { screen in
            screen.components(separatedBy: "streaming").count == 3
                || screen.components(separatedBy: "first 0").count == 3
        }
        try await session.wait(for: "both answers") { screen in
            !screen.contains("streaming") && screen.components(separatedBy: " tok").count == 3
        }
        try await session.press("d")
        try await session.see("‹words› of A only")
        try await session.press("Enter")
        try await session.see("Thread", "assistant", "column B")
        try await session.press("F6")
        try await session.see("1–2 of 2")
        try await session.press("C-q")
        try await session.see("ended with 0")
    }

    @Test("columns can be resized and stopped at any moment; what had come stays, also after a new start")
    func resizeAndStop() async throws {
        let home = try Etude.Folder()
        let session = try await comparing("simulate: slow", home: home)
        try await session.press("C-r")
        try await session.see("waiting")
        for (width, height) in [(120, 40), (40, 10), (200, 60), (39, 9), (80, 24)] {
            try await session.resize(width: width, height: height)
        }
        try await session.wait(for: "both streaming") { $0.components(separatedBy: "streaming").count == 3 }
        try await session.press("Escape")
        try await session.wait(for: "both stopped") { $0.components(separatedBy: "stopped").count >= 3 }
        try await session.press("C-q")
        try await session.see("ended with 0")
        try await session.type("etude\n")
        try await session.see("simulate: slow")
        try await session.press("F7")
        try await session.wait(for: "what had come") { $0.components(separatedBy: "stopped").count >= 3 }
        try await session.press("C-q")
        try await session.see("shell>")
    }
}
