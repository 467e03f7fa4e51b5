import JSON

/// Chooses among the values of an `enum`.
enum SchemaChoice {
    static func value(
        of values: [JSONValue], types: [String], _ slot: SchemaInstance.Slot, _ sources: [MessageFacts],
        settled: [MessageFacts]
    ) -> JSONValue {
        let fitting = values.filter { value in types.isEmpty || types.contains { fits(value, $0) } }
        let usable = fitting.isEmpty ? values : fitting
        if slot.item > 0 { return usable[slot.item % usable.count] }
        if let preset = slot.preset,
            let exact = usable.first(where: { $0.stringValue?.lowercased() == preset.lowercased() })
        {
            return exact
        }
        for facts in sources {
            if let said = usable.first(where: { isMentioned($0, facts) }) { return said }
        }
        if usable.contains(.null) { return .null }
        return measure(usable, settled + sources) ?? usable[0]
    }

    private static func fits(_ value: JSONValue, _ type: String) -> Bool {
        switch (value, type) {
        case (.string, "string"), (.bool, "boolean"), (.null, "null"), (.number, "number"), (.array, "array"),
            (.object, "object"):
            true
        case (.number, "integer"): value.intValue != nil
        default: false
        }
    }

    private static func isMentioned(_ value: JSONValue, _ facts: MessageFacts) -> Bool {
        switch value {
        case .string(let text): facts.mentions(text) || facts.mentions(Words.ofIdentifier(text).joined(separator: " "))
        case .number(let number): facts.numbers.contains { $0.text == number.text }
        default: false
        }
    }

    /// Units where none is said: those of the place.
    private static func measure(_ values: [JSONValue], _ sources: [MessageFacts]) -> JSONValue? {
        let american: Set<String> = ["fahrenheit", "imperial", "f", "us"]
        let metric: Set<String> = ["celsius", "metric", "c", "si"]
        func among(_ set: Set<String>) -> JSONValue? {
            values.first { $0.stringValue.map { set.contains($0.lowercased()) } ?? false }
        }
        guard let theirs = among(american), let ours = among(metric) else { return nil }
        let place = sources.lazy.compactMap { $0.values(for: .place).first }.first
        return place.map(PlaceNames.isAmerican) == true ? theirs : ours
    }
}
