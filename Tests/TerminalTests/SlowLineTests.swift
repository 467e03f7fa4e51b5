import Foundation
import TestSupport
import Testing

@Suite("Over a slow line", .serialized)
struct SlowLineTests {
    private struct Seen: Decodable {
        var screen: String
        /// Whether each step was as awaited.
        var isComplete: Bool

        private enum Key: CodingKey { case missing, screen }

        init(from decoder: any Decoder) throws {
            let values = try decoder.container(keyedBy: Key.self)
            screen = try values.decode(String.self, forKey: .screen)
            isComplete = try values.decodeNil(forKey: .missing)
        }
    }

    /// - Parameter steps: JSON, as `slow_terminal.py` describes it.
    private func expect(_ steps: String, _ environment: [String: String] = [:]) async throws {
        let home = try Etude.Folder()
        let path = Etude.project.appendingPathComponent("Tests/TerminalTests/slow_terminal.py").path
        let finished = try await ChildProcess.run(
            "/usr/bin/env", ["python3", "-B", path, steps, Etude.executable],
            environment: Etude.environment(home: home, adding: environment))
        #expect(finished.errors == "")
        let seen = try JSONDecoder().decode(Seen.self, from: Data(finished.output.utf8))
        #expect(seen.isComplete, "\(finished.output)")
    }

    @Test("a paste whose end never comes is taken, and the keys work again")
    func unfinishedPaste() async throws {
        try await expect(
            #"["^R run", {"send": ["\u001b[200~pasted words"]}, "Pasting", "pasted words", {"send": ["and typed"]}, "pasted wordsand typed"]"#
        )
    }

    @Test("an escape string without its end gives the keyboard back")
    func unfinishedString() async throws {
        try await expect(
            #"["^R run", {"send": ["\u001bP1;lost"]}, {"wait": 1.3}, {"send": ["typed"]}, "typed", {"absent": "lost"}]"#
        )
    }

    @Test("the terminal's answer in two pieces is not typed", arguments: [1, 2, 16])
    func answer(cut: Int) async throws {
        let answer = "\u{1B}[?61;4;6;22;28;32;52c"
        let pieces = [String(answer.prefix(cut)), String(answer.dropFirst(cut))]
        let json = try String(decoding: JSONEncoder().encode(pieces), as: UTF8.self)
        try await expect(
            #"["^R run", {"send": \#(json), "pause": 0.12}, {"send": ["typed"]}, "typed", {"absent": "28;32"}]"#)
    }

    @Test("a terminal that knows no APC is left without the question for images")
    func question() async throws {
        try await expect(#"["^R run", {"wait": 0.5}, {"absent": "a=q"}, {"absent": "AAAA"}, "^R run"]"#)
    }

    @Test("a Tab in a paste without marks stays in the message")
    func tab() async throws {
        try await expect(#"["^R run", {"send": ["one\ttwo"]}, "one", "two", {"send": ["\rthree"]}, "three"]"#)
    }

    @Test("Alt-Enter in two pieces is one key where the delay allows it")
    func altEnter() async throws {
        try await expect(
            #"["^R run", {"send": ["Hello"]}, "Hello", {"send": ["\u001b", "\r"], "pause": 0.12}, "tok"]"#,
            ["ESCDELAY": "400"])
    }
}
