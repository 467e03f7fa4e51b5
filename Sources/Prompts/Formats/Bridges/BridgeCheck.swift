internal import JSON

extension Bridge {
    /// The parts of a prompt that read back differently and are not named among the losses yet.
    ///
    /// A writer names what its format lacks. Here shows what a text does to the format's own syntax.
    func unnamedLosses(of document: PromptDocument, in writing: Writing) -> [Loss] {
        let read: PromptDocument
        do {
            read = try self.read(writing.text).document
        } catch {
            return [Loss("file", "it does not read back: \(error.message)")]
        }
        var losses: [Loss] = []
        let named = Self.named(in: writing.losses)
        func add(_ field: String) {
            if !named.contains(field) { losses.append(Loss(field, "it reads back otherwise than it was")) }
        }
        let (before, after) = (Self.fields(of: document), Self.fields(of: read))
        for field in before.members where after[field.key] != field.value { add(field.key) }
        if !named.contains(where: { $0.hasPrefix("{{") }) {
            let (old, new) = (Self.messages(of: document), Self.messages(of: read))
            // A message of which a loss is named may be gone, changed or several; the others follow one another.
            var rest = new[...]
            for (index, message) in old.enumerated() where !named.contains("messages[\(index)]") {
                if let found = rest.firstIndex(of: message) {
                    rest = rest[(found + 1)...]
                } else {
                    add("messages[\(index)]")
                }
            }
            if new.count > old.count, !named.contains(where: { $0.hasPrefix("messages[") }) { add("messages") }
        }
        for input in document.inputs.members where (read.inputs[input.key] ?? .null) != input.value {
            if !named.contains("{{\(input.key)}}") { add("inputs.\(input.key)") }
        }
        return losses
    }

    /// The fields of losses, and the fields that contain them.
    private static func named(in losses: [Loss]) -> Set<String> {
        var fields: Set<String> = []
        for loss in losses {
            var field = Substring(loss.field)
            while fields.insert(String(field)).inserted, let dot = field.lastIndex(of: ".") { field = field[..<dot] }
        }
        return fields
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

    /// The messages, with variables in one spelling.
    private static func messages(of document: PromptDocument) -> [JSONObject] {
        PromptFormat.messages(of: document).map { message in
            message.changingTexts(Variables.canonical).json(.api { $0.url })
        }
    }
}
