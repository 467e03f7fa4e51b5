import JSON
import Prompts
import RequestCore

extension Reply {
    /// The reply as the store keeps it: readable, without unset fields, and complete.
    ///
    /// ```
    /// {"choices":[{"message":{…},"finish_reason":"stop","extras":{…}}],"id":"…","model":"…","system_fingerprint":"…",
    ///  "usage":{…},"status":200,"request_id":"…","retries":1,"error":{…},"ended":true}
    /// ```
    var storedJSON: JSONValue {
        var object: JSONObject = ["choices": .array(choices.map(\.storedJSON))]
        object["id"] = identity.id.map(JSONValue.string)
        object["model"] = identity.model.map(JSONValue.string)
        object["system_fingerprint"] = identity.systemFingerprint.map(JSONValue.string)
        object["usage"] = usage
        object["status"] = status.map { .number(JSONNumber($0)) }
        object["request_id"] = requestID.map(JSONValue.string)
        if retries != 0 { object["retries"] = .number(JSONNumber(retries)) }
        object["error"] = error?.storedJSON
        if isEnded { object["ended"] = true }
        return .object(object)
    }

    /// Reads what ``storedJSON`` wrote, by replaying the events that lead to such a reply.
    init(storedJSON json: JSONValue) throws(FieldError) {
        self.init()
        if let retries = json["retries"]?.intValue { apply(.sent(attempt: retries)) }
        if let status = json["status"]?.intValue {
            apply(.responded(status: status, requestID: json["request_id"]?.stringValue))
        }
        apply(
            .identified(
                RunEvent.Identity(
                    id: json["id"]?.stringValue, model: json["model"]?.stringValue,
                    systemFingerprint: json["system_fingerprint"]?.stringValue)))
        for (index, choice) in (json["choices"]?.arrayValue ?? []).enumerated() { try apply(choice, index) }
        if let usage = json["usage"] { apply(.usage(usage)) }
        if json["ended"]?.boolValue == true { apply(.ended(error: json["error"].map(RunError.init(storedJSON:)))) }
    }

    private mutating func apply(_ choice: JSONValue, _ index: Int) throws(FieldError) {
        let message = try Message(json: choice["message"] ?? .null, place: "choices[\(index)].message")
        if !message.content.isEmpty { apply(.textDelta(choice: index, message.text)) }
        if let reasoning = message.reasoning { apply(.reasoningDelta(choice: index, reasoning)) }
        if let refusal = message.refusal { apply(.refusalDelta(choice: index, refusal)) }
        for (place, call) in message.toolCalls.enumerated() {
            let delta = RunEvent.ToolCallDelta(
                index: place, id: call.id, name: call.name, arguments: call.arguments,
                other: call.other)
            apply(.toolCallDelta(choice: index, delta))
        }
        for extra in choice["extras"]?.objectValue ?? JSONObject() {
            apply(.extra(choice: index, key: extra.key, extra.value))
        }
        if let reason = choice["finish_reason"]?.stringValue { apply(.finished(choice: index, reason: reason)) }
    }
}

extension Reply.Choice {
    fileprivate var storedJSON: JSONValue {
        var object: JSONObject = ["message": .object(message.json(.stored))]
        object["finish_reason"] = finishReason.map(JSONValue.string)
        if !extras.isEmpty { object["extras"] = .object(extras) }
        return .object(object)
    }
}
