internal import JSON

/// Reads Microsoft's `.prompty`, versions 1 and 2 (https://prompty.ai, "File format" and "Migration guide").
struct PromptyReader {
    private let file: ForeignFrontMatter
    private let stem: String
    private var document = PromptDocument()
    private var losses = Losses()
    private var attributes = JSONObject()
    private var inputs: [PromptyProperties.Property] = []
    private var inputsByName: [String: PromptyProperties.Property] = [:]

    static func read(_ text: String, file: String?) throws(FieldError) -> Bridge.Reading {
        let parts = try ForeignFrontMatter(text, file: file)
        var reader = PromptyReader(file: parts, stem: file.map(PromptDocument.stem) ?? "answer")
        do {
            try reader.readSettings()
        } catch {
            throw parts.placed(error)
        }
        reader.readBody()
        if !reader.attributes.isEmpty { reader.document.unknown["attributes"] = .object(reader.attributes) }
        return Bridge.Reading(document: reader.document, losses: reader.losses.list)
    }

    private init(file: ForeignFrontMatter, stem: String) {
        self.file = file
        self.stem = stem
    }

    /// Tells version 1 by the keys that version 2 renamed.
    private var isVersion1: Bool {
        let model = file.members["model"]
        return file.members["sample"] != nil
            || ["api", "configuration", "parameters"].contains { model?[$0] != nil }
            || model?["connection"]?["type"] != nil
            || PromptyProperties.read(file.members["inputs"], samplesCount: false).contains { $0.keys["sample"] != nil }
    }

    private mutating func readSettings() throws(FieldError) {
        for member in file.members.members {
            switch member.key {
            case "name": document.name = try file.text("name")
            case "model": try readModel(member.value)
            case "inputs": readInputs(member.value)
            case "sample": break
            case "outputs": readOutputs(member.value)
            case "tools": try readTools(member.value)
            case "template", "base": break
            case "description", "displayName", "metadata", "authors", "tags", "version", "id":
                attributes[member.key] = member.value
            // What Étude calls so is something else.
            case _ where PromptFormat.ownKeys.contains(member.key) || member.key == "attributes":
                losses.add(member.key, "Prompty has no such key; it is left out")
            default: document.unknown[member.key] = member.value
            }
        }
        if let sample = file.members["sample"] { readSample(sample) }
        if file.members["base"] != nil { losses.add("base", "the file that it names is not read") }
    }

    // MARK: Model

    private mutating func readModel(_ json: JSONValue) throws(FieldError) {
        if let name = json.stringValue {
            document.config.model = name
            return
        }
        guard let model = json.objectValue else {
            throw FieldError(field: "model", message: "must be a name or a mapping with id, provider and options")
        }
        document.config.model = model["id"]?.stringValue
        readConnection(model)
        if let api = (model["apiType"] ?? model["api"])?.stringValue, api != "chat" {
            losses.add("model.apiType", "it is \(api), and Étude asks by chat completions")
        }
        for key in ["options", "parameters"] {
            guard var options = model[key]?.objectValue else { continue }
            if let more = options.removeValue(forKey: "additionalProperties")?.objectValue {
                for member in more.members where options[member.key] == nil { options[member.key] = member.value }
            }
            if let tools = options.removeValue(forKey: "tools") {
                document.config.tools = try ToolDefinitions.read(tools)
            }
            try CamelOptions.read(options, into: &document.config, field: "model.\(key)")
        }
        for key in model.keys where !Self.modelKeys.contains(key) {
            losses.add("model.\(key)", "Étude has no place for it")
        }
    }

    private static let modelKeys: Set<String> = [
        "id", "provider", "apiType", "api", "connection", "configuration", "options", "parameters",
    ]

    /// Reads the provider. Only the person decides where a request goes, so a file can name a provider at most.
    private mutating func readConnection(_ model: JSONObject) {
        let key = model["connection"] == nil ? "configuration" : "connection"
        let connection = model[key]?.objectValue ?? JSONObject()
        let kind = model["provider"]?.stringValue ?? connection["type"]?.stringValue
        let model = connection["azure_deployment"] ?? connection["model"] ?? connection["name"]
        if document.config.model == nil, connection["kind"] == nil { document.config.model = model?.stringValue }
        let isElsewhere = ["endpoint", "base_url", "azure_endpoint"].contains { connection[$0] != nil }
        if kind == "openai", !isElsewhere {
            document.config.provider = "openai"
        } else if let kind {
            losses.add(
                "model.provider", "'\(kind)' is no provider of Étude's own: name one by --provider or in the file")
        }
        let isPlain = connection.keys.allSatisfy { ["type", "azure_deployment", "kind", "model"].contains($0) }
        if !connection.isEmpty, !isPlain {
            losses.add("model.\(key)", "Étude takes no keys and URLs from a file: providers stand in config.yaml")
        }
    }

    // MARK: Inputs, outputs, tools

    private mutating func readInputs(_ json: JSONValue) {
        inputs = PromptyProperties.read(json, samplesCount: isVersion1)
        inputsByName = Dictionary(inputs.map { ($0.name, $0) }) { first, _ in first }
        for input in inputs {
            if let value = input.defaultValue, !value.isNull, input.kind != "thread" {
                document.inputs[input.name] = value
            }
            if ["file", "audio"].contains(input.kind) {
                losses.add(
                    "inputs.\(input.name)", "its kind is \(input.kind), and variables are text, JSON or images")
            }
        }
        let isPlain = inputs.allSatisfy { input in
            let kind = input.defaultValue.map(PromptyProperties.kind) ?? "string"
            return input.keys.keys.allSatisfy { ["kind", "default"].contains($0) }
                && [kind, "image"].contains(input.kind)
        }
        if !isPlain {
            attributes["inputs"] = .array(
                inputs.map { input in
                    var keys: JSONObject = ["name": .string(input.name)]
                    for member in input.keys.members where member.key != "default" { keys[member.key] = member.value }
                    return .object(keys)
                })
        }
    }

    private mutating func readSample(_ json: JSONValue) {
        guard let sample = json.objectValue else {
            return losses.add("sample", "it names a file, which is not read")
        }
        for member in sample.members where document.inputs[member.key] == nil {
            document.inputs[member.key] = member.value
        }
    }

    private mutating func readOutputs(_ json: JSONValue) {
        if PromptyProperties.isSchema(json) {
            document.config.responseFormat = .jsonSchema(
                ResponseFormat.NamedSchema(name: "structured_output", schema: json))
            return
        }
        let outputs = PromptyProperties.read(json, samplesCount: isVersion1)
        guard !outputs.isEmpty else {
            if !json.isNull { losses.add("outputs", "they are no list of properties") }
            return
        }
        document.config.responseFormat = .jsonSchema(
            ResponseFormat.NamedSchema(
                name: "structured_output", strict: true,
                schema: PromptyProperties.schema(of: outputs, isStrict: true)))
    }

    private mutating func readTools(_ json: JSONValue) throws(FieldError) {
        let tools =
            json.arrayValue
            ?? json.objectValue?.members.map { member in
                var tool = member.value.objectValue ?? JSONObject()
                tool["name"] = .string(member.key)
                return .object(tool)
            } ?? []
        for (index, json) in tools.enumerated() {
            let place = "tools[\(index)]"
            guard let kind = (json["kind"] ?? json["type"] ?? "function").stringValue, kind == "function" else {
                losses.add(
                    "tools.\(json["name"]?.stringValue ?? "\(index)")",
                    "it is of the kind \((json["kind"] ?? json["type"])?.stringValue ?? "?"), not a function")
                continue
            }
            var json = json.objectValue ?? JSONObject()
            json["kind"] = nil
            json["type"] = nil
            if json.removeValue(forKey: "bindings") != nil {
                losses.add("\(place).bindings", "Étude binds no inputs to arguments")
            }
            if let parameters = json["parameters"], !PromptyProperties.isSchema(parameters) {
                let isStrict = json["strict"]?.boolValue == true
                let properties = PromptyProperties.read(parameters, samplesCount: isVersion1)
                json["parameters"] = PromptyProperties.schema(of: properties, isStrict: isStrict)
            }
            document.config.tools.append(try Tool(json: .object(json), place: place))
        }
    }

    // MARK: Messages

    private mutating func readBody() {
        let language = readLanguage()
        let sections = PromptyBody.sections(of: file.body)
        for (index, section) in sections.enumerated() {
            let field = "messages[\(index)]"
            guard let role = section.role else {
                losses.add(field, "a message of the role \(section.roleName) is left out")
                continue
            }
            var message = Message(role: role)
            for attribute in section.attributes {
                switch attribute.name {
                case "name": message.name = attribute.value
                case "tool_call_id": message.toolCallID = attribute.value
                default: losses.add("\(field).\(attribute.name)", "Étude has no place for it")
                }
            }
            let isLast = index == sections.count - 1
            message.content = content(section.text, language, field: field, isLast: isLast)
            if !message.content.isEmpty || role == .assistant { document.config.template.append(message) }
        }
        takeNestedInputs()
    }

    private mutating func readLanguage() -> TemplateLanguage {
        let template = file.members["template"]
        let format = template?["format"]?["kind"] ?? template?["format"] ?? template?["type"] ?? template
        switch format?.stringValue {
        case nil, "jinja2", "jinja": return .jinja
        case "mustache": return .mustache
        case let other:
            losses.add("template", "Étude knows jinja2 and mustache, not \(other ?? ""); it is read as jinja2")
            return .jinja
        }
    }

    private mutating func content(
        _ text: String, _ language: TemplateLanguage, field: String, isLast: Bool
    ) -> [ContentPart] {
        var parts: [ContentPart] = []
        var pieces: [TemplatePiece] = []
        func flush(_ losses: inout Losses) {
            let text = language.etudeText(pieces, field: field, &losses)
            pieces = []
            let lines = text.drop(while: \.isNewline).reversed().drop(while: \.isNewline).reversed()
            if !lines.allSatisfy(\.isWhitespace) { parts.append(.text(String(lines))) }
        }
        let cut = language.pieces(of: text)
        let lastVisible = cut.lastIndex { !$0.isWhite } ?? 0
        for (index, piece) in cut.enumerated() {
            guard case .variable(let name) = piece, let input = inputsByName[name] else {
                pieces.append(piece)
                continue
            }
            if input.kind == "image" {
                flush(&losses)
                parts.append(.image(ImagePart(url: "{{\(name)}}")))
            } else if input.kind == "thread" {
                if !isLast || index < lastVisible {
                    losses.add(
                        "inputs.\(name)", "the conversation follows the template in Étude, wherever it stands here")
                }
            } else {
                pieces.append(piece)
            }
        }
        flush(&losses)
        return isVersion1 ? parts.flatMap(Self.withMarkdownImages) : parts
    }

    /// Version 1 sends `![…](…)` as an image; version 2 leaves it as text.
    private static func withMarkdownImages(_ part: ContentPart) -> [ContentPart] {
        guard case .text(let text) = part else { return [part] }
        var parts: [ContentPart] = []
        var rest = Substring(text)
        func add(_ text: Substring) {
            let lines = text.drop(while: \.isNewline).reversed().drop(while: \.isNewline).reversed()
            if !lines.allSatisfy(\.isWhitespace) { parts.append(.text(String(lines))) }
        }
        while let match = rest.firstMatch(of: /!\[[^\[\]\n]*\]\(([^()\s]+)\)/) {
            add(rest[..<match.range.lowerBound])
            parts.append(.image(ImagePart(url: String(match.1))))
            rest = rest[match.range.upperBound...]
        }
        guard !parts.isEmpty else { return [part] }
        add(rest)
        return parts
    }

    /// `{{customer.name}}` is a variable of that name, whose value is a member of the input `customer`.
    private mutating func takeNestedInputs() {
        let names = document.config.variableNames
        for name in names where document.inputs[name] == nil && name.contains(".") {
            var value: JSONValue? = .object(document.inputs)
            for step in name.split(separator: ".") { value = value?[String(step)] }
            if let value { document.inputs[name] = value }
        }
        let whole = Set(names)
        let parents = Set(names.filter { $0.contains(".") }.map { String($0.prefix { $0 != "." }) })
        for input in inputs where input.kind == "object" && document.inputs[input.name] != nil {
            if !whole.contains(input.name), parents.contains(input.name) { document.inputs[input.name] = nil }
        }
    }
}
