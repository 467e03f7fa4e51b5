internal import JSON

/// Reads Google's Dotprompt (https://google.github.io/dotprompt/reference).
struct DotpromptReader {
    private let file: ForeignFrontMatter
    private var document = PromptDocument()
    private var losses = Losses()
    private var attributes = JSONObject()
    /// The message that is being read.
    private var message = Message(role: .user)
    private var pieces: [TemplatePiece] = []

    static func read(_ text: String, file: String?) throws(FieldError) -> Bridge.Reading {
        let parts = try ForeignFrontMatter(text, file: file)
        var reader = DotpromptReader(file: parts)
        do {
            try reader.readSettings()
        } catch {
            throw parts.placed(error)
        }
        reader.readBody()
        if !reader.attributes.isEmpty { reader.document.unknown["attributes"] = .object(reader.attributes) }
        return Bridge.Reading(document: reader.document, losses: reader.losses.list)
    }

    private init(file: ForeignFrontMatter) {
        self.file = file
    }

    private mutating func readSettings() throws(FieldError) {
        for member in file.members.members {
            switch member.key {
            case "name": document.name = try file.text("name")
            case "model": try readModel()
            case "config": try readConfig()
            case "input":
                let input = try file.object("input")
                document.inputs = input["default"]?.objectValue ?? JSONObject()
                if let schema = input["schema"] { attributes["input_schema"] = schema }
            case "output": readOutput(try file.object("output"))
            case "tools", "toolDefs": break
            case "description", "variant", "version", "metadata", "ext": attributes[member.key] = member.value
            // What Étude calls so is something else.
            case _ where PromptFormat.ownKeys.contains(member.key) || member.key == "attributes":
                losses.add(member.key, "Dotprompt has no such key; it is left out")
            default: document.unknown[member.key] = member.value
            }
        }
        try readTools()
    }

    /// `provider/model`.
    private mutating func readModel() throws(FieldError) {
        guard let text = try file.text("model") else { return }
        guard let slash = text.firstIndex(of: "/") else {
            document.config.model = text
            return
        }
        document.config.provider = String(text[..<slash])
        document.config.model = String(text[text.index(after: slash)...])
    }

    private mutating func readConfig() throws(FieldError) {
        var config = try file.object("config")
        if let version = config.removeValue(forKey: "version") { attributes["model_version"] = version }
        try CamelOptions.read(config, into: &document.config, field: "config")
    }

    private mutating func readOutput(_ output: JSONObject) {
        let format = output["format"]?.stringValue
        if let schema = output["schema"] {
            guard let schema = Picoschema.schema(of: schema, field: "output.schema", &losses) else { return }
            let name = (document.name ?? "output").map { $0.isLetter || $0.isNumber || "_-".contains($0) ? $0 : "_" }
            document.config.responseFormat = .jsonSchema(
                ResponseFormat.NamedSchema(name: String(name), schema: schema))
        } else if format == "json" {
            document.config.responseFormat = .jsonObject
        } else if let format, format != "text" {
            losses.add("output.format", "Étude knows text and json, not \(format)")
        }
    }

    private mutating func readTools() throws(FieldError) {
        let definitions = file.members["toolDefs"]?.arrayValue ?? []
        for (index, definition) in definitions.enumerated() {
            var keys = definition.objectValue ?? JSONObject()
            if let schema = keys.removeValue(forKey: "inputSchema") {
                keys["parameters"] = Picoschema.schema(of: schema, field: "toolDefs[\(index)].inputSchema", &losses)
            }
            if keys.removeValue(forKey: "outputSchema") != nil {
                losses.add("toolDefs[\(index)].outputSchema", "a tool has none")
            }
            document.config.tools.append(try Tool(json: .object(keys), place: "toolDefs[\(index)]"))
        }
        for (index, tool) in (file.members["tools"]?.arrayValue ?? []).enumerated() {
            guard let name = tool.stringValue else {
                document.config.tools.append(try Tool(json: tool, place: "tools[\(index)]"))
                continue
            }
            guard document.config.tool(named: name) == nil else { continue }
            document.config.tools.append(Tool(name: name))
            losses.add("tools.\(name)", "the file only names it: give it a description and parameters")
        }
    }

    // MARK: Messages

    private mutating func readBody() {
        let language = TemplateLanguage.handlebars
        var hasHistory = false
        for piece in language.pieces(of: file.body) {
            guard case .construct(let raw) = piece else {
                if case .variable("history") = piece { hasHistory = true } else { pieces.append(piece) }
                continue
            }
            let inner = raw.drop { "{~ ".contains($0) }.reversed().drop { "}~ ".contains($0) }.reversed()
            switch inner.split(separator: " ").first.map({ String($0) }) {
            case "role":
                end()
                start(String(inner))
                if hasHistory, message.role != .user {
                    losses.add("{{history}}", "the conversation follows the template in Étude, wherever it stands here")
                }
            case "media":
                takeText()
                takeMedia(String(inner))
            default: pieces.append(piece)
            }
        }
        end()
        if hasHistory, document.config.template.last?.role == .user {
            losses.add("{{history}}", "the conversation follows the template in Étude, wherever it stands here")
        }
    }

    private mutating func start(_ helper: String) {
        let name = helper.firstMatch(of: /role\s+["']([^"']*)["']/).map { String($0.1) } ?? ""
        switch name {
        case "model": message = Message(role: .assistant)
        default:
            if let role = Role(rawValue: name) {
                message = Message(role: role)
            } else {
                losses.add("{{\(helper)}}", "the role is not one that Étude knows; it is a user's message")
                message = Message(role: .user)
            }
        }
    }

    private mutating func takeMedia(_ helper: String) {
        guard let match = helper.firstMatch(of: /url=(?:["']([^"']*)["']|([^\s}]+))/) else {
            return losses.add("{{\(helper)}}", "an image needs a url; it is left out")
        }
        if let text = match.1 {
            message.content.append(.image(ImagePart(url: String(text))))
        } else if let name = match.2 {
            message.content.append(.image(ImagePart(url: "{{\(name)}}")))
        }
    }

    private mutating func takeText() {
        let field = "messages[\(document.config.template.count)]"
        let text = TemplateLanguage.handlebars.etudeText(pieces, field: field, &losses)
        pieces = []
        let lines = text.drop(while: \.isNewline).reversed().drop(while: \.isNewline).reversed()
        if !lines.allSatisfy(\.isWhitespace) { message.content.append(.text(String(lines))) }
    }

    private mutating func end() {
        takeText()
        if !message.content.isEmpty { document.config.template.append(message) }
        message = Message(role: .user)
    }
}
