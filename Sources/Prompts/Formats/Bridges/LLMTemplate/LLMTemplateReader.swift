internal import JSON

/// Reads a template of the `llm` command (https://llm.datasette.io/en/stable/templates.html).
enum LLMTemplateReader {
    private static let keys: Set<String> = [
        "name", "prompt", "system", "model", "defaults", "options", "schema_object", "attachments",
        "attachment_types", "fragments", "system_fragments", "tools", "functions", "extract", "extract_last",
    ]

    static func read(_ text: String, file: String?) throws(FieldError) -> Bridge.Reading {
        let template = try ForeignFrontMatter(yaml: text, file: file)
        var document = PromptDocument()
        var losses = Losses()
        if let unknown = template.members.keys.first(where: { !keys.contains($0) }) {
            throw template.error(
                unknown, "is no key of a template of llm; expected prompt, system, model, options or another of its own"
            )
        }
        document.name = try template.text("name")
        document.config.model = try template.text("model")
        document.inputs = try template.object("defaults")
        try readOptions(template, into: &document.config)
        if let schema = template.members["schema_object"], !schema.isNull {
            document.config.responseFormat = .jsonSchema(ResponseFormat.NamedSchema(name: "output", schema: schema))
        }
        let language = TemplateLanguage.dollar
        if let system = try template.text("system") {
            document.config.template.append(
                Message(.system, language.etudeText(system, field: "system", &losses)))
        }
        var user = Message(role: .user)
        if let prompt = try template.text("prompt") {
            user.content.append(.text(language.etudeText(prompt, field: "prompt", &losses)))
        }
        for url in try attachments(template) { user.content.append(.image(ImagePart(url: url))) }
        if !user.content.isEmpty { document.config.template.append(user) }
        addLosses(template.members, &losses)
        let attributes = template.members.members.filter { ["extract", "extract_last"].contains($0.key) }
        if !attributes.isEmpty {
            document.unknown["attributes"] = .object(JSONObject(attributes.map { ($0.key, $0.value) }))
        }
        return Bridge.Reading(document: document, losses: losses.list)
    }

    private static func readOptions(_ template: ForeignFrontMatter, into config: inout Config) throws(FieldError) {
        var options = try template.object("options")
        if options["json_object"]?.boolValue == true { config.responseFormat = .jsonObject }
        options["json_object"] = nil
        do {
            for member in options.members { try config.set(member.key, to: member.value) }
        } catch {
            throw template.error("options.\(error.field ?? "")", error.message)
        }
    }

    private static func attachments(_ template: ForeignFrontMatter) throws(FieldError) -> [String] {
        let plain = template.members["attachments"]?.arrayValue ?? []
        let typed = template.members["attachment_types"]?.arrayValue?.compactMap { $0["value"] } ?? []
        let urls = plain + typed
        guard urls.allSatisfy({ $0.stringValue != nil }) else {
            throw template.error("attachments", "must be a list of URLs and paths")
        }
        return urls.compactMap(\.stringValue)
    }

    private static func addLosses(_ members: JSONObject, _ losses: inout Losses) {
        for key in ["fragments", "system_fragments"] where members[key]?.arrayValue?.isEmpty == false {
            losses.add(key, "the texts that they name are not read")
        }
        for tool in members["tools"]?.arrayValue ?? [] {
            losses.add("tools.\(tool.stringValue ?? tool.compact)", "it is a plugin's, and the file only names it")
        }
        if members["functions"] != nil { losses.add("functions", "they are Python, which Étude does not run") }
    }
}
