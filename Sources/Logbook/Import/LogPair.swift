import JSON
import Prompts
import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// One line of a request and its response, taken apart.
struct LogPair {
    let object: JSONObject
    let request: JSONObject
    let response: JSONValue?
    let dialect: DialectID
    private let error: RunError?

    /// nil for an object without a request, or without both a response and an error.
    init?(_ object: JSONObject) {
        self.object = object
        guard let said = object["request"] ?? object["body"] ?? Self.bare(object),
            let request = (said["body"] ?? said).objectValue
        else { return nil }
        self.request = request
        var whole = object["response"] ?? object["completion"] ?? object["output"]
        whole = whole?["body"] ?? whole
        if whole?.isNull == true { whole = Optional.none }
        if let text = whole?.stringValue {
            response = [
                "choices": [
                    ["index": 0, "message": ["role": "assistant", "content": .string(text)], "finish_reason": "stop"]
                ]
            ]
        } else {
            response = whole
        }
        error = Self.error(object["error"])
        guard response?.objectValue != nil || error != nil else { return nil }
        if let named = object["dialect"]?.stringValue.flatMap(DialectID.init(rawValue:)) {
            dialect = named
        } else if request["input"] != nil || response?["object"]?.stringValue == "response" {
            dialect = .responses
        } else if response?["type"]?.stringValue == "message" {
            dialect = .messages
        } else {
            dialect = .chat
        }
    }

    /// The request in a line that has its fields beside the response; nil for a line without messages.
    private static func bare(_ object: JSONObject) -> JSONValue? {
        guard object["messages"] != nil else { return Optional.none }
        let own = ["response", "completion", "output", "id", "created_at", "timestamp", "provider", "error", "timing"]
        return .object(JSONObject(object.members.filter { !own.contains($0.key) }.map { ($0.key, $0.value) }))
    }

    private static func error(_ json: JSONValue?) -> RunError? {
        guard let json, !json.isNull else { return nil }
        let kind = json["kind"]?.stringValue.flatMap(RunError.Kind.init(rawValue:)) ?? .server
        return RunError(
            kind: kind, status: json["status"]?.intValue,
            message: json["message"]?.stringValue ?? json.stringValue ?? json.compact, code: json["code"]?.stringValue,
            param: json["param"]?.stringValue, requestID: json["request_id"]?.stringValue)
    }

    /// What came back; nil where the response is none.
    func reply() -> Reply? {
        var reply = Reply()
        var events: [RunEvent] = []
        if let response {
            var decoder = dialect.dialect.decoder()
            do throws(RunError) {
                try decoder.decode(whole: response, into: &events)
                decoder.finish(into: &events)
            } catch {
                // A run that failed keeps whatever had come.
                if self.error == nil { return nil }
            }
        }
        for event in events { reply.apply(event) }
        reply.apply(.ended(error: error))
        return reply
    }

    func state(_ reply: Reply) -> LogRecord.State {
        guard let error = reply.error else { return .finished }
        return error.kind == .cancelled ? .cancelled : .failed
    }

    var time: Date? {
        for key in ["created_at", "timestamp", "created"] { if let date = ImportTime.date(object[key]) { return date } }
        return ImportTime.date(response?["created"]) ?? ImportTime.date(response?["created_at"])
    }

    var timing: LogRecord.Timing {
        func milliseconds(_ value: JSONValue?) -> Double? {
            value?.doubleValue.flatMap { (0..<1e12).contains($0) ? $0 : nil }
        }
        let timing = object["timing"]
        return LogRecord.Timing(
            firstTokenMS: milliseconds(timing?["first_token_ms"]),
            totalMS: milliseconds(timing?["total_ms"] ?? object["duration_ms"] ?? object["latency_ms"]) ?? 0,
            retries: timing?["retries"]?.intValue ?? 0)
    }

    var context: RunContext {
        let source = object["source"]?.stringValue.flatMap(RunContext.Source.init(rawValue:))
        return RunContext(
            run: object["run"]?.stringValue, ordinal: object["ordinal"]?.intValue ?? 0, source: source)
    }

    /// What a person said of the answer. What is no judgement is left out.
    var judgement: Judgement {
        var judgement = Judgement()
        judgement.feedback = object["feedback"]?.stringValue.flatMap(LogRecord.Feedback.init(rawValue:))
        judgement.score = object["score"]?.doubleValue.flatMap { try? Judgement.score($0) }
        judgement.note = Judgement.text(object["note"]?.stringValue)
        judgement.correction = Judgement.text(object["correction"]?.stringValue)
        for tag in object["tags"]?.arrayValue ?? [] { try? judgement.add(tag: tag.stringValue ?? "") }
        return judgement
    }
}
