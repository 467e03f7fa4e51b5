import Foundation
import Fuzzing
import JSON
import Logbook
import Prompts
import RequestCore

@testable import Storage

/// Logs and filters of few values, so that they meet.
struct RandomLogs {
    var numbers: SeededGenerator

    static let prompts = ["tide", "tide-table", "ebb"]
    static let models = ["gpt-4o", "gpt-4.1-mini", "m*x"]
    static let versions = ["a", "b", "c"].map { Config.of($0).versionID }
    static let words = ["flood", "harbour", "Brest", "high", "water", "潮位", "東京湾", "flo"]
    static let tools = ["tide", "sun", "a,b"]
    static let tags = ["golden", "x/y"]

    private mutating func maybe<Value>(_ values: [Value]) -> Value? { numbers.chance(60) ? numbers.pick(values) : nil }

    private mutating func sentence() -> String {
        (0..<Int.random(in: 1...5, using: &numbers)).map { _ in numbers.pick(Self.words) }.joined(separator: " ")
    }

    mutating func log(_ number: Int) throws -> LogRecord {
        let state = numbers.pick([LogRecord.State.finished, .finished, .finished, .failed, .cancelled, .running])
        var log = LogRecord.sample(
            "L\(number)", prompt: numbers.pick(Self.prompts), version: numbers.pick(Self.versions),
            at: Double(Int.random(in: 0...40, using: &numbers)) / 4, state: .running)
        log.state = state
        log.provider = numbers.pick(["openai", "simulator"])
        log.model = numbers.pick(Self.models)
        log.request = try request()
        log.reply = try reply(state)
        log.cost = maybe([0, 0.001, 0.01, 0.5])
        log.timing = LogRecord.Timing(
            firstTokenMS: maybe([0, 250, 500]), totalMS: numbers.pick([0, 500, 2_000, 12_000]),
            retries: numbers.pick([0, 0, 1, 3]))
        var context = RunContext(
            run: maybe(["L1", "L2", "L\(number)"]), source: maybe([.playground, .run, .eval, .library]))
        context.caller = maybe(["web", "app"])
        context.session = maybe(["42"])
        context.endUser = maybe(["anna"])
        context.conversation = maybe(["c1", "c2"])
        log.context = context
        log.dialect = .chat
        log.judgement = try Judgement(
            feedback: maybe([.good, .bad]), score: maybe([0, 0.5, 1]), note: maybe(["too long", "fine"]),
            correction: maybe(["Dover, by an hour", "Brest"]), tags: maybe(Self.tags).map { [$0] } ?? [])
        return log
    }

    private mutating func request() throws -> JSONValue {
        var messages: [JSONValue] = [["role": "system", "content": .string("secret " + sentence())]]
        if numbers.chance(40) {
            messages.append(["role": "user", "content": .string("before " + sentence())])
            messages.append(["role": "assistant", "content": .string("earlier " + sentence())])
        }
        messages.append(
            numbers.chance(20)
                ? [
                    "role": "user",
                    "content": [
                        ["type": "text", "text": .string(sentence())],
                        ["type": "image_url", "image_url": ["url": "https://example.org/a.png"]],
                    ],
                ] : ["role": "user", "content": .string(sentence())])
        var request: JSONObject = ["model": "m", "messages": .array(messages)]
        if let tool = maybe(Self.tools) {
            request["tools"] = [
                [
                    "type": "function",
                    "function": [
                        "name": .string(tool),
                        "parameters": ["type": "object", "required": ["at"], "properties": ["at": ["type": "string"]]],
                    ],
                ]
            ]
        }
        if numbers.chance(30) { request["response_format"] = ["type": "json_object"] }
        return .object(request)
    }

    private mutating func reply(_ state: LogRecord.State) throws -> Reply {
        var reply = Reply()
        reply.apply(.responded(status: state == .failed ? numbers.pick([429, 500]) : 200, requestID: nil))
        if numbers.chance(50) { reply.apply(.identified(.init(model: numbers.pick(["gpt-4o-2024", "other"])))) }
        if numbers.chance(80) {
            let text = numbers.chance(30) ? "{\"a\":1}" : sentence()
            reply.apply(.textDelta(choice: 0, block: 1, text))
        }
        if numbers.chance(30) {
            let arguments = numbers.pick([#"{"at":"Brest"}"#, "{}", "not JSON"])
            reply.apply(
                .toolCallDelta(
                    choice: 0, block: 3, .init(index: 0, id: "c", name: numbers.pick(Self.tools), arguments: arguments))
            )
        }
        if let total = maybe([10, 1_000, 20_000]) {
            let usage: JSONValue = [
                "prompt_tokens": .number(JSONNumber(total - 5)), "completion_tokens": 5,
                "total_tokens": .number(JSONNumber(total)),
            ]
            reply.apply(.usage(ChatCompletions().usage(usage)))
        }
        if let reason = maybe(["stop", "length", "tool_calls"]) {
            reply.apply(.finished(choice: 0, reason: ChatCompletions().finishReason(reason)))
        }
        switch state {
        case .running: break
        case .finished: reply.apply(.ended(error: nil))
        case .cancelled: reply.apply(.ended(error: RunError(kind: .cancelled, message: "stopped")))
        case .failed:
            let kind = numbers.pick([RunError.Kind.rateLimit, .server])
            reply.apply(.ended(error: RunError(kind: kind, status: 429, message: "the model is overloaded")))
        }
        return reply
    }

    /// The text of a filter.
    mutating func filter() -> String {
        (0..<Int.random(in: 1...3, using: &numbers)).map { _ in (numbers.chance(30) ? "-" : "") + term() }
            .joined(separator: " ")
    }

    private mutating func term() -> String {
        switch Int.random(in: 0...9, using: &numbers) {
        case 0: return String(numbers.pick(Self.words).prefix(Int.random(in: 1...4, using: &numbers)))
        case 1: return "\"" + sentence() + "\""
        case 2: return numbers.pick(["@slow", "@words", "🦆", "secret", "before", "earl"])
        default: break
        }
        let field = numbers.pick(LogField.allCases)
        if numbers.chance(15), field != .day { return field.name + ":*" }
        // A number behind a comparison would be read as its decimals.
        var count = numbers.chance(25) ? 2 : 1
        if case .number = field.facts.kind { count = 1 }
        return field.name + ":" + (0..<count).map { _ in value(of: field) }.joined(separator: ",")
    }

    private mutating func value(of field: LogField) -> String {
        switch field {
        case .prompt: numbers.pick(["tide", "tide*", "*table", "ebb", "none"])
        case .model: numbers.pick(["gpt-4o", "gpt-4*", "*mini", #""m*x""#, "m*x"])
        case .resolved: numbers.pick(["gpt-4o-2024", "gpt*", "o*r"])
        case .provider: numbers.pick(["openai", "sim*"])
        case .version:
            numbers.pick([
                "v1", "v2", "tide@v1", "ebb@production", String(Self.versions[0].hex.prefix(8)), Self.versions[1].hex,
            ])
        case .env: numbers.pick(["production", "stag*", "none"])
        case .status: numbers.pick(LogStatus.allCases.map(\.rawValue) + ["429", ">=400", "<300", "200"])
        case .error: numbers.pick(["rate_limit", "server", "cancelled", "*overloaded*", "rate*"])
        case .finish: numbers.pick(["stop", "length", "tool*"])
        case .schema: numbers.pick(["ok", "broken"])
        case .feedback: numbers.pick(["good", "bad", "none"])
        case .score: numbers.pick([">0.4", "1", "<=0.5"])
        case .tag: numbers.pick(["golden", "x*", "none"])
        case .correction: numbers.pick(["Brest", "*Dover*", "B*"])
        case .note: numbers.pick(["fine", "*long", "x"])
        case .tool, .call: numbers.pick(["tide", "s*", #""a,b""#, "none"])
        case .image: numbers.pick(["yes", "no"])
        case .source: numbers.pick(["playground", "run", "eval", "serve"])
        case .caller: numbers.pick(["web", "a*"])
        case .session: numbers.pick(["42", "4*", "1"])
        case .user: numbers.pick(["anna", "*nn*"])
        case .conversation: numbers.pick(["c1", "c*"])
        case .run: numbers.pick(["L1", "L*", "L3"])
        case .eval: numbers.pick(["E1", "E*", "E2"])
        case .dialect: numbers.pick(["chat", "messages"])
        case .cost: numbers.pick([">0", ">=0.01", "<0.01", "0", "0.5"])
        case .tokens, .tokensIn: numbers.pick([">10", ">=1k", "<1000", "10"])
        case .tokensOut: numbers.pick(["5", ">5", "<=5"])
        case .first: numbers.pick([">0", "250ms", "<0.5"])
        case .total: numbers.pick([">1s", "2", "<=500ms", "<0.5"])
        case .retries: numbers.pick([">0", "0", "3", "<1", ">=1"])
        case .since, .until: numbers.pick(["5s", "0s", "9s", "2.5s"])
        case .day: numbers.pick(["2026-09-21", "2026-09-20"])
        case .id: numbers.pick(["L1", "L2*", "*3"])
        }
    }
}
