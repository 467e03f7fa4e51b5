internal import JSON

extension Bridge {
    /// What of a prompt reads back otherwise than it was, and is not named among the losses yet.
    ///
    /// Writers name what they know that a format lacks; what a text does to a format's own syntax shows here.
    func unnamedLosses(of document: PromptDocument, in writing: Writing) -> [Loss] {
        let read: PromptDocument
        do {
            read = try self.read(writing.text).document
        } catch {
            return [Loss("file", "it does not read back: \(error.message)")]
        }
        var losses: [Loss] = []
        func add(_ field: String) {
            let named = writing.losses.contains { $0.field == field || $0.field.hasPrefix(field + ".") }
            if !named { losses.append(Loss(field, "it reads back otherwise than it was")) }
        }
        let (before, after) = (Self.fields(of: document), Self.fields(of: read))
        for field in before.members where after[field.key] != field.value { add(field.key) }
        let names = writing.losses.map(\.field)
        if !names.contains(where: { $0.hasPrefix("{{") }) {
            let (old, new) = (Self.messages(of: document), Self.messages(of: read))
            let isShifted = names.contains { $0.hasPrefix("messages[") }
            for (index, message) in old.enumerated() where !isShifted && (index >= new.count || new[index] != message) {
                add("messages[\(index)]")
            }
            if !isShifted, new.count > old.count { add("messages") }
        }
        for input in document.inputs.members where read.inputs[input.key] != input.value {
            if !names.contains("{{\(input.key)}}") { add("inputs.\(input.key)") }
        }
        return losses
    }

    private static func fields(of document: PromptDocument) -> JSONObject {
        var config = document.config
        config.template = []
        config.tools = config.enabledTools
        if case .string = config[.stop] { config[.stop] = config[.stop].map { .array([$0]) } }
        var fields = config.json(.stored)
        if let name = document.name { fields["name"] = .string(name) }
        for member in fields.removeValue(forKey: "extra")?.objectValue?.members ?? [] {
            fields["extra." + member.key] = member.value
        }
        if let tools = fields.removeValue(forKey: "tools")?.arrayValue {
            for tool in tools { fields["tools." + (tool["name"]?.stringValue ?? "")] = tool }
        }
        return fields
    }

    private static func messages(of document: PromptDocument) -> [JSONObject] {
        PromptFormat.messages(of: document).map { $0.json(.api { $0.url }) }
    }
}
