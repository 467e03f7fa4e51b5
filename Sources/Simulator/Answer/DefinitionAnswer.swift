import JSON

/// Definitions of tools and schemas, written from the words of a sentence, for a request whose instructions ask for one.
///
/// `current weather for a city, in celsius or fahrenheit` becomes `get_current_weather` with `city` and `unit`.
struct DefinitionAnswer {
    /// Where the JSON Schema stands: `parameters` for a tool, `schema` for the form of an answer.
    private let key: String
    private let sentence: [Word]
    private let current: JSONObject?

    /// nil unless the instructions ask for a definition with a JSON Schema.
    init?(_ request: SimulatedRequest) {
        let instructions = request.instructions
        guard instructions.contains("JSON Schema"), instructions.contains("\"name\"") else { return nil }
        guard let key = ["parameters", "schema"].first(where: { instructions.contains("\"\($0)\"") }) else {
            return nil
        }
        self.key = key
        let text = request.lastUserMessage.text
        let start = text.firstIndex(of: "{")
        current = start.flatMap { try? JSONValue(parsing: String(text[$0...])) }?.objectValue
        let said = current == nil ? text[...] : text[..<(start ?? text.endIndex)].prefix { $0 != "\n" }
        sentence = Words.of(String(said))
    }

    func definition() -> JSONObject {
        var definition = current ?? JSONObject()
        if current == nil {
            definition["name"] = .string(name)
            definition["description"] = .string(description)
            definition["strict"] = true
        }
        var properties = definition[key]?["properties"]?.objectValue ?? JSONObject()
        for gone in removed(from: properties) { properties[gone] = nil }
        for property in self.properties where properties[property.name] == nil && !isRemoving {
            properties[property.name] = property.schema
        }
        if properties.isEmpty {
            properties[key == "schema" ? "answer" : "query"] = [
                "type": "string", "description": key == "schema" ? "The answer" : "What to look for",
            ]
        }
        var schema = definition[key]?.objectValue ?? ["type": "object"]
        let optional = madeOptional(among: properties)
        if definition["strict"]?.boolValue == true {
            for name in optional { properties[name] = properties[name].map(Self.nullable) }
            schema["required"] = .array(properties.keys.map(JSONValue.string))
            schema["additionalProperties"] = false
        } else {
            let required = (schema["required"]?.arrayValue ?? []).compactMap(\.stringValue)
            schema["required"] = .array(
                required.filter { properties[$0] != nil && !optional.contains($0) }.map(JSONValue.string))
        }
        schema["properties"] = .object(properties)
        definition[key] = .object(schema)
        return definition
    }

    /// A property and its schema.
    private struct Property {
        var name: String
        var schema: JSONValue
    }

    private static let verbs: Set<String> = [
        "add", "ask", "book", "buy", "calculate", "call", "cancel", "check", "compute", "convert", "count", "create",
        "delete",
        "describe", "fetch", "find", "get", "list", "look", "make", "move", "open", "order", "play", "post", "read",
        "remind",
        "remove", "reserve", "run", "save", "schedule", "search", "send", "set", "show", "start", "stop", "summarise",
        "summarize", "translate", "turn", "update", "write", "extract", "classify",
    ]
    private static let articles: Set<String> = [
        "a", "an", "the", "its", "their", "some", "any", "each", "every", "my", "your", "of", "optional", "given",
        "certain",
        "several", "many",
    ]
    /// After these a thing that the call needs is named.
    private static let openings: Set<String> = [
        "for", "in", "at", "by", "from", "to", "with", "given", "between", "on", "about", "into", "under", "holding",
        "containing",
        "including", "namely",
    ]
    private static let joints: Set<String> = ["and", "or", "plus", "then"]
    private static let units: Set<String> = [
        "celsius", "fahrenheit", "kelvin", "metric", "imperial", "metres", "meters", "feet", "miles", "kilometres",
        "kilometers",
        "m", "ft", "km", "kg", "pounds", "degrees",
    ]

    /// The words before the first opening, as a name.
    private var name: String {
        let head = sentence.prefix { !Self.openings.contains($0.lower) || $0.lower == "to" && $0.before.isEmpty }
        var words = head.map(\.lower).filter {
            !Self.articles.contains($0)
                && !["that", "which", "tool", "function", "schema", "please", "i", "want"].contains($0)
        }.flatMap(Words.ofIdentifier)
        words = Array(words.filter { $0.unicodeScalars.allSatisfy(\.isASCII) }.prefix(4))
        guard let first = words.first else { return key == "schema" ? "answer" : "look_up" }
        if key == "parameters" {
            let root = Self.verb(first)
            if let root { words[0] = root } else { words.insert("get", at: 0) }
        }
        return String(words.joined(separator: "_").prefix(64))
    }

    /// `looks`, `looking` → `look`
    private static func verb(_ word: String) -> String? {
        let stems = [
            word, Words.stem(word), word.hasSuffix("es") ? String(word.dropLast(2)) : word, Words.stem(word) + "e",
        ]
        return stems.first { verbs.contains($0) }
    }

    private var description: String {
        let text = sentence.enumerated().map { $0.offset == 0 ? $0.element.text : $0.element.before + $0.element.text }
            .joined()
        return text.prefix(1).uppercased() + text.dropFirst() + "."
    }

    private var isRemoving: Bool {
        sentence.first.map { ["remove", "drop", "delete", "without"].contains($0.lower) } ?? false
    }

    /// Properties that the sentence wants to be left open: `make the date optional`.
    private func madeOptional(among properties: JSONObject) -> [String] {
        guard current != nil, sentence.contains(where: { $0.lower == "optional" }) else { return [] }
        let said = sentence.prefix { $0.lower != "optional" }.map { Words.stem($0.text) }
        return properties.keys.filter { name in
            !Set(Words.ofIdentifier(name).map(Words.stem)).isDisjoint(with: said)
        }
    }

    private static func nullable(_ schema: JSONValue) -> JSONValue {
        guard var object = schema.objectValue, let type = object["type"], type.stringValue != nil else { return schema }
        object["type"] = [type, "null"]
        object["enum"] = object["enum"].map { .array(($0.arrayValue ?? []) + [.null]) }
        return .object(object)
    }

    private func removed(from properties: JSONObject) -> [String] {
        guard isRemoving, current != nil else { return [] }
        let said = Set(sentence.map { Words.stem($0.text) })
        return properties.keys.filter { name in !said.isDisjoint(with: Words.ofIdentifier(name).map(Words.stem)) }
    }

    /// What the sentence names after its openings: single things, lists of them, and choices between values.
    private var properties: [Property] {
        var properties: [Property] = []
        var phrase: [Word] = []
        let additions: Set<String> = ["add", "adds", "adding"]
        var isOpen = key == "schema" && current == nil && !sentence.contains { Self.openings.contains($0.lower) }
        func close() {
            defer { phrase = [] }
            guard isOpen, let property = property(phrase), !properties.contains(where: { $0.name == property.name })
            else { return }
            properties.append(property)
        }
        let choices = choices
        for (index, word) in sentence.enumerated() {
            if let range = choices.first(where: { $0.contains(index) }) {
                close()
                if index == range.lowerBound { properties.append(choice(between: sentence[range])) }
                continue
            }
            if word.followsComma || word.startsSentence { close() }
            if current != nil, additions.contains(word.lower) {
                phrase = []
                isOpen = true
            } else if Self.joints.contains(word.lower) || Self.openings.contains(word.lower) {
                close()
                if !Self.joints.contains(word.lower) { isOpen = true }
            } else {
                phrase.append(word)
            }
        }
        close()
        return properties
    }

    /// Where values are named of which one is to be taken: `celsius or fahrenheit`, `red, green or blue`.
    private var choices: [Range<Int>] {
        sentence.indices.filter { sentence[$0].lower == "or" && $0 > 0 && $0 + 1 < sentence.count }.map { index in
            var start = index - 1
            // Only a list that begins right after an opening: in `for a city, celsius or fahrenheit` the city is no value.
            while start > 0, sentence[start].followsComma,
                sentence[start - 1].followsComma || start > 1 && Self.openings.contains(sentence[start - 2].lower)
            {
                start -= 1
            }
            return start..<(index + 2)
        }
    }

    private func choice(between words: ArraySlice<Word>) -> Property {
        let values = words.map(\.lower).filter { $0 != "or" && !Self.articles.contains($0) }
        let isUnit = values.contains(where: Self.units.contains)
        let isOrder = values.allSatisfy { ["asc", "desc", "ascending", "descending"].contains($0) }
        return Property(
            name: isUnit ? "unit" : isOrder ? "order" : "kind",
            schema: [
                "type": "string", "enum": .array(values.map(JSONValue.string)),
                "description": .string(isUnit ? "The unit to use" : "Which of them"),
            ])
    }

    /// nil for a phrase that names nothing, or too much.
    private func property(_ phrase: [Word]) -> Property? {
        let isOptional = phrase.contains { $0.lower == "optional" }
        let words = phrase.filter { !Self.articles.contains($0.lower) && !Words.fillers.contains($0.lower) }
        guard (1...3).contains(words.count) else { return nil }
        let parts = words.flatMap { Words.ofIdentifier($0.bare) }.filter { $0.unicodeScalars.allSatisfy(\.isASCII) }
        guard !parts.isEmpty else { return nil }
        let name = parts.joined(separator: "_")
        return Property(name: name, schema: schema(of: name, words, isOptional: isOptional))
    }

    private func schema(of name: String, _ words: [Word], isOptional: Bool) -> JSONValue {
        let spoken = Words.spoken(name)
        let last = words.last?.lower ?? ""
        let isList = last.count > 3 && last.hasSuffix("s") && !last.hasSuffix("ss") && !last.hasSuffix("us")
        let counts = ["limit", "count", "days", "hours", "minutes", "results", "year", "age", "guests", "nights"]
        var schema: JSONObject
        if counts.contains(last) || words.first?.lower == "number" {
            schema = ["type": "integer", "description": .string("How many: \(spoken)")]
        } else if ["amount", "price", "latitude", "longitude", "percentage", "weight", "height", "total"].contains(last)
        {
            schema = ["type": "number", "description": .string("The \(spoken)")]
        } else if PropertyKind(name: name) == .date {
            schema = ["type": "string", "description": .string("The \(spoken), as YYYY-MM-DD")]
        } else if isList {
            schema = ["type": "array", "items": ["type": "string"], "description": .string("The \(spoken)")]
        } else {
            schema = ["type": "string", "description": .string("The \(spoken)")]
        }
        if isOptional { schema["type"] = schema["type"].map { [$0, "null"] } }
        return .object(schema)
    }
}
