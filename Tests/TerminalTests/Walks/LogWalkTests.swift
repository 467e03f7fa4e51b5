import Foundation
import TestSupport
import Testing

@Suite("Logs, from their list to their numbers", .serialized)
struct LogWalkTests {
    /// A home with some logs of two prompts.
    private func home() async throws -> Etude.Folder {
        let home = try Etude.Folder()
        for (name, questions) in [
            ("tides", ["High water at Brest?", "And at Dover?"]), ("sands", ["Is it safe to cross?"]),
        ] {
            let file = try home.write("---\nname: \(name)\nmodel: gpt-4.1-mini\n---\n", to: "\(name).prompt")
            for question in questions {
                let run = try await ChildProcess.run(
                    Etude.executable, ["run", file, "-m", question], environment: Etude.environment(home: home))
                #expect(run.status == 0)
            }
        }
        return home
    }

    @Test(
        "an answer is judged from the list, and found by what was said of it",
        arguments: [(80, 24), (120, 40), (200, 60)])
    func judging(width: Int, height: Int) async throws {
        let home = try await home()
        let session = try await TmuxSession("etude", home: home, width: width, height: height)
        try await session.see("simulator")
        try await session.press("M-3")
        try await session.see("1–3 of 3", "sands: Is it safe")
        try await session.press("J")
        try await session.see("Judgement", "rating", "should be")
        try await session.press("Tab")
        try await session.type("0.25")
        try await session.press("Tab")
        try await session.type("sands")
        try await session.press("C-s")
        try await session.seeGone("Judgement")
        try await session.press("/")
        try await session.type("tag:sands score:<0.5")
        try await session.press("Enter")
        try await session.see("1–1 of 1", "sands: Is it safe")
        try await session.seeGone("And at")
        try await session.press("C-q")
        try await session.see("ended with 0")
        let found = try await ChildProcess.run(
            Etude.executable, ["logs", "tag:sands", "--json"], environment: Etude.environment(home: home))
        #expect(found.output.contains(#""score":0.25"#))
    }

    @Test(
        "the numbers of the logs are grouped, and a group becomes the filter of the list",
        arguments: [(80, 24), (120, 40), (200, 60)])
    func numbers(width: Int, height: Int) async throws {
        let home = try await home()
        // Its folder is removed with it.
        defer { withExtendedLifetime(home) {} }
        let session = try await TmuxSession("etude", home: home, width: width, height: height)
        try await session.see("simulator")
        try await session.press("M-3")
        try await session.see("1–3 of 3")
        try await session.press("#")
        try await session.see("Numbers", "runs 3", "first token p50", "by model")
        try await session.press("Tab", "Tab")
        try await session.see("by prompt", "▸ tides", "sands")
        try await session.press("Down", "Enter")
        try await session.see("prompt:sands", "1–1 of 1")
        try await session.press("C-q")
        try await session.see("ended with 0")
    }

    @Test("columns are chosen and sorted by, and stay so after a new start")
    func columns() async throws {
        let home = try await home()
        // Its folder is removed with it.
        defer { withExtendedLifetime(home) {} }
        let session = try await TmuxSession("etude", home: home, width: 120, height: 40)
        try await session.see("simulator")
        try await session.press("M-3")
        try await session.see("1–3 of 3", "version")
        try await session.press("c")
        try await session.see("Columns", "the person's last message")
        try await session.press("Down", "Space", "Escape")
        try await session.seeGone("the person's last message")
        try await session.see("prompt", "sands")
        try await session.press("C-q")
        try await session.see("ended with 0")
        try await session.type("etude\n")
        try await session.see("1–3 of 3", "prompt", "sands")
        try await session.press("C-q")
        try await session.see("shell>")
    }

    @Test("two marked logs are compared side by side", arguments: [(80, 24), (120, 40), (200, 60)])
    func comparing(width: Int, height: Int) async throws {
        let home = try await home()
        // Its folder is removed with it.
        defer { withExtendedLifetime(home) {} }
        let session = try await TmuxSession("etude", home: home, width: width, height: height)
        try await session.see("simulator")
        try await session.press("M-3")
        try await session.see("1–3 of 3")
        try await session.press("Space", "Down", "Space", "d")
        try await session.see("Two logs", "sands", "tides", "answered by")
        try await session.press("q", "C-q")
        try await session.see("ended with 0")
    }
}
