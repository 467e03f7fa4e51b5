import Foundation
import TestSupport
import Testing

@Suite("The sample evaluation, from an empty home to a changed check", .serialized)
struct GridWalkTests {
    @Test(
        "a file runs from the list, its grid opens, a check is changed beside its row, and the answers are judged anew")
    func walk() async throws {
        let home = try Etude.Folder()
        for name in ["weather.prompt", "weather.eval.yaml", "weather.jsonl", "weather.sh"] {
            let text = try String(contentsOfFile: Etude.sample(name), encoding: .utf8)
            _ = try home.write(text, to: name)
        }
        let session = try await TmuxSession("etude", home: home, width: 120, height: 40)
        try await session.see("v1 ")
        try await session.press("F7")
        try await session.see("No evaluations yet.")
        try await session.press("o")
        try await session.see("Evaluate a file")
        try await session.type("weather.eval.yaml")
        try await session.press("Enter")
        try await session.see("Send 4 requests?", "4 rows × 1 column")
        try await session.press("Up", "Enter")
        try await session.see("4 of 4", "one city", "get_current_weather", "trajectory:step-count")

        try await session.press("e")
        try await session.see("Row on line 1 of weather.jsonl")
        let row = #"""
            {"description": "one city", "vars": {}, "messages": [{"role": "user", "content": "What's the weather like in Boston?"}], "assert": [{"type": "contains", "value": "no such word"}]}
            """#
        try await replaceText(row, in: session)
        try await session.press("C-s")
        try await session.see("Write ", "no such word")
        #expect(try !home.read("weather.jsonl").contains("no such word"))
        try await session.press("Enter")
        try await session.see("3 of 4", "no such word")
        #expect(try home.read("weather.jsonl").contains("no such word"))
        #expect(try home.read("weather.jsonl").contains("two cities, two calls"))
        try await session.press("q")
        try await session.press("C-q")
        try await session.see("ended with 0")

        try await session.type("etude\n")
        try await session.see("v1 ")
        try await session.press("F7")
        try await session.see("weather.eval.yaml", "3 of 4 pass")
        try await session.press("Enter")
        try await session.see("3 of 4", "one city")
        try await session.press("C-q")
        try await session.see("shell>")
    }

    @Test("a grid can be resized and stopped while it runs; what is missing is there after a new start")
    func resizeAndStop() async throws {
        let home = try Etude.Folder()
        _ = try home.write("---\nmodel: gpt-4.1-mini\n---\n", to: "slow.prompt")
        let rows = (1...40).map { #"{"messages": [{"role": "user", "content": "simulate: slow \#($0)"}]}"# }
        _ = try home.write(rows.joined(separator: "\n") + "\n", to: "slow.jsonl")
        _ = try home.write("prompts: [slow.prompt]\ndata: slow.jsonl\n", to: "slow.eval.yaml")
        let session = try await TmuxSession("etude", home: home)
        try await session.see("simulator")
        try await session.press("F7", "o")
        try await session.see("Evaluate a file")
        try await session.type("slow.eval.yaml")
        try await session.press("Enter")
        try await session.see("Send 40 requests?")
        try await session.press("Up", "Enter")
        try await session.see("slow.eval.yaml", "under way", "x stop")
        for (width, height) in [(120, 40), (40, 10), (200, 60), (39, 9), (80, 24)] {
            try await session.resize(width: width, height: height)
        }
        try await session.press("x")
        try await session.see("stopping")
        try await session.press("x")
        try await session.see("Stopped. What was answered is kept.")
        try await session.press("C-q")
        try await session.see("ended with 0")
        try await session.type("etude\n")
        try await session.see("simulator")
        try await session.press("F7")
        try await session.see("slow.eval.yaml", "40 × 1", "of 40 done")
        try await session.press("C-q")
        try await session.see("shell>")
    }

    /// Selects the whole text of the editor, and pastes another over it.
    private func replaceText(_ text: String, in session: TmuxSession) async throws {
        for _ in 0..<40 { try await session.press("S-Down") }
        try await session.press("S-End")
        try await session.paste(text)
    }
}
