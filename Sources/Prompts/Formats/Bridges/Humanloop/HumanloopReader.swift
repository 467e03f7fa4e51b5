internal import JSON

/// Reads a version of a prompt from Humanloop's API or its export tool, and the older `chat_template` and
/// `prompt_template`.
struct HumanloopReader {
    private var document = PromptDocument()
    private var losses = Losses()
    private var attributes = JSONObject()

    /// The keys of Humanloop's own bookkeeping.
    private static let bookkeeping: Set<String> = [
        "id", "version_id", "directory_id", "environments", "created_at", "updated_at", "created_by",
        "committed_by", "committed_at", "commit_message", "status", "last_used_at", "version_logs_count",
        "total_logs_count", "evaluators", "evaluator_aggregates", "raw_file_content", "schema", "version_status",
    ]
    private static let described: Set<String> = [
        "description", "tags", "readme", "version_name", "version_description", "path", "directory_path",
    ]
    private static let templates = ["template", "chat_template", "prompt_template"]

    /// Tells whether JSON is such a version: it has a model and a template, and no messages.
    static func recognises(_ json: JSONValue) -> Bool {
        guard let object = json.objectValue, object["messages"] == nil else { return false }
        return templates.contains { object[$0] != nil } && (object["model"] != nil || object["version_id"] != nil)
    }

    static func read(_ text: String, file: String?) throws(FieldError) -> Bridge.Reading {
        let expected = "a version of a prompt: a JSON object with model and template"
        var reader = try ForeignJSON.read(text, file: file, expected: expected) { object throws(FieldError) in
            var reader = HumanloopReader()
            try reader.readMembers(object)
            return reader
        }
        if !reader.attributes.isEmpty { reader.document.unknown["attributes"] = .object(reader.attributes) }
        return Bridge.Reading(document: reader.document, losses: reader.losses.list)
    }

    private mutating func readMembers(_ object: JSONObject) throws(FieldError) {
        var dropped: [String] = []
        attributes = object["attributes"]?.objectValue ?? JSONObject()
        // Fields of their own win over `other`, and own tools come before linked ones, wherever their keys stand.
        let first = object.members.filter { $0.key == "other" }
        let last = object.members.filter { $0.key == "linked_tools" }
        let rest = object.members.filter { !["other", "linked_tools"].contains($0.key) }
        for member in first + rest + last where !member.value.isNull {
            switch member.key {
            case "name": document.name = member.value.stringValue
            case "attributes": break
            case "endpoint":
                if member.value != "chat" { losses.add("endpoint", "Étude asks by chat completions") }
            // The variables' names, which the template has.
            case "inputs", "type", "template_language": break
            case "path" where member.value == object["name"]: break
            case "max_tokens" where member.value.intValue == -1: break
            case "other":
                for field in member.value.objectValue?.members ?? [] {
                    try document.config.set(field.key, to: field.value)
                }
            case "tools", "linked_tools": try readTools(member.value, place: member.key)
            case _ where Self.templates.contains(member.key): break
            case _ where Self.described.contains(member.key): attributes[member.key] = member.value
            case _ where Self.bookkeeping.contains(member.key): dropped.append(member.key)
            default: try document.config.set(member.key, to: member.value)
            }
        }
        if !dropped.isEmpty { losses.add(dropped.joined(separator: ", "), "Humanloop's own bookkeeping") }
        if let path = attributes["path"]?.stringValue, document.name == nil {
            document.name = PromptDocument.stem(ofPath: path)
        }
        let language: TemplateLanguage = object["template_language"] == "jinja" ? .jinja : .plain
        for key in Self.templates {
            if let template = object[key] { try readTemplate(template, key, language) }
        }
    }

    private mutating func readTools(_ json: JSONValue, place: String) throws(FieldError) {
        for (index, item) in (json.arrayValue ?? []).enumerated() {
            let keys = ["name", "description", "strict", "parameters"]
            let tool = (item["function"] ?? item).objectValue ?? JSONObject()
            let known = JSONObject(keys.compactMap { key in tool[key].map { (key, $0) } })
            document.config.tools.append(try Tool(json: .object(known), place: "\(place)[\(index)]"))
        }
        if place == "linked_tools", json.arrayValue?.isEmpty == false {
            losses.add(place, "they are tools of the prompt itself now")
        }
    }

    private mutating func readTemplate(
        _ json: JSONValue, _ key: String, _ language: TemplateLanguage
    ) throws(FieldError) {
        if let text = json.stringValue {
            if key == "prompt_template" || json.arrayValue == nil {
                losses.add(key, "it was one text for a completion; it is a message of the user")
            }
            document.config.template = [Message(.user, language.etudeText(text, field: key, &losses))]
            return
        }
        guard let items = json.arrayValue else {
            throw FieldError(field: key, message: "must be a list of messages or a text")
        }
        for (index, message) in try Message.list(items, place: key).enumerated() {
            let field = "\(key)[\(index)]"
            document.config.template.append(
                message.changingTexts { language.etudeText($0, field: field, &losses) })
        }
    }
}
