import JSON

/// Writes what a document has beside its messages as front matter.
enum FrontMatterWriter {
    /// The front matter with its fences; empty when there is nothing to say.
    static func text(of document: PromptDocument) -> String {
        let lines = members(of: document).members.flatMap { YAMLWriter.entry($0.key, $0.value) }
        return lines.isEmpty ? "" : (["---"] + lines + ["---", ""]).joined(separator: "\n")
    }

    /// The keys and values in the order in which they are written.
    static func members(of document: PromptDocument) -> JSONObject {
        let config = document.config
        var members = JSONObject()
        members["name"] = document.name.map(JSONValue.string)
        for field in PromptFormat.requestFields {
            if field == "tools", !config.tools.isEmpty {
                members[field] = .array(config.tools.map { $0.flatJSON(.canonical) })
            } else if let value = config.field(field), !value.isNull {
                members[field] = value
            }
        }
        if !document.inputs.isEmpty { members["inputs"] = .object(document.inputs) }
        let etude = etude(of: document)
        if !etude.isEmpty { members["etude"] = .object(etude) }
        for member in document.unknown.members where !PromptFormat.ownKeys.contains(member.key) {
            members[member.key] = member.value
        }
        return members
    }

    private static func etude(of document: PromptDocument) -> JSONObject {
        let disabled = document.config.tools.filter { !$0.isEnabled }
        guard !disabled.isEmpty else { return document.etude }
        var switches = document.etude["tools"]?.objectValue ?? JSONObject()
        for tool in disabled {
            var settings = switches[tool.name]?.objectValue ?? JSONObject()
            settings["enabled"] = false
            switches[tool.name] = .object(settings)
        }
        var etude = document.etude
        etude["tools"] = .object(switches)
        return etude
    }
}
