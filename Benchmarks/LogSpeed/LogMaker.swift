import Foundation
import JSON
import Prompts
import RequestCore

/// Makes logs as a team leaves them in half a year: a few prompts with many versions, some models, threads of several turns, now
/// and then a call or an error; answers have what servers of chat completions send with them. The same numbers make the same texts.
struct LogMaker {
    private var state: UInt64
    private let words: [String]
    private let versions: [VersionID]
    private let count: Int
    private var conversation: String?

    static let prompts = ["weather", "tides", "support", "summary", "extract"]
    static let models = ["gpt-4.1-mini", "gpt-4.1", "gpt-4o", "claude-sonnet-5", "llama-3.3-70b", "o4-mini"]

    init(count: Int, seed: UInt64 = 1) {
        self.count = count
        state = seed
        versions = (0..<50).map { VersionID(canonical: "\($0)") }
        var words: [String] = []
        var made = LogRandom(state: 7)
        let letters = Array("eeeeettttaaaooiinnsshhrrddlcumwfgypbvkjxqz")
        for _ in 0..<20_000 {
            words.append(String((0..<(2 + made.below(8))).map { _ in letters[made.below(letters.count)] }))
        }
        self.words = words
    }

    private mutating func below(_ bound: Int) -> Int {
        var random = LogRandom(state: state)
        defer { state = random.state }
        return random.below(bound)
    }

    /// Words, of which few are frequent and most are rare.
    private mutating func text(_ count: Int) -> String {
        (0..<count).map { _ in
            let part = Double(below(1_000_000)) / 1_000_000
            return words[min(words.count - 1, Int(part * part * part * part * Double(words.count)))]
        }.joined(separator: " ")
    }

    mutating func log(_ number: Int) -> LogRecord {
        let prompt = below(Self.prompts.count)
        let model = Self.models[min(below(Self.models.count), below(Self.models.count))]
        let span = 180.0 * 86_400
        let time = 1_780_000_000 + span * Double(number) / Double(count)
        var messages: [JSONValue] = [["role": "system", "content": "You answer sailors, briefly."]]
        for _ in 0..<below(3) {
            messages.append(["role": "user", "content": .string(text(20))])
            messages.append(["role": "assistant", "content": .string(text(40))])
        }
        messages.append(["role": "user", "content": .string(text(10 + below(60)))])
        var request: JSONObject = ["model": .string(model), "messages": .array(messages)]
        if prompt < 2 {
            request["tools"] = [
                ["type": "function", "function": ["name": "get_tide", "parameters": ["type": "object"]]]
            ]
        }
        var record = LogRecord(
            id: LogID.next(atSecondsSince1970: time), prompt: Self.prompts[prompt],
            version: versions[prompt * 10 + min(below(10), below(10))],
            provider: model.hasPrefix("claude") ? "anthropic" : model.hasPrefix("llama") ? "local" : "openai",
            model: model,
            createdAt: Date(timeIntervalSince1970: time), request: .object(request), state: .finished)
        record.reply = reply(model, calls: prompt < 2 && below(4) == 0, fails: below(100) < 3, &record)
        record.response = response(record.reply, at: Int(time))
        record.timing = LogRecord.Timing(
            firstTokenMS: Double(100 + below(900)) + 0.013 * Double(below(77)),
            totalMS: Double(400 + below(200) * below(100)) + 0.013 * Double(below(77)),
            retries: below(50) == 0 ? 1 : 0)
        record.context = RunContext(run: record.id, source: below(3) == 0 ? .eval : .playground)
        // A conversation of a few turns.
        if record.context.source == .playground {
            if below(4) == 0 { conversation = LogID.next(atSecondsSince1970: time) }
            record.context.conversation = conversation
        }
        return record
    }

    /// The answer as a server of chat completions sends it.
    private func response(_ reply: Reply, at seconds: Int) -> JSONValue? {
        guard reply.error == nil, let identity = reply.identity.id, let model = reply.identity.model else { return nil }
        var message: JSONObject = ["role": "assistant", "content": .string(reply.message.text), "refusal": .null]
        if !reply.message.toolCalls.isEmpty {
            message["content"] = .null
            message["tool_calls"] = .array(
                reply.message.toolCalls.map {
                    [
                        "id": .string($0.id), "type": "function",
                        "function": ["name": .string($0.name), "arguments": .string($0.arguments)],
                    ]
                })
        }
        return [
            "id": .string(identity), "object": "chat.completion", "created": .number(JSONNumber(seconds)),
            "model": .string(model),
            "choices": [
                [
                    "index": 0, "message": .object(message), "logprobs": .null,
                    "finish_reason": .string(reply.finishReason?.word ?? "stop"),
                ]
            ],
            "usage": reply.usage?.raw ?? .null, "service_tier": "default", "system_fingerprint": "fp_44709d6fcb",
        ]
    }

    /// An id of so many letters, as servers make them.
    private mutating func id(_ start: String, _ count: Int) -> String {
        let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        return start + String((0..<count).map { _ in letters[below(letters.count)] })
    }

    private mutating func reply(_ model: String, calls: Bool, fails: Bool, _ record: inout LogRecord) -> Reply {
        var reply = Reply()
        if fails {
            record.state = .failed
            let kind: RunError.Kind = below(3) == 0 ? .server : .rateLimit
            reply.apply(.ended(error: RunError(kind: kind, status: kind == .server ? 500 : 429, message: "slow down")))
            return reply
        }
        reply.apply(.responded(status: 200, requestID: id("req_", 24)))
        reply.apply(
            .identified(.init(id: id("chatcmpl-", 29), model: model + "-2026", systemFingerprint: "fp_44709d6fcb")))
        if calls {
            reply.apply(
                .toolCallDelta(
                    choice: 0, block: 0,
                    .init(index: 0, id: id("call_", 24), name: "get_tide", arguments: "{\"at\":\"\(text(1))\"}")))
        } else {
            reply.apply(.textDelta(choice: 0, block: 0, text(20 + below(160))))
        }
        let word = calls ? "tool_calls" : below(40) == 0 ? "length" : "stop"
        reply.apply(.finished(choice: 0, reason: ChatCompletions().finishReason(word)))
        let (asked, answered) = (200 + below(4_000), 20 + below(600))
        reply.apply(
            .usage(
                ChatCompletions().usage([
                    "prompt_tokens": .number(JSONNumber(asked)), "completion_tokens": .number(JSONNumber(answered)),
                    "total_tokens": .number(JSONNumber(asked + answered)),
                    "prompt_tokens_details": ["cached_tokens": 0, "audio_tokens": 0],
                    "completion_tokens_details": [
                        "reasoning_tokens": 0, "audio_tokens": 0, "accepted_prediction_tokens": 0,
                        "rejected_prediction_tokens": 0,
                    ],
                ])))
        reply.apply(.ended(error: nil))
        record.cost = model.hasPrefix("llama") ? nil : Double(asked + 4 * answered) * 4e-7
        return reply
    }
}

/// Numbers from a seed (SplitMix64).
struct LogRandom {
    var state: UInt64

    mutating func below(_ bound: Int) -> Int {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return Int((value ^ value >> 31) % UInt64(bound))
    }
}
