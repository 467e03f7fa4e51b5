public import JSON

/// How a config is written as JSON.
package enum ConfigStyle: Sendable {
    /// The canonical JSON, whose hash is the version id (Documentation/Format.md, section 2).
    case canonical
    /// As the session keeps it: nothing is lost.
    case stored
}

extension Config {
    /// The canonical JSON text (Documentation/Format.md, section 2): compact, only what is set, keys in the order
    /// given there.
    ///
    /// Images given by path or data URL must have their facts by then.
    public var canonicalJSON: String { JSONValue.object(json(.canonical)).compact }

    /// The id of the version that this config is.
    public var versionID: VersionID { VersionID(canonical: canonicalJSON) }

    /// The config as a JSON object, in the order of Documentation/Format.md, section 2.
    package func json(_ style: ConfigStyle) -> JSONObject {
        var object = JSONObject()
        object["provider"] = provider.map(JSONValue.string)
        object["model"] = model.map(JSONValue.string)
        for parameter in Parameter.allCases where parameter != .parallelToolCalls {
            object[parameter.rawValue] = parameters[parameter].map { value(of: parameter, $0, style) }
        }
        object["response_format"] = responseFormat?.json
        let sent = style == .canonical ? enabledTools : tools
        if !sent.isEmpty { object["tools"] = .array(sent.map { $0.flatJSON(style) }) }
        object["tool_choice"] = toolChoice?.json
        object[Parameter.parallelToolCalls.rawValue] = parameters[.parallelToolCalls]
        if !extra.isEmpty { object["extra"] = .object(extra) }
        let messageStyle: MessageStyle = style == .canonical ? .canonical : .stored
        if !template.isEmpty { object["template"] = .array(template.map { .object($0.plain.json(messageStyle)) }) }
        return object
    }

    private func value(of parameter: Parameter, _ value: JSONValue, _ style: ConfigStyle) -> JSONValue {
        guard style == .canonical else { return value }
        switch (parameter, value) {
        case (.stop, .string): return .array([value])
        case (.logitBias, _): return value
        case (_, .number(let number)): return .number(JSONNumber(text: number.canonicalText) ?? number)
        default: return value
        }
    }

    /// Reads what ``json(_:)`` wrote, in either style.
    public init(json: JSONValue) throws(FieldError) {
        self.init(provider: json["provider"]?.stringValue, model: json["model"]?.stringValue)
        for parameter in Parameter.allCases { parameters[parameter] = json[parameter.rawValue] }
        if let format = json["response_format"] { responseFormat = ResponseFormat(json: format) }
        for (index, tool) in (json["tools"]?.arrayValue ?? []).enumerated() {
            tools.append(try Tool(json: tool, place: "tools[\(index)]"))
        }
        if let choice = json["tool_choice"] { toolChoice = ToolChoice(json: choice) }
        extra = json["extra"]?.objectValue ?? JSONObject()
        for (index, message) in (json["template"]?.arrayValue ?? []).enumerated() {
            template.append(try Message(json: message, place: "template[\(index)]"))
        }
    }
}

extension Tool {
    /// The tool without the API's wrapper, as files and the canonical JSON have it.
    package func flatJSON(_ style: ConfigStyle) -> JSONValue {
        if let raw {
            guard style == .stored, !isEnabled, var object = raw.objectValue else { return raw }
            object["enabled"] = false
            return .object(object)
        }
        var object: JSONObject = ["name": .string(name)]
        object["description"] = description.map(JSONValue.string)
        object["strict"] = strict.map(JSONValue.bool)
        object["parameters"] = parameters
        if style == .stored, !isEnabled { object["enabled"] = false }
        return .object(object)
    }

    /// The tool as the API takes it.
    public var apiJSON: JSONValue {
        raw ?? ["type": "function", "function": flatJSON(.canonical)]
    }

    /// Reads the flat form, the API's wrapper, and keeps any other kind of tool raw.
    public init(json: JSONValue, place: String) throws(FieldError) {
        guard json.objectValue != nil else {
            throw FieldError(field: place, message: "a tool must be an object with a name")
        }
        if let type = json["type"]?.stringValue, type != "function" {
            let name = (json[type]?["name"] ?? json["name"])?.stringValue ?? type
            var raw = json.objectValue
            let isEnabled = raw?.removeValue(forKey: "enabled")?.boolValue ?? true
            self.init(name: name, isEnabled: isEnabled, raw: raw.map(JSONValue.object))
            return
        }
        // Anthropic's form, with fields that only its API knows; without them it has been read as a function.
        if json["input_schema"] != nil, json["function"] == nil, json["parameters"] == nil, var raw = json.objectValue {
            let isEnabled = raw.removeValue(forKey: "enabled")?.boolValue ?? true
            self.init(name: json["name"]?.stringValue ?? "", isEnabled: isEnabled, raw: .object(raw))
            return
        }
        let function = json["function"] ?? json
        guard let name = function["name"]?.stringValue else {
            throw FieldError(field: place + ".name", message: "a tool needs a name of letters, digits, _ and -")
        }
        if let parameters = function["parameters"], parameters.objectValue == nil, !parameters.isNull {
            throw FieldError(field: place + ".parameters", message: "must be a JSON Schema object")
        }
        if let description = function["description"], description.stringValue == nil, !description.isNull {
            throw FieldError(field: place + ".description", message: "must be a text")
        }
        if let strict = function["strict"], strict.boolValue == nil, !strict.isNull {
            throw FieldError(field: place + ".strict", message: "must be true or false")
        }
        let parameters = function["parameters"].flatMap { $0.isNull ? Optional.none : $0 }
        self.init(
            name: name, description: function["description"]?.stringValue, strict: function["strict"]?.boolValue,
            parameters: parameters, isEnabled: json["enabled"]?.boolValue ?? true)
    }
}

extension ToolChoice {
    /// As the API takes it.
    public var json: JSONValue {
        switch self {
        case .auto: "auto"
        case .none: "none"
        case .required: "required"
        case .function(let name): ["type": "function", "function": ["name": .string(name)]]
        case .other(let value): value
        }
    }

    /// Reads the API's form; what is not known is kept as it is.
    public init(json: JSONValue) {
        switch json.stringValue {
        case "auto": self = .auto
        case "none": self = .none
        case "required": self = .required
        default:
            if json["type"]?.stringValue == "function",
                let name = (json["function"]?["name"] ?? json["name"])?.stringValue
            {
                self = .function(name: name)
            } else {
                self = .other(json)
            }
        }
    }
}

extension ResponseFormat {
    /// As the API takes it.
    public var json: JSONValue {
        switch self {
        case .text: return ["type": "text"]
        case .jsonObject: return ["type": "json_object"]
        case .jsonSchema(let named):
            var object: JSONObject = ["name": .string(named.name)]
            object["description"] = named.description.map(JSONValue.string)
            object["strict"] = named.strict.map(JSONValue.bool)
            object["schema"] = named.schema
            return ["type": "json_schema", "json_schema": .object(object)]
        case .other(let value): return value
        }
    }

    /// Reads the API's form; what is not known is kept as it is.
    public init(json: JSONValue) {
        switch json["type"]?.stringValue {
        case "text" where json.objectValue?.count == 1: self = .text
        case "json_object" where json.objectValue?.count == 1: self = .jsonObject
        case "json_schema":
            guard let inner = json["json_schema"], let name = inner["name"]?.stringValue,
                inner.objectValue?.keys.allSatisfy({ ["name", "description", "strict", "schema"].contains($0) }) == true
            else {
                self = .other(json)
                return
            }
            self = .jsonSchema(
                NamedSchema(
                    name: name, description: inner["description"]?.stringValue, strict: inner["strict"]?.boolValue,
                    schema: inner["schema"]))
        default: self = .other(json)
        }
    }
}
