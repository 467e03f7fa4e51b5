import JSON
import Logbook
import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

/// Whatever is in a log, an opened log shows all of it.
@MainActor @Suite("No letter of an opened log is lost")
struct LogLetterTests {
    nonisolated private static let texts = [
        String((0..<10_000).map { Character(Unicode.Scalar(UInt8(97 + $0 % 26))) }),
        (0..<3_000).map { $0 % 3 == 0 ? "港" : $0 % 3 == 1 ? "は" : "a" }.joined(),
        (0..<600).map { "word\($0)" }.joined(separator: "  ") + " 👩‍👩‍👧 e\u{301}nd",
    ]

    @Test("in the messages and in the request, at any width", arguments: texts, [40, 59, 80, 121, 160, 200])
    func whole(text: String, width: Int) throws {
        let request: JSONValue = [
            "model": "m", "messages": [["role": "user", "content": .string(text)]],
        ]
        let record = LogSamples.record(
            request: request, images: [],
            events: [
                .responded(status: 200, requestID: nil), .textDelta(choice: 0, block: 1, text),
                .finished(choice: 0, reason: "stop"), .ended(error: nil),
            ], response: ["answer": .string(text)])
        var state = LogSamples.state(width: width, height: 60)
        state.openLog(record, versionNumber: 1)
        let letters = text.filter { !$0.isWhitespace }
        for (key, count) in [("1", 2), ("2", 1), ("3", 1)] {
            _ = state.press(keys: "\(key) g")
            let shown = try Self.read(&state)
            #expect(shown.count(of: letters) == count, "tab \(key) at \(width)")
        }
    }

    /// All letters of the open tab, from its first line to its last.
    private static func read(_ state: inout AppState) throws -> String {
        let view = try #require(state.openedLog)
        let place = LogPlace(view, in: state.besideRect, theme: state.settings.theme, images: state.imagePlan)
        var letters = ""
        var next = 0
        while next < place.page.lineCount {
            state.layers.change(LogView.self) { $0.scroll(to: next, place) }
            let top = min(next, place.lastTop)
            let screen = ScreenView.frame(of: state, blocks: ThreadBlocks()).frame
            for row in (next - top)..<min(place.lines.height, place.page.lineCount - top) {
                let y = place.lines.y + row
                var x = place.lines.x
                while x < place.lines.maxX {
                    let cell = screen[x: x, y: y]
                    if !cell.text.isWhitespace, cell.text != "▎" { letters.append(cell.text) }
                    x += max(1, cell.width)
                }
                next += 1
            }
        }
        return letters
    }

    @Test("The variables, where it comes from and its conversation are shown")
    func origins() throws {
        var record = LogSamples.record()
        record.inputs = ["city": "Brest", "days": 3, "note": "two\nlines"]
        record.context = RunContext(run: "log-9", ordinal: 1, source: .eval)
        record.context.conversation = "01C"
        record.context.caller = "ci"
        var state = LogSamples.state(width: 120, height: 60)
        state.openLog(record, versionNumber: 12)
        #expect(LogSamples.draw(&state).contains { $0.contains("by eval   round 2") })
        let config = try #require(state.openedLog).pages.plainText(of: .config)
        #expect(config.contains("variables\n  city  Brest\n  days  3\n  note  two\nlines"))
        let timing = try #require(state.openedLog).pages.plainText(of: .timing)
        for line in [
            "source          eval", "run             log-9, round 2", "conversation    01C", "caller          ci",
        ] {
            #expect(timing.contains(line), "\(line)")
        }
    }
}

extension String {
    /// How often a text occurs, without overlaps.
    fileprivate func count(of text: String) -> Int {
        ranges(of: text).count
    }
}
