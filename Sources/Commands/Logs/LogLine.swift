import JSON
import Logbook
import Prompts
import RequestCore
import TextUI

/// Prints logs on the command line.
enum LogLine {
    /// One line for a program that takes lines apart: the same columns in every line, between tabs. No text contains a tab.
    ///
    /// They are id, time, prompt, version, provider, model, status, seconds, calls, the question, and the answer or the error.
    static func text(_ log: LogSummary) -> String {
        [
            log.id, RunLine.timestamp(log.createdAt), log.prompt,
            log.versionNumber.map { "v\($0)" } ?? log.version.short, log.provider, log.model, log.state.statusWord,
            Readable.fixed(log.totalMS / 1000, digits: 3), String(log.toolCallCount), log.message,
            log.error ?? (log.answer.isEmpty ? log.emptiness?.shortWords : log.answer) ?? "",
        ].map(Sanitiser.oneLine).joined(separator: "\t")
    }

    /// The objects that `run --json` printed for the log.
    ///
    /// - Parameter firstChoice: the number of the first choice, where each answer is a request of its own.
    static func objects(_ record: LogRecord, firstChoice: Int = 0) -> [JSONValue] {
        var facts = facts(record)
        facts.firstChoice = firstChoice
        return record.reply.choices.indices.map { RunLine.object(facts, reply: record.reply, choice: $0) }
    }

    /// The objects of ``objects(_:firstChoice:)``, each with what a person says of the answer.
    static func judged(_ record: LogRecord) -> [JSONValue] {
        objects(record).map { value in
            guard var object = value.objectValue else { return value }
            add(record.judgement, to: &object)
            return .object(object)
        }
    }

    private static func add(_ judgement: Judgement, to object: inout JSONObject) {
        object["feedback"] = judgement.feedback.map { .string($0.rawValue) } ?? .null
        object["score"] = judgement.score.flatMap { JSONNumber($0) }.map(JSONValue.number) ?? .null
        object["note"] = judgement.note.map(JSONValue.string) ?? .null
        object["correction"] = judgement.correction.map(JSONValue.string) ?? .null
        object["tags"] = .array(judgement.tags.map(JSONValue.string))
    }

    /// The whole log: what `run --json` printed, and the request and response as they were.
    static func whole(_ record: LogRecord) -> JSONValue {
        var object = withoutBodies(record, choice: 0)
        object["request"] = record.request
        object["response"] = record.response ?? .null
        return .object(object)
    }

    /// The texts of ``whole(_:)``, one for each answer of the log. The bodies are copied as they are stored, which is JSON on one line.
    static func wholes(_ log: ExportedLog) throws -> [String] {
        let hasCalls = log.record.reply.choices.contains { !$0.message.toolCalls.isEmpty }
        let record = try hasCalls ? log.withRequest() : log.record
        return record.reply.choices.indices.map { choice in
            var text = JSONValue.object(withoutBodies(record, choice: choice)).compact
            // Without its last brace. `dropLast` would count all characters.
            text.removeLast()
            text += ",\"request\":\(log.request),\"response\":\(log.response ?? "null")}"
            return text
        }
    }

    private static func withoutBodies(_ record: LogRecord, choice: Int) -> JSONObject {
        var object = RunLine.object(facts(record), reply: record.reply, choice: choice).objectValue ?? JSONObject()
        object["state"] = .string(record.state.rawValue)
        add(record.judgement, to: &object)
        object["run"] = record.context.run.map(JSONValue.string) ?? .null
        object["ordinal"] = record.context.run.map { _ in .number(JSONNumber(record.context.ordinal)) } ?? .null
        object["source"] = record.context.source.map { .string($0.rawValue) } ?? .null
        object["inputs"] = record.inputs.map(JSONValue.object) ?? .null
        object["calls"] = .array(calls(of: record))
        return object
    }

    /// The calls of all answers, each with its schema's verdict and its result.
    private static func calls(of record: LogRecord) -> [JSONValue] {
        let tools = record.conversation.tools
        return record.reply.choices.enumerated().flatMap { choice, answer in
            answer.message.toolCalls.enumerated().map { place, call in
                let result = record.answer(toCall: place, ofChoice: choice)
                return [
                    "id": .string(call.id), "name": .string(call.name), "arguments": .string(call.arguments),
                    "choice": .number(JSONNumber(choice)),
                    "violation": call.fault(among: tools).map { .string($0.description) } ?? .null,
                    "result": result.map { .string($0.text) } ?? .null,
                    "source": result.map { .string($0.source.rawValue) } ?? .null,
                    "failed": result.map { .bool($0.isError) } ?? .null,
                    "seconds": result.flatMap { JSONNumber($0.seconds) }.map(JSONValue.number) ?? .null,
                ]
            }
        }
    }

    private static func facts(_ record: LogRecord) -> RunLine.Facts {
        RunLine.Facts(
            id: record.id, prompt: record.prompt, version: record.version, provider: record.provider,
            dialect: record.dialect, model: record.model, createdAt: record.createdAt, cost: record.cost,
            firstTokenMS: record.timing.firstTokenMS, totalMS: record.timing.totalMS)
    }
}
