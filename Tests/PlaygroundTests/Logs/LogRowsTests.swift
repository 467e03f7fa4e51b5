import Evaluations
import JSON
import Logbook
import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("Logs as rows of a dataset")
struct LogRowsTests {
    private func record(_ text: String) -> LogRecord {
        var record = LogSamples.record(
            request: [
                "messages": [
                    ["role": "system", "content": "You answer about {{city}}."],
                    ["role": "user", "content": "Which floods first?"],
                ]
            ], images: [],
            events: [
                .responded(status: 200, requestID: nil), .textDelta(choice: 0, block: 1, text),
                .finished(choice: 0, reason: "stop"), .ended(error: nil),
            ])
        record.inputs = ["city": "Brest"]
        return record
    }

    @Test("A row has the variables, the messages behind the template, and the answer, or what it should have been")
    func rows() throws {
        var log = record("Brest.")
        let messages = #""messages":[{"content":"Which floods first?","role":"user"}],"vars":{"city":"Brest"}}"#
        #expect(try DataRow(log: log, template: 1).canonical == #"{"expected":"Brest.","# + messages)
        log.judgement.feedback = .bad
        #expect(try DataRow(log: log, template: 1).canonical == "{" + messages)
        log.judgement.correction = "Dover."
        #expect(try DataRow(log: log, template: 1).canonical == #"{"expected":"Dover.","# + messages)
    }

    @Test("A log with images is refused, since a row could not name them")
    func images() {
        #expect(throws: FieldError.self) { try DataRow(log: LogSamples.record(), template: 1) }
    }

    @Test("A asks for a file of rows, takes marked logs, and offers the same file the next time")
    func asks() {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 3))
        _ = state.press(keys: "space space A")
        #expect((state.layers.top as? LineInput)?.buffer.text == "datasets/harbours.jsonl")
        _ = state.press(keys: "ctrl-u t . c s v enter")
        #expect(state.layers.top is LineInput && state.notice?.kind == .error)
        _ = state.press(keys: "ctrl-u")
        _ = state.taking(.paste("my/tides.jsonl"))
        #expect(state.press(keys: "enter") == [.logs(.addRows(["log-0", "log-1"], path: "my/tides.jsonl"))])
        _ = state.taking(.logs(.rowsAdded(2, path: "my/tides.jsonl")))
        #expect(state.notice?.text == "added 2 rows to my/tides.jsonl" && state.logs.marks.isEmpty)
        _ = state.press(keys: "A")
        #expect((state.layers.top as? LineInput)?.buffer.text == "my/tides.jsonl")
    }
}
