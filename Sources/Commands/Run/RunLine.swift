import JSON
import Prompts
import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The object that `etude run --json` and `etude logs --json` print for a choice of a generation. Every key is always there.
enum RunLine {
    /// The keys that are the same for every choice.
    struct Facts {
        var id: String
        var prompt: String
        var version: VersionID
        var provider: String
        var dialect: DialectID
        var model: String
        var createdAt: Date
        var cost: Double?
        var firstTokenMS: Double?
        var totalMS: Double
        /// The number of the first choice, where each answer is a request of its own.
        var firstChoice = 0
    }

    static func object(_ facts: Facts, reply: Reply, choice index: Int) -> JSONValue {
        let choice = reply.choices[index]
        let message = choice.message
        // Reasoning that only goes back to its server has no text.
        let reasoning = message.reasoning.flatMap { $0.isEmpty ? nil : $0 }
        let hasAnswer =
            !message.content.isEmpty || !message.toolCalls.isEmpty || message.refusal != nil || reply.error == nil
        return .object([
            "id": .string(facts.id),
            "choice": .number(JSONNumber(facts.firstChoice + index)),
            "prompt": .string(facts.prompt),
            "version": .string(facts.version.hex),
            "provider": .string(facts.provider),
            "dialect": .string(facts.dialect.rawValue),
            "model": .string(facts.model),
            "resolved_model": text(reply.identity.model),
            "created_at": .string(timestamp(facts.createdAt)),
            "output": message.content.isEmpty ? .null : .string(message.text),
            "output_message": hasAnswer ? .object(outputMessage(message)) : .null,
            "reasoning": text(reasoning),
            "refusal": text(message.refusal),
            "finish_reason": finishReason(choice.finishReason, facts.dialect),
            "incomplete": .bool(reply.error != nil || choice.finishReason == nil),
            "usage": usage(reply.usage, facts.dialect),
            "cost_usd": facts.cost.flatMap { JSONNumber($0) }.map(JSONValue.number) ?? .null,
            "timing": .object([
                "first_token_ms": facts.firstTokenMS.map(milliseconds) ?? .null,
                "total_ms": milliseconds(facts.totalMS),
                "retries": .number(JSONNumber(reply.retries)),
            ]),
            "error": reply.error.map(error) ?? .null,
        ])
    }

    /// Why an answer ended, in the words of chat completions, whatever the dialect.
    static func finishReason(_ reason: FinishReason?, _ dialect: DialectID) -> JSONValue {
        text(dialect == .chat ? reason?.word : reason?.sharedWord)
    }

    /// The tokens of an answer under the names of chat completions, whatever the dialect.
    static func usage(_ usage: Usage?, _ dialect: DialectID) -> JSONValue {
        usage.map { dialect == .chat ? $0.raw : $0.sharedJSON } ?? .null
    }

    /// The assistant message as the API has it, with the first call again as `tool_call` for callers of the older form.
    private static func outputMessage(_ message: Message) -> JSONObject {
        var object: JSONObject = ["role": .string(message.role.rawValue)]
        let api = message.json(.api { $0.url })
        object["content"] = api["content"] ?? .null
        if message.refusal != nil { object["refusal"] = api["refusal"] }
        object["tool_calls"] = api["tool_calls"] ?? .null
        object["tool_call"] = api["tool_calls"]?[0] ?? .null
        return object
    }

    static func error(_ error: RunError) -> JSONValue {
        .object([
            "kind": .string(error.kind.rawValue),
            "status": error.status.map { .number(JSONNumber($0)) } ?? .null,
            "message": .string(error.message),
            "code": text(error.code),
            "param": text(error.param),
            "request_id": text(error.requestID),
        ])
    }

    /// `2026-11-20T10:42:01.123Z`.
    static func timestamp(_ date: Date) -> String {
        // The style cuts off what is below a millisecond, and no binary fraction is a decimal one.
        let milliseconds = (date.timeIntervalSince1970 * 1000).rounded()
        return Date(timeIntervalSince1970: (milliseconds + 0.25) / 1000)
            .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
    }

    private static func text(_ value: String?) -> JSONValue { value.map(JSONValue.string) ?? .null }

    /// No clock here is more precise than a microsecond.
    private static func milliseconds(_ value: Double) -> JSONValue {
        .number(JSONNumber((value * 1000).rounded() / 1000) ?? JSONNumber(0))
    }
}
