import Fuzzing
import JSON
import Prompts
import RequestCore
import TestSupport
import Testing

@testable import Storage

@Suite("A reply as JSON")
struct RecordCodingTests {
    @Test("it is readable")
    func readable() {
        var reply = Reply()
        reply.apply(.responded(status: 200, requestID: "req_1"))
        reply.apply(.identified(.init(id: "chatcmpl-1", model: "gpt-4o-2024-08-06")))
        reply.apply(.textDelta(choice: 0, block: 1, "Brest"))
        reply.apply(.finished(choice: 0, reason: "stop"))
        reply.apply(.usage(["total_tokens": 7]))
        reply.apply(.ended(error: nil))
        #expect(
            reply.storedJSON.compact
                == #"{"choices":[{"message":{"role":"assistant","content":"Brest"},"finish_reason":"stop"}],"#
                + #""id":"chatcmpl-1","model":"gpt-4o-2024-08-06","usage":{"total_tokens":7},"status":200,"#
                + #""request_id":"req_1","ended":true}"#)
    }

    @Test("whatever happened in a run is read back the same")
    func roundTrip() throws {
        for seed in 0..<600 as Range<UInt64> {
            var events = EventGenerator(generator: SeededGenerator(seed: seed))
            var reply = Reply()
            for _ in 0..<Int.random(in: 0...25, using: &events.generator) { reply.apply(events.next()) }
            let text = reply.storedJSON.compact
            #expect(try Reply(storedJSON: JSONValue(parsing: text)) == reply, "seed \(seed): \(text)")
        }
    }
}

private struct EventGenerator {
    var generator: SeededGenerator

    mutating func next() -> RunEvent {
        let choice = number(0...3)
        switch number(0...11) {
        case 0: return .sent(attempt: number(0...4))
        case 1: return .responded(status: number(200...599), requestID: maybe(text()))
        case 2: return .identified(.init(id: maybe(text()), model: maybe(text()), systemFingerprint: maybe(text())))
        case 3, 4: return .textDelta(choice: choice, block: number(0...4), text())
        case 5: return .reasoningDelta(choice: choice, block: number(0...4), text())
        case 6: return .refusalDelta(choice: choice, block: number(0...4), text())
        case 7:
            return .toolCallDelta(
                choice: choice, block: number(0...4),
                .init(index: number(0...3), id: maybe(text()), name: maybe(text()), arguments: text()))
        case 8: return .extra(choice: choice, key: text(), value())
        case 9: return .usage(ChatCompletions().usage(value()))
        case 10: return .finished(choice: choice, reason: ChatCompletions().finishReason(text()))
        default: return .ended(error: maybe(error()))
        }
    }

    private mutating func error() -> RunError {
        RunError(
            kind: RunError.Kind.allCases[number(0...RunError.Kind.allCases.count - 1)],
            status: maybe(number(400...599)),
            message: text(), code: maybe(text()), param: maybe(text()), requestID: maybe(text()), rawBody: maybe(text())
        )
    }

    private mutating func value() -> JSONValue {
        switch number(0...5) {
        case 0: .null
        case 1: .bool(true)
        case 2: .number(JSONNumber(number(-5...5)))
        case 3: .string(text())
        case 4: [value(), "x"]
        default: ["role": value()]
        }
    }

    private mutating func text() -> String {
        let pieces = [
            "", "a", "é", "e\u{301}", "\u{0}", "\"", "\\", "\n", "\u{1F9ED}", "{\"a\":", "\u{7F}", "\u{FEFF}", " ",
        ]
        return (0..<number(0...4)).map { _ in pieces[number(0...pieces.count - 1)] }.joined()
    }

    private mutating func maybe<Value>(_ value: Value) -> Value? { number(0...1) == 0 ? nil : value }

    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &generator) }
}
