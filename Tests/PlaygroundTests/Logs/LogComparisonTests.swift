import Foundation
import JSON
import Logbook
import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("Two logs compared")
struct LogComparisonTests {
    private func record(
        _ id: String, _ text: String, calls: [String] = [], minutes: Double = 0, inputs: JSONObject? = nil
    ) -> LogRecord {
        var events: [RunEvent] = [.responded(status: 200, requestID: nil)]
        if !text.isEmpty { events.append(.textDelta(choice: 0, block: 1, text)) }
        for (index, arguments) in calls.enumerated() {
            events.append(
                .toolCallDelta(
                    choice: 0, block: 5 + index,
                    .init(index: index, id: "c\(index)", name: "tide", arguments: arguments)))
        }
        events += [.finished(choice: 0, reason: "stop"), .ended(error: nil)]
        var record = LogSamples.record(id: id, events: events)
        record.createdAt = LogSamples.moment.addingTimeInterval(minutes * 60)
        record.inputs = inputs
        return record
    }

    private func screen(
        _ old: LogRecord, _ new: LogRecord, _ versions: (Version?, Version?) = (nil, nil), width: Int = 120,
        height: Int = 40
    ) -> [String] {
        var state = LogSamples.state(width: width, height: height)
        _ = state.taking(
            .logs(
                .compared(
                    LogDifference(
                        LogDifference.Side(new, versions.1), LogDifference.Side(old, versions.0)))))
        return LogSamples.draw(&state)
    }

    @Test("d asks for the two marked logs, or for the marked one and the one under the cursor")
    func asks() {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 5))
        #expect(!state.press(keys: "d").contains { if case .logs = $0 { true } else { false } })
        #expect(state.notice?.text.contains("mark two logs") == true)
        #expect(state.press(keys: "space d") == [.logs(.compare("log-0", "log-1"))])
        #expect(state.press(keys: "j space d") == [.logs(.compare("log-0", "log-2"))])
        _ = state.press(keys: "space")
        #expect(state.comparedLogs == nil)
    }

    @Test("The older log stands at the left, what differs is beside each other, and the same is said in words")
    func sideBySide() {
        var new = record("b", "Brest floods first.\nAt 14:10 the water is high.", minutes: 3)
        new.judgement.feedback = .good
        let lines = screen(record("a", "Dover floods first.\nAt 14:10 the water is high."), new)
        #expect(lines.contains { $0.contains("- Dover floods first.") && $0.contains("│ + Brest floods first.") })
        #expect(lines.contains { $0.contains("  At 14:10 the water is high.") && $0.contains("│   At 14:10") })
        #expect(lines.contains { $0.contains("rating") && $0.contains("–") && $0.contains("good") })
        #expect(lines.contains { $0.contains("the same message") })
        #expect(lines.contains { $0.contains("the same version") })
    }

    @Test("JSON is compared by structure, calls by name and arguments, variables by value")
    func structure() {
        let old = record(
            "a", #"{"harbour": "Brest", "at": [1, 2]}"#, calls: [#"{"at":"Brest"}"#, #"{"at":"Dover"}"#],
            inputs: ["city": "Brest"])
        let new = record(
            "b", #"{"at": [1, 3], "harbour": "Brest"}"#,
            calls: [#"{ "at": "Brest" }"#, #"{"at":"Calais","deep":true}"#],
            minutes: 1, inputs: ["city": "Calais"])
        let lines = screen(old, new, width: 100, height: 50).map { $0.dropFirst().trimmingCharacters(in: .whitespaces) }
        let shown = lines.map { $0.hasSuffix("│") ? String($0.dropLast()).trimmingCharacters(in: .whitespaces) : $0 }
        #expect(shown.contains("3  ‹2›"))
        #expect(shown.contains("ƒ tide  same arguments"))
        #expect(shown.contains(#""at": "Calais",  ‹"Dover"›"#))
        #expect(shown.contains(#"+ "deep": true"#))
        #expect(shown.contains(#""city": "Calais"  ‹"Brest"›"#))
        #expect(!shown.contains { $0.hasPrefix("-   \"harbour\"") })
    }

    @Test("Configs are compared field by field where both versions are stored")
    func configs() {
        var new = record("b", "x", minutes: 1)
        new.version = VersionID(canonical: "[]")
        let (old, config) = (Config(model: "gpt-4o"), Config(model: "gpt-4.1"))
        let versions = (
            Version(
                id: old.versionID, prompt: "harbours", number: 1, parent: nil, createdAt: LogSamples.moment, config: old
            ),
            Version(
                id: config.versionID, prompt: "harbours", number: 2, parent: nil, createdAt: LogSamples.moment,
                config: config)
        )
        #expect(screen(record("a", "x"), new, versions).contains { $0.contains(#"model  "gpt-4o" → "gpt-4.1""#) })
        #expect(screen(record("a", "x"), new).contains { $0.contains("a version is no longer stored") })
    }

    @Test("Keys open either log and copy the difference")
    func keys() {
        var state = LogSamples.state()
        let difference = LogDifference(
            LogDifference.Side(record("a", "one"), nil), LogDifference.Side(record("b", "two", minutes: 1), nil))
        state.logsCompared(difference)
        #expect(state.press(keys: "y") == [.terminal(.copy("--- a\n+++ b\n@@ -1 +1 @@\n-one\n+two\n"))])
        #expect(state.press(keys: "2") == [.logs(.load("b"))])
        #expect(state.layers.isEmpty)
    }

    @Test("It stands beside the thread from 160 columns, and works at every size")
    func sizes() {
        let lines = screen(record("a", "one"), record("b", "two", minutes: 1), width: 200, height: 40)
        #expect(lines[1].contains("┌ Thread ─") && lines[1].contains("┌ Two logs ─"))
        var state = LogSamples.state()
        state.logsCompared(
            LogDifference(
                LogDifference.Side(record("a", String(repeating: "港", count: 3000)), nil),
                LogDifference.Side(record("b", "{\"a\": 1}", calls: ["", "[1"], minutes: 1), nil)))
        for width in [1, 20, 40, 59, 80, 160, 250] {
            for height in [1, 5, 10, 24, 60] {
                state.size = Size(width: width, height: height)
                _ = LogSamples.draw(&state)
                _ = state.press(keys: "down pgdn G g")
            }
        }
    }
}

@Suite("A difference in two columns")
struct SideBySideTests {
    @Test("Changed lines stand opposite each other, added and removed ones alone, and long ones go on below")
    func lines() {
        let diff = TextDiff(
            from: "one\ntwo and more words here\nthree\ngone\nfour",
            to: "one\ntwo and other words here\nthree\nfour\nnew")
        let text = SideBySide.lines(diff, width: 43, .plain).map(\.text)
        #expect(
            text == [
                "  one                │   one", "- two and more words │ + two and other ",
                "  here               │   words here", "  three              │   three", "- gone               │ ",
                "  four               │   four", "                     │ + new",
            ])
    }
}
