package import JSON

/// Reads the fields of Anthropic's Messages that mean the same as fields of ours under other names.
package enum MessagesFields {
    /// A tool, without its mark for caching; nil for what is no object.
    package static func tool(_ json: JSONValue) -> Tool? {
        guard let object = json.objectValue else { return nil }
        let name = json["name"]?.stringValue
        let known: Set<String> = ["name", "description", "strict", "input_schema", "type", "cache_control"]
        // What the server runs itself, and what has fields that only this API knows, stays as it is.
        guard let schema = object["input_schema"], object.keys.allSatisfy(known.contains) else {
            return Tool(name: name ?? json["type"]?.stringValue ?? "", raw: json)
        }
        return Tool(
            name: name ?? "", description: json["description"]?.stringValue, strict: json["strict"]?.boolValue,
            parameters: schema)
    }

    /// The form of the answer, from `output_config.format`. This API has no name of a schema, which others need.
    package static func format(_ json: JSONValue) -> ResponseFormat {
        guard json["type"]?.stringValue == "json_schema" else { return .other(json) }
        return .jsonSchema(ResponseFormat.NamedSchema(name: "answer", schema: json["schema"]))
    }

    /// The tool choice; what is not known is kept as it is.
    package static func choice(_ json: JSONValue) -> ToolChoice {
        switch (json["type"]?.stringValue, json["name"]?.stringValue) {
        case ("auto", _): .auto
        case ("none", _): ToolChoice.none
        case ("any", _): .required
        case ("tool", let name?): .function(name: name)
        default: .other(json)
        }
    }
}
