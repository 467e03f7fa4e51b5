import Foundation
import JSON
import Prompts
import RequestCore
import Testing

@testable import Logbook

@Suite("Logs in other forms")
struct ExportFormTests {
    /// A finished log of these messages.
    private func log(
        _ messages: JSONValue, answer: String? = "Dover.", calls: [ToolCall] = [], finish: String = "stop",
        tools: JSONValue? = nil
    ) -> LogRecord {
        var reply = Reply()
        let blocks = Message(role: .assistant, content: answer.map { [.text($0)] } ?? [], toolCalls: calls).blocks
        reply.apply(.snapshot(choice: 0, blocks))
        reply.apply(.finished(choice: 0, reason: ChatCompletions().finishReason(finish)))
        reply.apply(.ended(error: nil))
        var request: JSONObject = ["model": "gpt-4o", "messages": messages]
        request["tools"] = tools
        return LogRecord(
            id: "01LOG", prompt: "tides", version: Config(model: "gpt-4o").versionID, provider: "work", model: "gpt-4o",
            createdAt: Date(timeIntervalSince1970: 1_790_000_000), request: .object(request), state: .finished,
            reply: reply, timing: LogRecord.Timing(firstTokenMS: 12.5, totalMS: 100), cost: 1e-7)
    }

    private static let question: JSONValue = ["role": "user", "content": "Which harbour?"]
    private static let system: JSONValue = ["role": "system", "content": "You answer sailors."]

    private func loss(_ body: () throws(ExportLoss) -> JSONValue) -> ExportLoss? {
        do throws(ExportLoss) {
            let made = try body()
            Issue.record("\(made.compact)")
            return nil
        } catch { return error }
    }

    // MARK: Fine-tuning

    @Test("An example has the messages, the answer, and the tools if there are some")
    func example() throws {
        let tool: JSONValue = ["type": "function", "function": ["name": "get_tide", "parameters": ["type": "object"]]]
        let plain = try FineTuning.example(of: log([Self.system, Self.question]), images: [:])
        #expect(
            plain.compact
                == #"{"messages":[{"role":"system","content":"You answer sailors."},{"role":"user","content":"Which harbour?"},"#
                + #"{"role":"assistant","content":"Dover."}]}"#)
        let call = ToolCall(id: "c1", name: "get_tide", arguments: "{}")
        let calling = try FineTuning.example(
            of: log([Self.question], answer: nil, calls: [call], finish: "tool_calls", tools: [tool]), images: [:])
        #expect(calling["tools"]?[0]?["function"]?["name"] == "get_tide")
        #expect(calling["messages"]?[1]?["tool_calls"]?[0]?["function"]?["name"] == "get_tide")
        #expect(calling["messages"]?[1]?["content"] == .null)
    }

    @Test("A corrected answer takes the place of the answer, even of one that was rated bad or cut off")
    func corrected() throws {
        var record = log([Self.question], answer: "Brest", finish: "length")
        record.judgement = try Judgement(feedback: .bad, correction: "Dover, by an hour.")
        let example = try FineTuning.example(of: record, images: [:])
        #expect(example["messages"]?[1] == ["role": "assistant", "content": "Dover, by an hour."])
    }

    @Test("What nobody would want to be learnt is left out, and the reason is known")
    func leftOut() throws {
        var bad = log([Self.question])
        bad.judgement = try Judgement(feedback: .bad)
        #expect(loss { () throws(ExportLoss) in try FineTuning.example(of: bad, images: [:]) } == .bad)
        var running = log([Self.question])
        running.state = .cancelled
        #expect(loss { () throws(ExportLoss) in try FineTuning.example(of: running, images: [:]) } == .unfinished)
        for (record, reason) in [
            (log([Self.question], finish: "length"), ExportLoss.cutOff),
            (log([Self.question], finish: "content_filter"), .cutOff), (log([Self.question], answer: nil), .empty),
            (log([["role": "user", "content": [["type": "input_audio", "input_audio": [:]]]]]), .unknownParts),
            (
                log([
                    ["role": "user", "content": [["type": "image_url", "image_url": ["url": "sha256:00"]]]]
                ]), .missingImages
            ),
            (
                log([
                    Self.question,
                    [
                        "role": "assistant", "content": .null,
                        "tool_calls": [["id": "a", "type": "function", "function": ["name": "f", "arguments": "{}"]]],
                    ], ["role": "user", "content": "well?"],
                ]), .openCalls
            ),
        ] { #expect(loss { () throws(ExportLoss) in try FineTuning.example(of: record, images: [:]) } == reason) }
    }

    @Test("A stored image goes along as a data URL, a remote one as its URL")
    func images() throws {
        let content: JSONValue = [
            ["type": "image_url", "image_url": ["url": "sha256:00"]],
            ["type": "image_url", "image_url": ["url": "https://example.org/a.png"]],
        ]
        let record = log([["role": "user", "content": content]])
        let example = try FineTuning.example(of: record, images: ["00": "data:image/png;base64,AA=="])
        let parts = example["messages"]?[0]?["content"]
        #expect(parts?[0]?["image_url"]?["url"] == "data:image/png;base64,AA==")
        #expect(parts?[1]?["image_url"]?["url"] == "https://example.org/a.png")
    }

    // MARK: Rows

    @Test("A row has the variables, the messages behind the template, and the answer as the expected one")
    func row() throws {
        var record = log([Self.system, Self.question])
        record.inputs = ["city": "Brest"]
        let template = [Message(.system, "You answer {{who}}.")]
        #expect(
            try RowMaking.row(of: record, template: template, images: [:]).compact
                == #"{"vars":{"city":"Brest"},"messages":[{"role":"user","content":"Which harbour?"}],"expected":"Dover."}"#
        )
        record.judgement = try Judgement(correction: "Calais.")
        #expect(try RowMaking.row(of: record, template: template, images: [:])["expected"] == "Calais.")
        #expect(try RowMaking.row(of: record, template: [], images: [:])["messages"]?.arrayValue?.count == 2)
    }

    @Test("A row of a log without recorded variables is made only where the template has none")
    func unknownInputs() throws {
        let record = log([Self.system, Self.question])
        let plain = try RowMaking.row(of: record, template: [Message(.system, "You answer sailors.")], images: [:])
        #expect(plain["vars"] == [:])
        let template = [Message(.system, "You answer {{who}}.")]
        #expect(
            loss { () throws(ExportLoss) in try RowMaking.row(of: record, template: template, images: [:]) }
                == .unknownInputs)
        var image = record
        image.inputs = ["photo": "sha256:00"]
        #expect(
            loss { () throws(ExportLoss) in try RowMaking.row(of: image, template: [], images: [:]) } == .imageInputs)
    }

    @Test("An answer that only calls tools is not expected word for word")
    func calls() throws {
        let call = ToolCall(id: "c1", name: "get_tide", arguments: "{}")
        var record = log([Self.question], answer: nil, calls: [call], finish: "tool_calls")
        record.inputs = JSONObject()
        #expect(try RowMaking.row(of: record, template: [], images: [:])["expected"] == nil)
    }

    // MARK: CSV

    @Test("Numbers in CSV have no digits that arithmetic has left behind")
    func numbers() {
        var record = log([Self.question])
        record.timing = LogRecord.Timing(firstTokenMS: 12.300000000000001, totalMS: 0.1 + 0.2)
        record.cost = 3 * 0.0000001
        let fields = LogCSV().lines(record, number: 3, time: "t").split(
            separator: ",", omittingEmptySubsequences: false)
        #expect(fields.suffix(5).dropFirst().prefix(2) == ["12.3", "0.3"])
        #expect(fields.suffix(5).first.flatMap { Double($0) } == 3e-7)
    }

    @Test(
        "What a spreadsheet would take for a formula has an apostrophe before it; numbers have none",
        arguments: [
            ("\n=3", "\"'\n=3\""), ("＝full", "'＝full"), ("－1+1", "'－1+1"), ("\t=1", "'\t=1"), ("@x", "'@x"),
            ("-5", "-5"), ("a=b", "a=b"),
        ])
    func formulas(answer: String, cell: String) {
        #expect(LogCSV().lines(log([Self.question], answer: answer), number: 3, time: "t").contains(",\(cell),"))
    }

    @Test("A line of CSV has a field for each name, and what a spreadsheet would obey is defused")
    func table() throws {
        var record = log([["role": "user", "content": "=1+1, \"x\"\nand"]], answer: "-danger")
        record.judgement = try Judgement(feedback: .good)
        let line = LogCSV().lines(record, number: 3, time: "2026-11-30T00:00:00.000Z")
        #expect(
            line == "01LOG,2026-11-30T00:00:00.000Z,tides,\(record.version.hex),3,work,gpt-4o,ok,stop,"
                + "\"'=1+1, \"\"x\"\"\nand\",'-danger,,,,1e-7,12.5,100,good,\n")
        #expect(LogCSV.columns.count == 19)
        let raw = LogCSV(isRaw: true).lines(record, number: nil, time: "t")
        #expect(raw.contains(",,work,") && raw.contains("\"=1+1, \"\"x\"\"\nand\",-danger,"))
    }

    @Test(
        "Cells that begin like a formula get an apostrophe; numbers do not",
        arguments: [
            ("=A1", "'=A1"), ("+x", "'+x"), ("@x", "'@x"), ("\tx", "'\tx"), ("\r\n=x", "\"'\r\n=x\""), ("-2.5", "-2.5"),
            ("-x", "'-x"), ("x=", "x="), ("", ""), ("\"\u{301}", "\"\"\"\u{301}\""), ("a,b", "\"a,b\""),
        ])
    func cells(text: String, written: String) {
        #expect(CSVRecord.text([text], end: "") == written)
    }

    @Test("Reasons are counted, a sentence for each")
    func losses() {
        var losses = ExportLosses()
        #expect(losses.sentences.isEmpty)
        losses.add(.empty)
        losses.add(.unfinished)
        losses.add(.empty)
        #expect(
            losses.sentences == [
                "left out 1 of the logs, which did not finish", "left out 2 of the logs, which have no answer",
            ])
    }
}
