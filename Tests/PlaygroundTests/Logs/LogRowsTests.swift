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

    @Test("the file is called after the log's prompt, whichever is open")
    func name() {
        var state = LogSamples.state()
        state.draft.name = "another"
        state.openLogs(with: LogSamples.page(0, count: 3))
        _ = state.press(keys: "A")
        #expect((state.layers.top as? LineInput)?.buffer.text == "datasets/harbours.jsonl")
    }

    @Test("A asks for a file of rows, takes marked logs, and offers the same file the next time")
    func asks() {
        var state = LogSamples.state()
        state.openLogs(with: LogSamples.page(0, count: 3))
        _ = state.press(keys: "space space A")
        #expect((state.layers.top as? LineInput)?.buffer.text == "datasets/harbours.jsonl")
        _ = state.press(keys: "ctrl-u t . t x t enter")
        #expect(state.layers.top is LineInput && state.notice?.kind == .error)
        _ = state.press(keys: "ctrl-u")
        _ = state.taking(.paste("my/tides.jsonl"))
        #expect(state.press(keys: "enter") == [.logs(.addRows(.logs(["log-0", "log-1"]), path: "my/tides.jsonl"))])
        _ = state.taking(.logs(.rowsAdded(2, path: "my/tides.jsonl", leavesOutExpected: false)))
        #expect(state.notice?.text == "added 2 rows to my/tides.jsonl" && state.logs.marks.isEmpty)
        _ = state.press(keys: "A")
        #expect((state.layers.top as? LineInput)?.buffer.text == "my/tides.jsonl")
    }

    @Test("A in the thread adds its variables, messages and last answer as a row; an image from the disk is refused")
    func thread() throws {
        var desk = Desk(focus: .thread)
        desk.press("escape A")
        #expect(desk.notice == "the thread has no messages")
        desk.state.draft.inputs = ["city": "Brest"]
        desk.state.thread.append(Message(.user, "Which floods first?"))
        desk.state.thread.append(Message(.assistant, "Dover"))
        desk.press("A")
        desk.press("enter")
        let row = try DataRow(
            thread: [Message(.user, "Which floods first?"), Message(.assistant, "Dover")], inputs: ["city": "Brest"])
        #expect(desk.effects == [.logs(.addRows(.row(row), path: "datasets/harbours.jsonl"))])
        let messages = #""messages":[{"content":"Which floods first?","role":"user"}],"vars":{"city":"Brest"}}"#
        #expect(row.canonical == #"{"expected":"Dover","# + messages)
    }

    @Test("a file of CSV, YAML or JSON takes rows, too; what it has no place for is said")
    func forms() {
        for path in ["a.csv", "a.yaml", "a.yml", "a.json", "tides.eval.yaml"] {
            var state = LogSamples.state()
            state.openLogs(with: LogSamples.page(0, count: 3))
            _ = state.press(keys: "A ctrl-u")
            _ = state.taking(.paste(path))
            #expect(state.press(keys: "enter") == [.logs(.addRows(.logs(["log-0"]), path: path))])
        }
        var state = LogSamples.state()
        _ = state.taking(.logs(.rowsAdded(1, path: "a.csv", leavesOutExpected: true)))
        #expect(
            state.notice?.text
                == "added 1 row to a.csv. The expected answer is left out: a.csv has no column called expected.")
    }

    @Test("from a log over a grid, rows go to the grid's file, and the grid reads its rows anew")
    func overGrid() throws {
        var desk = GridSamples.desk()
        let dataset = try DatasetReader(file: "own/rows.jsonl").read(
            Array("{\"one\":\"Brest\"}\n".utf8), format: .jsonl)
        desk.send(.grid(.rowsRead(evaluation: "01EVAL", GridRows(dataset), fault: nil)))
        desk.send(.logs(.loaded(LogSamples.record(id: "x"), versionNumber: nil, wire: nil)))
        desk.press("A enter")
        #expect(desk.effects == [.logs(.addRows(.logs(["x"]), path: "own/rows.jsonl"))])
        desk.send(.logs(.rowsAdded(1, path: "own/rows.jsonl", leavesOutExpected: false)))
        #expect(desk.effects.contains { if case .grid(.reread) = $0 { true } else { false } })
    }
}
