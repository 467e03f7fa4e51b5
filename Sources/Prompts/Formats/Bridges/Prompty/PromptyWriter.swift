internal import JSON

/// Writes version 2 of Microsoft's `.prompty`.
struct PromptyWriter {
    private let document: PromptDocument
    private var losses = Losses()
    /// The images of the template, as inputs of their own.
    private var images: [(name: String, url: String)] = []

    static func write(_ document: PromptDocument) -> Bridge.Writing {
        var writer = PromptyWriter(document: document)
        return writer.written()
    }

    private init(document: PromptDocument) {
        self.document = document
    }

    private mutating func written() -> Bridge.Writing {
        losses.addOwn(of: document, in: .prompty)
        let body = body()
        var members = JSONObject()
        members["name"] = document.name.map(JSONValue.string)
        for key in ["displayName", "description", "metadata", "authors", "tags", "version", "id"] {
            members[key] = attributes[key]
        }
        for key in attributes.keys where !Self.attributeKeys.contains(key) {
            losses.add("attributes.\(key)", "Prompty has no place for it")
        }
        members["model"] = model
        let inputs = inputs
        if !inputs.isEmpty { members["inputs"] = .array(inputs) }
        members["outputs"] = outputs()
        let tools = tools()
        if !tools.isEmpty { members["tools"] = .array(tools) }
        return Bridge.Writing(text: ForeignFrontMatter.text(members, body: body), losses: losses.list)
    }

    private static let attributeKeys: Set<String> = [
        "displayName", "description", "metadata", "authors", "tags", "version", "id", "inputs",
    ]

    private var attributes: JSONObject { document.unknown["attributes"]?.objectValue ?? JSONObject() }

    private var model: JSONValue? {
        let config = document.config
        var model = JSONObject()
        model["id"] = config.model.map(JSONValue.string)
        model["provider"] = config.provider.map(JSONValue.string)
        var (options, other) = CamelOptions.write(config)
        if let format = config.responseFormat, outputList == nil { other["response_format"] = format.json }
        if !other.isEmpty { options["additionalProperties"] = .object(other) }
        if !options.isEmpty { model["options"] = .object(options) }
        if model.isEmpty { return Optional.none }
        model["apiType"] = "chat"
        let keys = ["id", "provider", "apiType", "options"]
        return .object(JSONObject(keys.compactMap { key in model[key].map { (key, $0) } }))
    }

    // MARK: Properties

    private var inputs: [JSONValue] {
        var known = JSONObject()
        for item in attributes["inputs"]?.arrayValue ?? [] {
            if let name = item["name"]?.stringValue { known[name] = item }
        }
        let imageNames = Set(document.config.imageVariableNames)
        var seen: Set<String> = []
        let names = (known.keys + document.config.variableNames + document.inputs.keys).filter {
            seen.insert($0).inserted
        }
        var list = names.map { name -> JSONValue in
            let value = document.inputs[name]
            let kind = imageNames.contains(name) ? "image" : value.map(PromptyProperties.kind) ?? "string"
            var keys = known[name]?.objectValue ?? ["name": .string(name), "kind": .string(kind)]
            keys["name"] = .string(TemplateLanguage.jinja.name(name))
            keys["default"] = value
            return .object(keys)
        }
        list += self.images.map { ["name": .string($0.name), "kind": "image", "default": .string($0.url)] }
        return list
    }

    /// Returns the form of the answer as a list, where Prompty reads the same form back.
    private var outputList: [JSONValue]? {
        guard case .jsonSchema(let named) = document.config.responseFormat, named.strict == true else { return nil }
        return PromptyProperties.list(ofSchema: named.schema, isStrict: true)
    }

    private mutating func outputs() -> JSONValue? {
        guard case .jsonSchema(let named) = document.config.responseFormat, let list = outputList else { return nil }
        if named.name != "structured_output" {
            losses.add("response_format.json_schema.name", "Prompty calls it structured_output")
        }
        if named.description != nil {
            losses.add("response_format.json_schema.description", "Prompty has no place for it")
        }
        return .array(list)
    }

    private mutating func tools() -> [JSONValue] {
        document.config.enabledTools.compactMap { tool in
            guard tool.raw == nil else {
                losses.add("tools.\(tool.name)", "it is no function")
                return nil
            }
            var keys: JSONObject = ["name": .string(tool.name), "kind": "function"]
            keys["description"] = tool.description.map(JSONValue.string)
            keys["strict"] = tool.strict.map(JSONValue.bool)
            if let schema = tool.parameters {
                if let list = PromptyProperties.list(ofSchema: schema, isStrict: tool.strict == true) {
                    keys["parameters"] = .array(list)
                } else {
                    losses.add(
                        "tools.\(tool.name).parameters", "their JSON Schema says more than Prompty's properties can")
                    keys["parameters"] = .array(PromptyProperties.nearest(ofSchema: schema))
                }
            }
            return .object(keys)
        }
    }

    // MARK: Messages

    private mutating func body() -> String {
        var pieces: [String] = []
        for (index, message) in PromptFormat.messages(of: document).enumerated() {
            let field = "messages[\(index)]"
            if !message.toolCalls.isEmpty { losses.add("\(field).tool_calls", "Prompty's templates have none") }
            guard message.role != .tool else {
                losses.add(field, "Prompty's templates have no results of tools; it is left out")
                continue
            }
            if message.refusal != nil { losses.add("\(field).refusal", "Prompty has no place for it") }
            if message.content.isEmpty, !message.toolCalls.isEmpty { continue }
            let name = message.name.map { "[name=\"\($0)\"]" } ?? ""
            pieces.append("\(message.role.rawValue)\(name):\n" + text(of: message, field))
        }
        return pieces.joined(separator: "\n\n") + (pieces.isEmpty ? "" : "\n")
    }

    private mutating func text(of message: Message, _ field: String) -> String {
        var parts: [String] = []
        for part in message.content {
            switch part {
            case .text(let text): parts.append(self.text(text, field))
            case .image(let image): parts.append("{{\(input(for: image, field))}}")
            case .other(let value):
                losses.add(
                    "\(field).content", "a part of the type \(value["type"]?.stringValue ?? "?") is left out")
            }
        }
        return parts.joined(separator: "\n")
    }

    private mutating func text(_ text: String, _ field: String) -> String {
        if text.hasPrefix("\n") || text.hasSuffix("\n") {
            losses.add(field, "Prompty drops the line breaks at its ends")
        }
        if text.split(separator: "\n").contains(where: { PromptyBody.mark($0) != nil }) {
            losses.add(field, "Prompty takes a line of its text for the beginning of a message")
        }
        return TemplateLanguage.jinja.text(ofEtude: text, field: field, &losses)
    }

    private mutating func input(for image: ImagePart, _ field: String) -> String {
        if image.detail != nil { losses.add("\(field).image.detail", "Prompty has no place for it") }
        if let name = image.variableName { return TemplateLanguage.jinja.name(name) }
        let taken = Set(document.inputs.keys + document.config.variableNames + images.map(\.name))
        let name = (1...).lazy.map { "image\($0)" }.first { !taken.contains($0) } ?? "image"
        images.append((name, image.url))
        losses.add("\(field).image", "the image becomes the input \(name)")
        return name
    }
}
