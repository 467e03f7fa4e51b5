import Foundation
import TestSupport
import Testing

@Suite("Conversations, in real terminals", .serialized)
struct ConversationWalkTests {
    private func home(with names: String...) throws -> Etude.Folder {
        let home = try Etude.Folder()
        for name in names {
            try "---\nmodel: gpt-4.1-mini\n---\n<system>\nYou are \(name).\n</system>\n".write(
                toFile: "\(home.path)/\(name).prompt", atomically: true, encoding: .utf8)
        }
        return home
    }

    private func open(_ file: String, _ home: Etude.Folder) async throws -> TmuxSession {
        let session = try await TmuxSession("etude \(file)", home: home, width: 120, height: 30)
        try await session.see("v1 ")
        return session
    }

    private func quit(_ session: TmuxSession) async throws {
        try await session.press("C-q")
        try await session.see("ended with 0")
    }

    @Test("two playgrounds on one home and one file: neither takes nor loses the other's text, whoever quits last")
    func twoAtOnce() async throws {
        let home = try home(with: "one")
        let first = try await open("one.prompt", home)
        try await first.type("words of the first")
        try await first.see("words of the first")
        let second = try await open("one.prompt", home)
        try await second.see("open in another")
        #expect(try await !second.screen().contains("words of the first"))
        try await second.type("words of the second")
        try await second.see("words of the second")
        try await quit(first)
        try await quit(second)

        let third = try await open("one.prompt", home)
        try await third.see("words of the second")
        let fourth = try await open("one.prompt", home)
        try await fourth.see("words of the first")
        try await quit(third)
        try await quit(fourth)
    }

    @Test(
        "a text typed under one file is there with that file only, and a start without a file goes on where the last ended"
    )
    func twoFiles() async throws {
        let home = try home(with: "one", "two")
        let first = try await open("one.prompt", home)
        try await first.type("for one")
        try await first.see("for one")
        try await first.press("C-o")
        try await first.see("Open")
        try await first.type("two.prompt")
        try await first.press("Enter")
        try await first.see("opened two.prompt")
        try await first.seeGone("for one")
        try await first.type("for two")
        try await first.see("for two")
        try await quit(first)

        let second = try await open("one.prompt", home)
        try await second.see("for one")
        try await quit(second)
        let third = try await open("", home)
        try await third.see("for one", " one ")
        try await quit(third)
    }

    @Test("a run that a kill cuts off is in the thread with the text that had come")
    func killed() async throws {
        let home = try home(with: "one")
        let first = try await open("one.prompt", home)
        try await first.type("simulate: slow write 5000 words about lighthouses")
        try await first.press("C-r")
        try await first.see("simulator writes as many words")
        try Etude.signal(SIGKILL, home: home)
        try await first.see("ended with 137")
        let second = try await open("one.prompt", home)
        try await second.see("write 5000 words", "simulator writes as many", "Interrupted: the process ended.")
        try await quit(second)
    }
}
