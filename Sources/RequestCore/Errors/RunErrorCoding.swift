package import JSON

extension RunError {
    /// The error as logs and sessions keep it.
    package var storedJSON: JSONValue {
        var object: JSONObject = ["kind": .string(kind.rawValue), "message": .string(message)]
        object["status"] = status.map { .number(JSONNumber($0)) }
        object["code"] = code.map(JSONValue.string)
        object["param"] = param.map(JSONValue.string)
        object["request_id"] = requestID.map(JSONValue.string)
        object["raw_body"] = rawBody.map(JSONValue.string)
        return .object(object)
    }

    /// Reads what ``storedJSON`` wrote. An unknown kind, as a newer program may know it, becomes ``Kind/stream``.
    package init(storedJSON json: JSONValue) {
        self.init(
            kind: json["kind"]?.stringValue.flatMap(Kind.init(rawValue:)) ?? .stream,
            status: json["status"]?.intValue, message: json["message"]?.stringValue ?? "",
            code: json["code"]?.stringValue, param: json["param"]?.stringValue,
            requestID: json["request_id"]?.stringValue, rawBody: json["raw_body"]?.stringValue)
    }
}
