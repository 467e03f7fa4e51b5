import JSON

/// Reads `response_format`.
enum FormatReading {
    static func format(
        of fields: FieldReader, messages: [SimulatedMessage]
    ) throws(APIError) -> SimulatedRequest.Format {
        guard let object = try fields.object("response_format") else { return .text }
        let reader = FieldReader(object: object, prefix: "response_format.")
        let type = try reader.word("type", of: ["json_object", "json_schema", "text"])
        switch type {
        case nil: throw .missing("response_format.type")
        case "json_schema":
            try reader.refuseUnknown(besides: ["type", "json_schema"])
            return .schema(try schema(reader))
        case "json_object":
            try reader.refuseUnknown(besides: ["type"])
            guard messages.contains(where: { mentionsJSON($0.text) }) else { throw .wordJSONMissing }
            return .object
        default: return .text
        }
    }

    private static func schema(_ fields: FieldReader) throws(APIError) -> JSONValue {
        guard let object = try fields.object("json_schema") else { throw .missing("response_format.json_schema") }
        let reader = FieldReader(object: object, prefix: "response_format.json_schema.")
        try reader.refuseUnknown(besides: ["name", "description", "schema", "strict"])
        let path = reader.prefix + "name"
        let name = try reader.requiredString("name")
        guard !name.isEmpty else { throw .emptyString(path) }
        guard name.count <= 64 else { throw .longString(path, limit: 64, count: name.count) }
        guard SimulatedRequest.isToolName(name) else { throw .pattern(path, "^[a-zA-Z0-9_-]+$") }
        let isStrict = try reader.bool("strict") ?? false
        guard let schema = try reader.object("schema") else { throw .missing(reader.prefix + "schema") }
        if let fault = SchemaRefusal.fault(in: .object(schema), strict: isStrict) {
            throw APIError(
                message: "Invalid schema for response_format '\(name)': \(fault)", param: "response_format")
        }
        return .object(schema)
    }

    private static func mentionsJSON(_ text: String) -> Bool {
        let word = Array("json".utf8)
        var matched = 0
        for byte in text.utf8 {
            let lower = byte | 0x20
            matched = lower == word[matched] ? matched + 1 : lower == word[0] ? 1 : 0
            if matched == word.count {
                return true
            }
        }
        return false
    }
}
