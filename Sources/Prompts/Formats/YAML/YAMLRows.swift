package import JSON

/// Values of variables in YAML that holds rows. They become part of a text, so a postcode `02134` is no number there.
extension YAMLNode {
    /// The value, with those below a key `vars` as they are written.
    package var jsonWithVariables: JSONValue {
        switch content {
        case .scalar(let value): value
        case .sequence(let items): .array(items.map(\.jsonWithVariables))
        case .mapping(let entries):
            .object(
                JSONObject(
                    entries.map { ($0.key, $0.key == "vars" ? $0.value.writtenJSON : $0.value.jsonWithVariables) }))
        }
    }

    /// Keys of a test case. A row with none of them has variables only.
    private static let testKeys: Set = [
        "vars", "assert", "tests", "threshold", "options", "description", "metadata", "messages", "expected",
    ]

    /// The value of a row, or of a list of rows: a mapping with no key of a test case is one whose keys are the variables.
    package var rowJSON: JSONValue {
        switch content {
        case .scalar(let value): value
        case .sequence(let items): .array(items.map(\.rowJSON))
        case .mapping(let entries):
            entries.contains { Self.testKeys.contains($0.key) } ? jsonWithVariables : writtenJSON
        }
    }

    /// The value with every plain scalar as it is written: of its type where JSON spells it the same, else a text.
    private var writtenJSON: JSONValue {
        switch content {
        case .scalar(let value): if let text, isPlain { YAMLScalar.written(text) } else { value }
        case .sequence(let items): .array(items.map(\.writtenJSON))
        case .mapping(let entries): .object(JSONObject(entries.map { ($0.key, $0.value.writtenJSON) }))
        }
    }
}
