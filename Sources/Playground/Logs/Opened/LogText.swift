import JSON
import Prompts
import RequestCore
import TextUI

/// The texts of a log's tabs, except the messages.
struct LogText: Sendable {
    let record: LogRecord
    let versionNumber: Int?
    /// The recording; nil if it was not kept.
    let wire: WireRecord?
    /// The conversation's name, else its first words; nil if it is not known.
    let conversation: String?
    /// Seconds east of Greenwich.
    let timeZoneOffset: Int

    func text(of tab: LogView.Tab) -> RoledText {
        switch tab {
        case .messages: RoledText()
        case .request: json(record.request)
        case .response: response
        case .wire: WireText.text(of: wire)
        case .timing: timing
        case .config: config
        }
    }

    private func json(_ value: JSONValue) -> RoledText {
        var text = RoledText()
        text.append(json: value)
        return text
    }

    private var response: RoledText {
        if let response = record.response { return json(response) }
        var text = RoledText()
        if let error = record.reply.error { text.append(Sanitiser.oneLine(error.description), .bad) }
        if let body = record.reply.error?.rawBody, !body.isEmpty {
            text.append("\n\n")
            if let value = try? JSONValue(parsing: body) { text.append(json: value) } else { text.append(body) }
        }
        if text.text.isEmpty { text.append(record.state == .running ? "no response yet" : "no response came", .dim) }
        return text
    }

    private var timing: RoledText {
        var text = RoledText()
        let facts = LogFacts(record)
        let day = Day(record.createdAt, offset: timeZoneOffset)
        text.append(label: "sent", "\(day) \(Readable.time(record.createdAt, offset: timeZoneOffset))")
        if let first = record.timing.firstTokenMS { text.append(label: "first token", Self.duration(first)) }
        if record.state != .running { text.append(label: "total", Self.duration(record.timing.totalMS)) }
        text.append(label: "retries", "\(record.timing.retries)")
        if let pace = facts.tokensPerSecond { text.append(label: "pace", "\(Readable.fixed(pace, digits: 1)) tok/s") }
        if let count = facts.promptTokens { text.append(label: "tokens in", Readable.count(count)) }
        if let count = facts.completionTokens { text.append(label: "tokens out", Readable.count(count)) }
        if let cost = record.cost { text.append(label: "cost", Readable.dollars(cost)) }
        text.endLine()
        text.append(label: "state", record.state.rawValue, record.state == .failed ? .bad : .text)
        if let status = record.reply.error?.status ?? record.reply.status { text.append(label: "status", "\(status)") }
        if let reason = record.reply.finishReason { text.append(label: "finish reason", reason.word) }
        if let id = record.reply.requestID ?? record.reply.error?.requestID { text.append(label: "request id", id) }
        if let id = record.reply.identity.id { text.append(label: "completion id", id) }
        if let print = record.reply.identity.systemFingerprint { text.append(label: "fingerprint", print) }
        text.append(label: "log", record.id)
        append(record.context, to: &text)
        append(record.judgement, to: &text)
        append(record.reply.error, to: &text)
        if let usage = record.reply.usage {
            text.append("\n\nusage\n", .dim)
            text.append(json: usage.raw)
        }
        return text
    }

    /// Where the log comes from.
    private func append(_ context: RunContext, to text: inout RoledText) {
        if let source = context.source { text.append(label: "source", source.rawValue) }
        if let run = context.run { text.append(label: "run", "\(run), round \(context.ordinal + 1)") }
        if let id = context.conversation {
            text.append(label: "conversation", conversation.map { "\($0)  \(id)" } ?? id)
        }
        if let caller = context.caller { text.append(label: "caller", caller) }
        if let session = context.session { text.append(label: "session", session) }
        if let user = context.endUser { text.append(label: "user", user) }
    }

    /// What a person says of the answer.
    private func append(_ judgement: Judgement, to text: inout RoledText) {
        guard !judgement.isEmpty else { return }
        text.endLine()
        if let feedback = judgement.feedback {
            text.append(label: "rating", feedback.rawValue, feedback == .good ? .good : .bad)
        }
        if let score = judgement.score { text.append(label: "score", "\(score)", .number) }
        if !judgement.tags.isEmpty { text.append(label: "tags", judgement.tags.joined(separator: " ")) }
        if let note = judgement.note { text.append(label: "note", note) }
        if let correction = judgement.correction {
            text.append("\n\nshould be\n", .dim)
            text.append(correction)
        }
    }

    private func append(_ error: RunError?, to text: inout RoledText) {
        guard let error else { return }
        text.endLine()
        text.append(label: "error", error.kind.rawValue, .bad)
        text.append(label: "message", error.message, .bad)
        if let code = error.code { text.append(label: "code", code) }
        if let param = error.param { text.append(label: "param", param) }
        text.append(label: "next", error.advice, .dim)
    }

    private var config: RoledText {
        var text = RoledText()
        text.append(label: "prompt", record.prompt)
        text.append(label: "version", (versionNumber.map { "v\($0) " } ?? "") + record.version.short)
        text.append("\nhash  ", .dim)
        text.append(record.version.hex)
        text.append(label: "provider", record.provider)
        text.append(label: "model", record.model)
        if let model = record.reply.identity.model, model != record.model { text.append(label: "answered by", model) }
        let conversation = record.conversation
        for member in conversation.settings.members {
            text.append(label: Sanitiser.oneLine(member.key), member.value.compact, Self.role(of: member.value))
        }
        if let inputs = record.inputs, !inputs.isEmpty {
            text.append("\n\nvariables", .dim)
            for member in inputs.members {
                text.endLine()
                text.append("  " + Sanitiser.oneLine(member.key) + "  ", .variable)
                text.append(member.value.stringValue ?? member.value.compact)
            }
        }
        let tools = conversation.tools
        if !tools.isEmpty {
            text.append("\n\ntools", .dim)
            for tool in tools {
                text.endLine()
                text.append("  " + Sanitiser.oneLine(tool.name), .tool)
                if tool.strict == true { text.append("  strict", .dim) }
                if let words = tool.description { text.append("  " + Sanitiser.oneLine(words)) }
            }
        }
        if let format = conversation.rawFormat {
            text.append("\n\nresponse_format\n", .dim)
            text.append(json: format)
        }
        return text
    }

    private static func role(of value: JSONValue) -> Theme.Role {
        switch value {
        case .string: .string
        case .number, .bool, .null: .number
        case .array, .object: .text
        }
    }

    /// `1.8 s  (1,812 ms)`.
    private static func duration(_ milliseconds: Double) -> String {
        let whole = Int(max(0, min(milliseconds, 1e12)).rounded())
        return "\(Readable.seconds(milliseconds))  (\(Readable.count(whole)) ms)"
    }
}

/// Figures of a log that are shown in more than one place.
struct LogFacts: Sendable {
    let promptTokens: Int?
    let completionTokens: Int?
    /// The tokens of the answer per second, from its first token on; nil if not known, and if it came too fast to say.
    let tokensPerSecond: Double?

    /// In milliseconds; what came in less time came as one piece.
    private static let shortestWriting = 10.0

    init(_ record: LogRecord) {
        promptTokens = record.reply.usage?.input
        completionTokens = record.reply.usage?.output
        let writing = record.timing.firstTokenMS.map { record.timing.totalMS - $0 } ?? 0
        tokensPerSecond = writing >= Self.shortestWriting ? completionTokens.map { Double($0) / writing * 1000 } : nil
    }
}
