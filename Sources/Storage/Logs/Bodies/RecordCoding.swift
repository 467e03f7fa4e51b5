import JSON
import Prompts
import RequestCore

extension Reply {
    /// The reply as the store keeps it: readable, without unset fields, and complete.
    ///
    /// ```
    /// {…,"id":"…","model":"…","system_fingerprint":"…","usage":{…},"status":200,"request_id":"…","retries":1,"error":{…},"ended":true}
    /// ```
    var storedJSON: JSONValue {
        var object = ChatArchive.reply(
            choices.map { choice in
                ChatArchive.Choice(
                    message: .object(choice.message.json(.stored)), finish: choice.finishReason?.word,
                    extras: choice.extras)
            })
        object["id"] = identity.id.map(JSONValue.string)
        object["model"] = identity.model.map(JSONValue.string)
        object["system_fingerprint"] = identity.systemFingerprint.map(JSONValue.string)
        object["service_tier"] = identity.serviceTier.map(JSONValue.string)
        object["usage"] = usage?.raw
        object["status"] = status.map { .number(JSONNumber($0)) }
        object["request_id"] = requestID.map(JSONValue.string)
        if retries != 0 { object["retries"] = .number(JSONNumber(retries)) }
        object["error"] = error?.storedJSON
        if isEnded { object["ended"] = true }
        return .object(object)
    }

    /// Reads the form of ``storedJSON``. A reply is the result of its events, so they are applied again.
    ///
    /// - Parameter dialect: the one that the words of the server are of.
    init(storedJSON json: JSONValue, dialect: any Dialect = ChatCompletions()) throws(FieldError) {
        self.init()
        if let retries = json["retries"]?.intValue { apply(.sent(attempt: retries)) }
        if let status = json["status"]?.intValue {
            apply(.responded(status: status, requestID: json["request_id"]?.stringValue))
        }
        var identity = RunEvent.Identity(
            id: json["id"]?.stringValue, model: json["model"]?.stringValue,
            systemFingerprint: json["system_fingerprint"]?.stringValue)
        identity.serviceTier = json["service_tier"]?.stringValue
        apply(.identified(identity))
        for (index, choice) in ChatArchive.choices(of: json).enumerated() { try apply(choice, index, dialect) }
        if let usage = json["usage"] { apply(.usage(dialect.usage(usage))) }
        if json["ended"]?.boolValue == true { apply(.ended(error: json["error"].map(RunError.init(storedJSON:)))) }
    }

    private mutating func apply(
        _ choice: ChatArchive.Choice, _ index: Int, _ dialect: any Dialect
    ) throws(FieldError) {
        let message = try Message(json: choice.message, place: "choices[\(index)].message")
        apply(.snapshot(choice: index, message.blocks))
        for extra in choice.extras { apply(.extra(choice: index, key: extra.key, extra.value)) }
        if let word = choice.finish { apply(.finished(choice: index, reason: dialect.finishReason(word))) }
    }
}
