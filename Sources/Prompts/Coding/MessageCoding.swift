public import JSON

/// How a message is written as JSON.
package enum MessageStyle: Sendable {
    /// As the API takes it; the closure gives the URL to send for an image.
    case api(imageURL: @Sendable (ImagePart) -> String)
    /// As the canonical JSON of a config has it (Documentation/Format.md, section 2).
    case canonical
    /// As the store and the session keep it: nothing is lost.
    case stored
}

extension Message {
    /// The message as a JSON object in the given style.
    package func json(_ style: MessageStyle) -> JSONObject {
        var object: JSONObject = ["role": .string(role.rawValue)]
        object["name"] = name.map(JSONValue.string)
        let toolCalls = toolCalls
        object["content"] = contentJSON(style, callsTools: !toolCalls.isEmpty)
        object["refusal"] = refusal.map(JSONValue.string)
        if !toolCalls.isEmpty { object["tool_calls"] = .array(toolCalls.map { $0.json(style) }) }
        object["tool_call_id"] = toolCallID.map(JSONValue.string)
        switch style {
        case .canonical: break
        case .api:
            for member in other.members { object[member.key] = member.value }
        case .stored:
            if isPlain {
                object["reasoning"] = reasoning.map(JSONValue.string)
            } else {
                object["refusal"] = nil
                object[Self.blocksKey] = blocksJSON
            }
            if isError { object[Self.errorKey] = true }
            for member in other.members { object[member.key] = member.value }
        }
        return object
    }

    /// A string for one text part, a list for more or other parts, null where only tool calls stand, else nothing.
    private func contentJSON(_ style: MessageStyle, callsTools: Bool) -> JSONValue? {
        let content = content
        if content.isEmpty {
            if case .api = style, callsTools { return .null }
            return nil
        }
        if content.count == 1, case .text(let text) = content[0] { return .string(text) }
        return .array(content.map { $0.json(style) })
    }
}

extension ContentPart {
    /// The part as the API's object, in the given style.
    package func json(_ style: MessageStyle) -> JSONValue {
        switch self {
        case .text(let text): ["type": "text", "text": .string(text)]
        case .image(let image):
            if case .api(let imageURL) = style, image.isDocument {
                ["type": "file", "file": .object(image.fileJSON(imageURL(image)))]
            } else {
                ["type": "image_url", "image_url": .object(image.json(style))]
            }
        case .other(let value): value
        }
    }
}

extension ImagePart {
    func json(_ style: MessageStyle) -> JSONObject {
        let written: String
        switch style {
        case .api(let imageURL): written = imageURL(self)
        case .canonical: written = canonicalURL
        case .stored: written = source == .data ? canonicalURL : url
        }
        var object: JSONObject = ["url": .string(written)]
        object["detail"] = detail.map(JSONValue.string)
        if case .stored = style, let facts { object["etude_facts"] = .object(facts.json) }
        return object
    }

    /// `sha256:<hex>` for an image whose bytes are at hand, else the URL as written.
    ///
    /// A path has to have been read by then: only its bytes say which version it makes.
    var canonicalURL: String {
        if case .remote = source { return url }
        return facts.map { "sha256:" + $0.sha256 } ?? url
    }
}

extension ImageFacts {
    /// The facts as the store keeps them, with an image or with a log.
    package var json: JSONObject {
        var object: JSONObject = [
            "sha256": .string(sha256), "media_type": .string(mediaType), "width": .number(JSONNumber(width)),
            "height": .number(JSONNumber(height)), "bytes": .number(JSONNumber(byteCount)),
        ]
        object["name"] = name.map(JSONValue.string)
        return object
    }

    /// Reads what ``json`` wrote; nil for anything else.
    package init?(json: JSONValue?) {
        guard let json, let sha256 = json["sha256"]?.stringValue, let mediaType = json["media_type"]?.stringValue,
            let width = json["width"]?.intValue, let height = json["height"]?.intValue,
            let byteCount = json["bytes"]?.intValue
        else { return nil }
        self.init(
            sha256: sha256, mediaType: mediaType, width: width, height: height, byteCount: byteCount,
            name: json["name"]?.stringValue)
    }
}

extension ToolCall {
    private static let knownKeys: Set<String> = ["id", "index", "function", "custom", "name", "arguments"]

    /// The call as a JSON object in the given style.
    package func json(_ style: MessageStyle) -> JSONValue {
        var object: JSONObject = ["id": .string(id)]
        switch style {
        case .canonical, .stored:
            object["name"] = .string(name)
            object["arguments"] = .string(arguments)
        case .api:
            object["type"] = isCustom ? "custom" : "function"
            object[isCustom ? "custom" : "function"] = [
                "name": .string(name), isCustom ? "input" : "arguments": .string(arguments),
            ]
        }
        if case .canonical = style { return .object(object) }
        for member in other.members { object[member.key] = member.value }
        return .object(object)
    }

    /// The keys of a call in the API's form that are not known here; its type where that is not `function`.
    public static func unknownKeys(of json: JSONValue) -> JSONObject {
        var other = JSONObject()
        for member in json.objectValue?.members ?? [] where !knownKeys.contains(member.key) && !member.value.isNull {
            if member.key != "type" || member.value.stringValue != "function" { other[member.key] = member.value }
        }
        return other
    }

    /// Reads both the API's wrapper and the flat form of the canonical JSON.
    init(json: JSONValue, place: String) throws(FieldError) {
        let function = json["function"] ?? json["custom"] ?? json
        guard let name = function["name"]?.stringValue else {
            throw FieldError(field: place + ".function.name", message: "a tool call needs a name")
        }
        let arguments: String
        switch function["arguments"] ?? function["input"] {
        case .string(let text): arguments = text
        case .none, .null: arguments = ""
        case .some(let value): arguments = value.compact
        }
        self.init(
            id: json["id"]?.stringValue ?? "", name: name, arguments: arguments, other: Self.unknownKeys(of: json))
    }
}

extension Message {
    private static let knownKeys: Set<String> = [
        "role", "name", "content", "refusal", "tool_calls", "tool_call_id", "reasoning", "reasoning_content", blocksKey,
        errorKey,
    ]

    /// Reads a message in the API's form, or in either of Étude's own.
    ///
    /// - Parameter place: what to call the message in an error, for example `messages[2]`.
    public init(json: JSONValue, place: String) throws(FieldError) {
        guard let object = json.objectValue else {
            throw FieldError(field: place, message: "a message must be an object with role and content")
        }
        guard let roleName = object["role"]?.stringValue else {
            throw FieldError(
                field: place + ".role", message: "a message needs a role: system, developer, user, assistant or tool")
        }
        guard let role = roleName == "function" ? .tool : Role(rawValue: roleName) else {
            throw FieldError(
                field: place + ".role",
                message: "'\(roleName)' is not a role; use system, developer, user, assistant or tool")
        }
        var calls: [ToolCall] = []
        for (index, call) in (object["tool_calls"]?.arrayValue ?? []).enumerated() {
            calls.append(try ToolCall(json: call, place: "\(place).tool_calls[\(index)]"))
        }
        var other = JSONObject()
        for member in object.members where !Self.knownKeys.contains(member.key) { other[member.key] = member.value }
        if let function = other["function_call"], calls.isEmpty {
            other["function_call"] = nil
            if !function.isNull {
                var call = try ToolCall(json: ["function": function], place: place + ".function_call")
                call.id = LegacyFunctionCall.id("0")
                calls = [call]
            }
        }
        let answered = object["tool_call_id"]?.stringValue
        let name = object["name"]?.stringValue
        self.init(
            role: role, name: name,
            content: try Self.content(object["content"], place: place + ".content"),
            refusal: object["refusal"]?.stringValue, toolCalls: calls,
            toolCallID: roleName == "function" ? answered ?? LegacyFunctionCall.id("of_" + (name ?? "")) : answered,
            reasoning: (object["reasoning"] ?? object["reasoning_content"])?.stringValue,
            isError: object[Self.errorKey]?.boolValue ?? false, other: other)
        if let list = object[Self.blocksKey]?.arrayValue, let blocks = blocks(storedAs: list) { self.blocks = blocks }
    }

    private static func content(_ value: JSONValue?, place: String) throws(FieldError) -> [ContentPart] {
        switch value {
        case .none, .null: return []
        case .string(let text): return [.text(text)]
        case .array(let items):
            var parts: [ContentPart] = []
            for (index, item) in items.enumerated() {
                parts.append(try ContentPart(json: item, place: "\(place)[\(index)]"))
            }
            return parts
        case .some:
            throw FieldError(field: place, message: "content must be a text or a list of parts")
        }
    }
}

extension ContentPart {
    /// Reads a part in the API's form; a kind that is not known is kept as it is.
    public init(json: JSONValue, place: String) throws(FieldError) {
        guard json.objectValue != nil else {
            throw FieldError(field: place, message: "a content part must be an object with a type")
        }
        switch json["type"]?.stringValue {
        case "text" where json.hasOnly(["type", "text"]):
            guard let text = json["text"]?.stringValue else {
                throw FieldError(field: place + ".text", message: "a text part needs its text")
            }
            self = .text(text)
        case "image_url" where json.hasOnly(["type", "image_url"]) && json["image_url"].hasOnlyImageKeys:
            guard let url = (json["image_url"]?["url"] ?? json["image_url"])?.stringValue else {
                throw FieldError(
                    field: place + ".image_url.url", message: "an image needs a url: https:, http:, data: or a path")
            }
            self = .image(
                ImagePart(
                    url: url, detail: json["image_url"]?["detail"]?.stringValue,
                    facts: ImageFacts(json: json["image_url"]?["etude_facts"])))
        default:
            self = ImagePart(loggedFile: json["file"]).map(ContentPart.image) ?? .other(json)
        }
    }
}

extension JSONValue {
    /// Whether an object has no other keys than these.
    fileprivate func hasOnly(_ keys: Set<String>) -> Bool {
        objectValue?.keys.allSatisfy(keys.contains) ?? false
    }
}

extension JSONValue? {
    /// Whether this is the URL alone, or an object of what is known of an `image_url`.
    fileprivate var hasOnlyImageKeys: Bool {
        guard let object = self?.objectValue else { return true }
        return object.keys.allSatisfy(["url", "detail", "etude_facts"].contains)
    }
}
