import JSON

/// Answers in JSON: an instance of a schema, or an object with the keys that the messages name.
enum JSONAnswer {
    static func instance(
        of schema: JSONValue, for request: SimulatedRequest, generator: SeededGenerator
    ) -> JSONValue {
        var instance = SchemaInstance(
            root: schema, sources: sources(request), reply: reply(request, generator), fillsOptional: true,
            generator: generator)
        return instance.make()
    }

    static func object(for request: SimulatedRequest, generator: SeededGenerator) -> JSONValue {
        let texts = request.messages.filter { $0.role != .assistant && $0.role != .tool }.map(\.text)
        let keys = texts.reversed().lazy.map(keys).first { !$0.isEmpty } ?? ["answer"]
        var properties = JSONObject()
        for key in keys {
            properties[key] = schema(for: key)
        }
        let schema: JSONValue = [
            "type": "object", "properties": .object(properties), "required": .array(keys.map(JSONValue.string)),
        ]
        return instance(of: schema, for: request, generator: generator)
    }

    private static func schema(for key: String) -> JSONValue {
        if PropertyKind(name: key) == .quantity { return ["type": "integer", "minimum": 0] }
        let isList = key.count > 3 && key.hasSuffix("s") && !key.hasSuffix("ss") && !key.hasSuffix("us")
        return isList ? ["type": "array", "items": ["type": "string"]] : ["type": "string"]
    }

    /// The user's messages, the newest first; what tools answered before them.
    private static func sources(_ request: SimulatedRequest) -> [MessageFacts] {
        let texts = request.messages.filter { $0.role == .user }.map(\.text).suffix(4).reversed()
        let results = request.messages.last?.role == .tool ? request.messages.suffix(1).map(\.text) : []
        return (results + texts).map(MessageFacts.init)
    }

    private static func reply(_ request: SimulatedRequest, _ generator: SeededGenerator) -> String {
        var generator = generator
        if let sentence = ToolResults.sentence(request.messages, &generator) { return sentence }
        var prose = Prose(request, generator: generator)
        return prose.text()
    }

    /// Keys that a text asks for: `{"city": …}`, "with the keys title and summary".
    static func keys(in text: String) -> [String] {
        let written = writtenKeys(in: text)
        return unique(written.isEmpty ? listedKeys(in: text) : written)
    }

    /// Words in quotation marks before a colon.
    private static func writtenKeys(in text: String) -> [String] {
        let parts = text.prefix(Words.horizon).split(separator: "\"", omittingEmptySubsequences: false)
        return parts.indices.dropFirst().dropLast().compactMap { index in
            let follows = parts[index + 1].drop { $0 == " " }
            let isKey = !parts[index].isEmpty && parts[index].count <= 40 && parts[index].allSatisfy(isKeyCharacter)
            return follows.hasPrefix(":") && isKey ? String(parts[index]) : nil
        }
    }

    private static func listedKeys(in text: String) -> [String] {
        let words = Words.of(text)
        let marks: Set<String> = ["keys", "key", "fields", "properties", "attributes", "with", "containing"]
        let links: Set<String> = [
            "and", "the", "a", "an", "called", "named", "keys", "key", "fields", "properties", "these", "following",
        ]
        let mentionsObject = words.contains {
            ["keys", "key", "fields", "properties", "attributes", "object"].contains($0.lower)
        }
        guard mentionsObject else { return [] }
        for (index, word) in words.enumerated() where marks.contains(word.lower) {
            var keys: [String] = []
            for (place, next) in words[(index + 1)...].enumerated() {
                if place > 0, next.before.contains(where: { ".?!;\n".contains($0) }) { break }
                if links.contains(next.lower) { continue }
                let isListed =
                    keys.isEmpty || next.followsComma || words[index + place].lower == "and"
                    || next.before.contains("`")
                guard isListed, next.text.allSatisfy(isKeyCharacter), !Words.fillers.contains(next.lower) else { break }
                keys.append(next.text)
            }
            if !keys.isEmpty,
                word.lower != "with" && word.lower != "containing" || keys.count > 1
                    || index + 1 < words.count && mentionsObject
            {
                return keys
            }
        }
        return []
    }

    private static func isKeyCharacter(_ character: Character) -> Bool {
        character.isLetter || character.isNumber || character == "_" || character == "-"
    }

    private static func unique(_ keys: [String]) -> [String] {
        var seen: Set<String> = []
        return keys.filter { seen.insert($0).inserted }.prefix(40).map(\.self)
    }
}
