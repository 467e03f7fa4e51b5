import JSON
import Playground
import Prompts
import RequestCore
import TextUI

/// Logs as the command line prints them.
enum LogLine {
    /// One line for a person: id, time, model, version, calls, duration, and what was asked.
    static func text(_ log: LogSummary) -> String {
        var fields = [log.id, RunLine.timestamp(log.createdAt), log.prompt]
        fields.append(log.versionNumber.map { "v\($0)" } ?? log.version.short)
        fields += [log.provider, log.model]
        fields.append(log.error.map { Sanitiser.oneLine($0) } ?? Readable.seconds(log.totalMS))
        if log.toolCallCount > 0 { fields.append("\(log.toolCallCount) calls") }
        fields.append(Sanitiser.oneLine(log.message))
        return fields.joined(separator: "  ")
    }

    /// The objects that `run --json` printed for it.
    static func objects(_ record: LogRecord) -> [JSONValue] {
        record.reply.choices.indices.map { RunLine.object(facts(record), reply: record.reply, choice: $0) }
    }

    /// All of it: what `run --json` printed, and the request and response as they went.
    static func whole(_ record: LogRecord) -> JSONValue {
        var object = RunLine.object(facts(record), reply: record.reply, choice: 0).objectValue ?? JSONObject()
        object["state"] = .string(record.state.rawValue)
        object["request"] = record.request
        object["response"] = record.response ?? .null
        return .object(object)
    }

    private static func facts(_ record: LogRecord) -> RunLine.Facts {
        RunLine.Facts(
            id: record.id, prompt: record.prompt, version: record.version, provider: record.provider,
            model: record.model, createdAt: record.createdAt, cost: record.cost,
            firstTokenMS: record.timing.firstTokenMS, totalMS: record.timing.totalMS)
    }
}
