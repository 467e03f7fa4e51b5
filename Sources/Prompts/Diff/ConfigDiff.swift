import JSON

/// The changes of a config, field by field, by the API's names. A person reads them before the lines of the text.
package struct ConfigDiff: Sendable, Hashable {
    /// One field that changed.
    package struct Change: Sendable, Hashable {
        /// The path of the field, for example `temperature` or `tools.tide.parameters`.
        package var field: String
        /// What happened to the field, as a sentence or the rest of one.
        package var text: String
        /// The field as a person calls it: of a message, `System message`; else as ``field``.
        package var label: String
        /// What happened to it, after ``label``.
        package var event: String

        /// Both as a phrase: `System message changed`, `temperature 0.7 → 0.2`.
        package var phrase: String { "\(label) \(event)" }

        init(field: String, text: String, label: String? = nil, event: String? = nil) {
            self.field = field
            self.text = text
            self.label = label ?? field
            self.event = event ?? text
        }
    }

    /// The changes, in the order of the canonical JSON.
    package let changes: [Change]
    /// The difference of both as `.prompt` text, line by line.
    package let text: TextDiff

    /// Compares two configs as versions have them: disabled tools do not count.
    package init(from old: Config, to new: Config) {
        var changes: [Change] = []
        let (before, after) = (old.json(.canonical), new.json(.canonical))
        let special: Set<String> = ["response_format", "tools", "extra", "template"]
        let keys = PromptFormat.requestFields + ["template"]
        for key in keys where before[key] != after[key] {
            if !special.contains(key) {
                changes.append(Change(field: key, text: Self.change(before[key], after[key])))
                continue
            }
            switch key {
            case "response_format": changes += Self.format(before[key], after[key])
            case "tools": changes += Self.tools(old.enabledTools, new.enabledTools)
            case "extra": changes += Self.members(key, old.extra, new.extra)
            default: changes += Self.template(old.template, new.template)
            }
        }
        self.changes = changes
        text = TextDiff(
            from: PromptFormat.text(of: PromptDocument(config: old)),
            to: PromptFormat.text(of: PromptDocument(config: new)))
    }

    /// Whether both configs are the same version.
    package var isEmpty: Bool { changes.isEmpty && text.isEmpty }

    private static func change(_ old: JSONValue?, _ new: JSONValue?) -> String {
        switch (old, new) {
        case (let old?, let new?): "\(old.compact) → \(new.compact)"
        case (nil, let new?): "set to \(new.compact)"
        case (let old?, nil): "unset, was \(old.compact)"
        case (nil, nil): ""
        }
    }

    private static func members(_ field: String, _ old: JSONObject, _ new: JSONObject) -> [Change] {
        let keys = old.keys + new.keys.filter { old[$0] == nil }
        return keys.filter { old[$0] != new[$0] }.map {
            Change(field: "\(field).\($0)", text: change(old[$0], new[$0]))
        }
    }

    private static func format(_ old: JSONValue?, _ new: JSONValue?) -> [Change] {
        let (oldType, newType) = (old?["type"]?.stringValue, new?["type"]?.stringValue)
        guard oldType == newType, let before = old?["json_schema"], let after = new?["json_schema"] else {
            if oldType == newType { return [Change(field: "response_format", text: change(old, new))] }
            return [
                Change(
                    field: "response_format", text: change(oldType.map(JSONValue.string), newType.map(JSONValue.string))
                )
            ]
        }
        let facts = members(
            "response_format", facts(before, except: "schema"), facts(after, except: "schema"))
        let schema = SchemaDiff.changes(from: before["schema"], to: after["schema"])
        return facts + schema.map { Change(field: "response_format.schema", text: $0) }
    }

    private static func facts(_ json: JSONValue, except key: String) -> JSONObject {
        var object = json.objectValue ?? JSONObject()
        object[key] = nil
        return object
    }

    private static func tools(_ old: [Tool], _ new: [Tool]) -> [Change] {
        var changes: [Change] = []
        for tool in old where !new.contains(where: { $0.name == tool.name }) {
            changes.append(Change(field: "tools.\(tool.name)", text: "removed"))
        }
        for tool in new {
            guard let earlier = old.first(where: { $0.name == tool.name }) else {
                changes.append(Change(field: "tools.\(tool.name)", text: "added"))
                continue
            }
            let (before, after) = (earlier.flatJSON(.canonical), tool.flatJSON(.canonical))
            changes += members(
                "tools.\(tool.name)", facts(before, except: "parameters"), facts(after, except: "parameters"))
            changes += SchemaDiff.changes(from: before["parameters"], to: after["parameters"])
                .map { Change(field: "tools.\(tool.name)", text: $0) }
        }
        let common = old.map(\.name).filter { name in new.contains { $0.name == name } }
        if common != new.map(\.name).filter({ name in old.contains { $0.name == name } }) {
            changes.append(Change(field: "tools", text: "in another order"))
        }
        return changes
    }

    private static func template(_ old: [Message], _ new: [Message]) -> [Change] {
        var changes: [Change] = []
        func append(_ index: Int, _ role: Role, in messages: [Message], _ event: String, text: String) {
            let field = "template[\(index)]"
            let name = role.rawValue.prefix(1).uppercased() + role.rawValue.dropFirst()
            // One of several of its role has its number among them.
            let isAlone = max(old.count { $0.role == role }, new.count { $0.role == role }) < 2
            let number = isAlone ? "" : " \(messages[...index].count { $0.role == role })"
            changes.append(Change(field: field, text: text, label: "\(name) message\(number)", event: event))
        }
        for index in 0..<max(old.count, new.count) {
            switch (old.indices.contains(index) ? old[index] : nil, new.indices.contains(index) ? new[index] : nil) {
            case (let before?, let after?) where before != after:
                let role = before.role.rawValue
                if before.role == after.role {
                    append(index, after.role, in: new, "changed", text: "\(role) message changed")
                } else {
                    let text = "\(role) became \(after.role.rawValue)"
                    append(index, before.role, in: old, "became \(after.role.rawValue) message", text: text)
                }
            case (let before?, nil):
                append(index, before.role, in: old, "removed", text: "\(before.role.rawValue) message removed")
            case (nil, let after?):
                append(index, after.role, in: new, "added", text: "\(after.role.rawValue) message added")
            default: break
            }
        }
        return changes
    }
}
