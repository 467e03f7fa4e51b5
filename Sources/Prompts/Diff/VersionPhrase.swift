import JSON

/// What a version changes against its parent, in a phrase such as `temperature 0.2 → 0.7, system +12 words`.
package enum VersionPhrase {
    /// - Parameters:
    ///   - old: the parent's config; nil for a first version.
    ///   - new: the version's config.
    ///   - most: the changes that are named; the phrase says how many more there are.
    /// - Returns: an empty text where nothing differs.
    package static func phrase(from old: Config?, to new: Config, most: Int = 2) -> String {
        guard let old else { return first(new) }
        let changes = changes(from: old, to: new)
        let named = changes.prefix(most).joined(separator: ", ")
        return changes.count > most ? "\(named), \(changes.count - most) more" : named
    }

    /// What a first version consists of.
    private static func first(_ config: Config) -> String {
        var parts: [String] = []
        let length = config.template.reduce(0) { $0 + words($1.text).count }
        if length > 0 { parts.append(count(length, "word")) }
        let tools = config.enabledTools.count
        if tools > 0 { parts.append(count(tools, "tool")) }
        return (["the first"] + parts).joined(separator: ", ")
    }

    /// One phrase for each thing that changed, those that change answers most before the others.
    static func changes(from old: Config, to new: Config) -> [String] {
        let (before, after) = (old.json(.canonical), new.json(.canonical))
        var phrases: [String] = []
        let model = PromptFormat.requestFields.filter { ["model", "provider"].contains($0) }
        for key in model where before[key] != after[key] { phrases.append(field(key, before[key], after[key])) }
        phrases += template(old.template, new.template)
        phrases += tools(old.enabledTools, new.enabledTools)
        for key in PromptFormat.requestFields where before[key] != after[key] {
            switch key {
            case "model", "provider", "tools", "template": continue
            case "response_format": phrases += format(before[key], after[key])
            case "extra":
                let names = old.extra.keys + new.extra.keys.filter { old.extra[$0] == nil }
                phrases += names.filter { old.extra[$0] != new.extra[$0] }.map {
                    field($0, old.extra[$0], new.extra[$0])
                }
            default: phrases.append(field(key, before[key], after[key]))
            }
        }
        return phrases
    }

    // MARK: - Fields

    private static func field(_ name: String, _ old: JSONValue?, _ new: JSONValue?) -> String {
        switch (old, new) {
        case (let old?, let new?):
            let (before, after) = (value(old), value(new))
            return before == nil || after == nil ? "\(name) changed" : "\(name) \(before ?? "") → \(after ?? "")"
        case (nil, let new?): return value(new).map { "\(name) \($0)" } ?? "\(name) set"
        case (let old?, nil): return value(old).map { "no \(name), was \($0)" } ?? "no \(name)"
        case (nil, nil): return name
        }
    }

    /// A value that fits into a phrase; nil if it does not.
    private static func value(_ json: JSONValue) -> String? {
        let text = json.stringValue ?? json.compact
        return text.count <= 32 && !text.contains("\n") ? text : nil
    }

    private static func format(_ old: JSONValue?, _ new: JSONValue?) -> [String] {
        let (before, after) = (old?["type"]?.stringValue, new?["type"]?.stringValue)
        guard before == after, let oldSchema = old?["json_schema"], let newSchema = new?["json_schema"] else {
            return ["output \(before ?? "text") → \(after ?? "text")"]
        }
        let sentences = SchemaDiff.changes(from: oldSchema["schema"], to: newSchema["schema"])
        if !sentences.isEmpty { return told(sentences, of: "schema") }
        return [field("schema name", oldSchema["name"], newSchema["name"])]
    }

    // MARK: - Tools

    private static func tools(_ old: [Tool], _ new: [Tool]) -> [String] {
        var phrases: [String] = []
        let gone = old.filter { tool in !new.contains { $0.name == tool.name } }
        let come = new.filter { tool in !old.contains { $0.name == tool.name } }
        if gone.count == 1, come.count == 1, gone[0].parameters == come[0].parameters {
            phrases.append("tool \(gone[0].name) → \(come[0].name)")
        } else {
            phrases += names(gone).map { "no \($0)" } + names(come).map { "+ \($0)" }
        }
        for tool in new {
            guard let earlier = old.first(where: { $0.name == tool.name }), earlier != tool else { continue }
            let (before, after) = (earlier.flatJSON(.canonical), tool.flatJSON(.canonical))
            let sentences = SchemaDiff.changes(from: before["parameters"], to: after["parameters"])
            if !sentences.isEmpty {
                phrases += told(sentences, of: "tool \(tool.name)")
                continue
            }
            let (own, now) = (before.objectValue ?? JSONObject(), after.objectValue ?? JSONObject())
            for key in own.keys + now.keys.filter({ own[$0] == nil }) where own[key] != now[key] {
                let change =
                    key == "description"
                    ? text(key, own[key]?.stringValue, now[key]?.stringValue) : field(key, own[key], now[key])
                phrases.append("tool \(tool.name): \(change)")
            }
        }
        if phrases.isEmpty, old.map(\.name) != new.map(\.name) { phrases.append("tools in another order") }
        return phrases
    }

    /// `tool a`, or `tools a, b`; nothing for none.
    private static func names(_ tools: [Tool]) -> [String] {
        switch tools.count {
        case 0: []
        case 1: ["tool \(tools[0].name)"]
        case 2, 3: ["tools \(tools.map(\.name).joined(separator: ", "))"]
        default: ["\(tools.count) tools"]
        }
    }

    /// What a schema says of itself, the first sentence only.
    private static func told(_ sentences: [String], of name: String) -> [String] {
        let more = sentences.count > 1 ? " and \(sentences.count - 1) more" : ""
        return ["\(name): \(sentences[0])\(more)"]
    }

    // MARK: - Messages

    private static func template(_ old: [Message], _ new: [Message]) -> [String] {
        if old == new { return [] }
        let difference = new.difference(from: old)
        let (gone, come) = (difference.removals.count, difference.insertions.count)
        guard old.count == new.count else {
            guard gone == 0 || come == 0 else { return ["messages \(old.count) → \(new.count)"] }
            let extra = (difference.insertions + difference.removals).map { change in
                switch change {
                case .insert(_, let message, _), .remove(_, let message, _): message
                }
            }
            let what = extra.count == 1 ? "\(extra[0].role.rawValue) message" : "\(extra.count) messages"
            return [(come > 0 ? "+ " : "no ") + what]
        }
        if gone == come, Set(old) == Set(new) { return ["messages in another order"] }
        return zip(old, new).filter { $0 != $1 }.map { before, after in
            if before.role != after.role { return "\(before.role.rawValue) → \(after.role.rawValue)" }
            if before.text != after.text { return text(after.role.rawValue, before.text, after.text) }
            if before.images != after.images { return "\(after.role.rawValue): other images" }
            return "\(after.role.rawValue) changed"
        }
    }

    /// `system +12 words`, `system −3 words`, `system 4 words changed`, or the word itself if it is one.
    private static func text(_ name: String, _ old: String?, _ new: String?) -> String {
        let (before, after) = (words(old ?? ""), words(new ?? ""))
        // Comparing is quadratic in what differs, so of long texts only the number of words is told.
        guard max(before.count, after.count) <= 3000 else {
            let more = after.count - before.count
            return more == 0 ? "\(name) changed" : "\(name) \(more > 0 ? "+" : "−")\(count(abs(more), "word"))"
        }
        let difference = after.difference(from: before)
        let (gone, come) = (difference.removals.count, difference.insertions.count)
        if gone == 0, come == 0 { return "\(name) spacing" }
        if gone == 1, come == 1, case .remove(_, let old, _)? = difference.removals.first,
            case .insert(_, let new, _)? = difference.insertions.first, old.count + new.count <= 32
        {
            return "\(name) \(old) → \(new)"
        }
        if gone == 0 { return "\(name) +\(count(come, "word"))" }
        if come == 0 { return "\(name) −\(count(gone, "word"))" }
        return come == gone
            ? "\(name) \(count(come, "word")) changed" : "\(name) +\(come) −\(gone) words"
    }

    private static func words(_ text: String) -> [Substring] { text.split(whereSeparator: \.isWhitespace) }

    private static func count(_ number: Int, _ word: String) -> String { "\(number) \(word)\(number == 1 ? "" : "s")" }
}
