import Foundation
import JSON
import TestSupport
import Testing

/// The sizes that the drawer is walked at: it takes the body, stands below the panes, or has an opened log beside the thread.
private let sizes = [(80, 24), (120, 40), (200, 60)]

@Suite("The list of logs, filtered, marked, opened and handed on", .serialized)
struct LogListWalkTests {
    private let home: Etude.Folder

    init() throws { home = try Etude.Folder() }

    /// Logs of two prompts: two about tides and a newer one about sands.
    private func runAll() async throws {
        for (name, questions) in [
            ("tides", ["High water at Brest?", "And at Dover?"]), ("sands", ["Is it safe to cross?"]),
        ] {
            let file = try home.write("---\nname: \(name)\nmodel: gpt-4.1-mini\n---\n", to: "\(name).prompt")
            for question in questions { try await run(file, question) }
        }
    }

    private func run(_ file: String, _ question: String) async throws {
        let run = try await Etude.run(["run", file, "-m", question], home: home)
        #expect(run.status == 0, "\(run.errors)")
    }

    /// The program with its logs open.
    private func opened(_ position: String, width: Int, height: Int) async throws -> TmuxSession {
        let session = try await TmuxSession("etude", home: home, width: width, height: height)
        try await session.see("simulator")
        try await session.press("M-3")
        try await session.see(position)
        return session
    }

    private func quit(_ session: TmuxSession) async throws {
        try await session.press("C-q")
        try await session.see("ended with 0")
    }

    @Test(
        "a filter is completed with counts, saved and taken again by its name; a wrong field names the nearest one",
        arguments: sizes)
    func filtering(width: Int, height: Int) async throws {
        try await runAll()
        let session = try await opened("1–3 of 3", width: width, height: height)
        try await session.press("/")
        try await session.type("prompt:")
        try await session.see("tides", "2 │", "sands", "1 │")
        try await session.type("ti")
        try await session.seeGone("1 │")
        try await session.press("Tab", "Enter")
        try await session.see("/ prompt:tides", "1–2 of 2")
        try await session.press("S")
        try await session.see("Save the filter")
        try await session.type("wet")
        try await session.press("Enter")
        try await session.see("saved as @wet")
        try await session.press("/", "C-u")
        try await session.see("/ ", "sands: Is it")
        try await session.type("modle:x")
        try await session.press("Enter")
        try await session.see("/ modle:x", "did you mean 'model'?")
        try await session.press("C-u")
        try await session.type("@w")
        try await session.see("@wet", "prompt:tides")
        try await session.press("Tab", "Enter")
        try await session.see("/ @wet", "1–2 of 2")
        try await session.seeGone("sands: Is it")
        try await quit(session)
    }

    @Test("two logs are marked and deleted, and u brings them back", arguments: sizes)
    func deleting(width: Int, height: Int) async throws {
        try await runAll()
        let session = try await opened("1–3 of 3", width: width, height: height)
        try await session.press("Space", "Space")
        try await session.see("2 marked")
        try await session.press("D")
        try await session.see("Press D again to delete 2 logs.")
        try await session.press("D")
        try await session.see("2 logs were deleted.", "1–1 of 1")
        try await session.seeGone("sands: Is it")
        try await session.press("u")
        try await session.see("2 logs were restored.", "1–3 of 3", "sands: Is it")
        try await quit(session)
    }

    @Test("an opened log is searched, and has its variables, its source and its conversation", arguments: sizes)
    func opening(width: Int, height: Int) async throws {
        let file = try home.write(
            "---\nname: tides\nmodel: gpt-4.1-mini\ninputs:\n  place: Brest\n---\nYou know {{place}}.\n",
            to: "tides.prompt")
        let session = try await TmuxSession("etude \(file)", home: home, width: width, height: height)
        try await session.see("You know")
        try await session.type("tide and tide again")
        try await session.press("F5")
        try await session.see("assistant")
        try await session.press("M-3")
        try await session.see("1–1 of 1")
        try await session.wait(for: "an answer that is over") { !$0.contains("running") }
        try await session.press("Enter")
        try await session.see("Messages", "Timing", "1 of 1")
        try await session.press("/")
        try await session.type("tide")
        try await session.see("1 of")
        try await session.press("Enter", "n")
        try await session.see("2 of", "n N next")
        try await session.press("N")
        try await session.see("n N next")
        try await session.press("Escape")
        try await session.seeGone("n N next")
        try await session.press("5")
        try await session.see("source", "playground", "conversation", "tide and tide again")
        try await session.press("6")
        try await session.see("variables", "place  Brest")
        try await session.press("q")
        try await session.seeGone("variables")
        try await quit(session)
    }

    @Test("what another process writes comes on top of the open list, under the cursor", arguments: sizes)
    func live(width: Int, height: Int) async throws {
        try await runAll()
        let session = try await opened("1–3 of 3", width: width, height: height)
        try await run(home.path + "/sands.prompt", "Is the tide rising?")
        try await session.wait(for: "the new log under the cursor") { screen in
            screen.contains("1–4 of 4")
                && screen.split(separator: "\n").contains { $0.contains("▸") && $0.contains("sands: Is the t") }
        }
        try await quit(session)
    }

    @Test("the list goes to its end and to a time, and back to the newest log", arguments: sizes)
    func moving(width: Int, height: Int) async throws {
        let pairs = (0..<450).map { number in
            let time = String(format: "2026-11-30T%02d:%02d:00Z", number / 60, number % 60)
            return
                #"{"id":"\#(number)","request":{"model":"m","messages":[{"role":"user","content":"question \#(number)"}]},"#
                + #""response":"answer \#(number)","created_at":"\#(time)"}"# + "\n"
        }
        let file = try home.write(pairs.joined(), to: "pairs.jsonl")
        #expect(try await Etude.run(["logs", "import", file], home: home).status == 0)
        let session = try await opened("of 450", width: width, height: height)
        try await session.press("G")
        try await selects("question 0 ", at: "–450 of 450", session)
        try await session.press("t")
        try await session.see("Go to a time")
        try await session.type("2026-11-30T02:03:30Z")
        try await session.press("Enter")
        try await selects("question 123 ", at: "327–", session)
        try await session.press("g")
        try await selects("question 449 ", at: "1–", session)
        try await quit(session)
    }

    /// Waits until a row is under the cursor, and the position in the border.
    private func selects(_ row: String, at position: String, _ session: TmuxSession) async throws {
        try await session.wait(for: "\(row)under the cursor at \(position)") { screen in
            screen.contains(position) && screen.split(separator: "\n").contains { $0.contains("▸") && $0.contains(row) }
        }
    }

    @Test("z gives the list the whole body and takes it back; a chosen height outlives the program", arguments: sizes)
    func sizing(width: Int, height: Int) async throws {
        try await runAll()
        let session = try await opened("1–3 of 3", width: width, height: height)
        let isBelow = width >= 100
        // The logs came into a list that was drawn before, so its border is where it stays.
        let top = border(try await session.see("1–3 of 3"))
        try await session.press("z")
        try await session.seeGone("┌ Thread")
        try await session.press("z")
        try await session.wait(for: "the list at its place") { border($0) == top }
        // Where the list has the whole body there is no height to choose.
        let wanted = top.map { isBelow ? $0 - 3 : $0 }
        try await session.press("M-Up", "M-Up", "M-Up")
        try await session.wait(for: "a list three rows higher") { border($0) == wanted }
        try await quit(session)
        try await session.type("etude\n")
        try await session.see("simulator")
        if !isBelow { try await session.press("M-3") }
        try await session.see("1–3 of 3", "▸")
        try await session.wait(for: "a list as high as before") { border($0) == wanted }
        try await session.press("C-q")
        try await session.see("shell>")
    }

    /// The line of the list's upper border.
    private func border(_ screen: String) -> Int? {
        screen.split(separator: "\n", omittingEmptySubsequences: false).firstIndex { $0.contains("┌ Logs") }
    }

    @Test("a log becomes a row of a dataset, and marked logs a file", arguments: sizes)
    func handingOn(width: Int, height: Int) async throws {
        try await runAll()
        let session = try await opened("1–3 of 3", width: width, height: height)
        try await session.press("A")
        try await session.see("Add the log to a dataset", "datasets/sands.jsonl")
        try await session.press("Enter")
        try await session.see("added 1 row to")
        let row = try JSONValue(parsing: home.read("datasets/sands.jsonl"))
        #expect(row.compact.contains("Is it safe to cross?"), "\(row)")
        try await session.press("Space", "Space")
        try await session.see("2 marked")
        try await session.press("e")
        try await session.see("Export 2 logs", "sands-logs.jsonl")
        try await session.press("Enter")
        try await session.see("wrote 2 logs to")
        try await quit(session)
        let lines = try home.read("sands-logs.jsonl").split(separator: "\n").map { try JSONValue(parsing: String($0)) }
        #expect(lines.map { $0["prompt"]?.stringValue } == ["tides", "sands"])
    }
}
