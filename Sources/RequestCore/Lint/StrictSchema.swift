package import JSON

extension RuleID {
    /// A schema is not what `strict` asks for.
    package static let strictSchema = RuleID("strict-schema")
}

/// The words for schemas that are not what `strict` asks for.
package enum StrictSchema {
    /// Returns a finding for each fault of a schema.
    ///
    /// - Parameters:
    ///   - fix: closes the schema, for the findings that this settles.
    ///   - place: makes a place of a path inside of the schema.
    static func findings(
        _ schema: JSONValue, closing fix: Finding.Fix, at place: (_ path: String) -> Finding.Place
    ) -> [Finding] {
        StrictMode.faults(in: schema).map { fault in
            let (part, message) = words(for: fault.rule)
            let path = [fault.place, part].filter { !$0.isEmpty }.joined(separator: ".")
            return Finding(
                .strictSchema, .error, place(path), message, fix: fault.isSettledByClosing ? fix : nil)
        }
    }

    /// Returns what a rule asks for and does not find, as a sentence.
    package static func sentence(for rule: StrictMode.Fault.Rule) -> String { words(for: rule).message }

    private static func words(for rule: StrictMode.Fault.Rule) -> (part: String, message: String) {
        switch rule {
        case .rootType: ("type", "strict needs type \"object\" at the root")
        case .keywordAtRoot(let keyword): (keyword, "strict does not allow \(keyword) at the root")
        case .keyword(let keyword): (keyword, "strict does not support \(keyword)")
        case .noSchema: ("", "strict needs an object as the schema here")
        case .tooDeep: ("", "strict takes \(StrictMode.levels) levels of schemas at most")
        case .tooManyProperties: ("properties", "strict takes \(StrictMode.properties) properties at most, in all")
        case .tooManyEnumValues: ("enum", "strict takes \(StrictMode.enumValues) enum values at most, in all")
        case .noType: ("", "strict needs a type here")
        case .openObject: ("", "strict needs additionalProperties: false")
        case .notRequired(let names):
            ("required", "strict needs every property here; missing: \(names.joined(separator: ", "))")
        case .unknownRequired(let name): ("required", "strict allows properties only here, and \(name) is none")
        case .noItems: ("", "strict needs items for an array")
        case .besideReference(let keywords):
            ("$ref", "strict takes $ref alone, without \(keywords.joined(separator: ", ")) beside it")
        case .reference(let path):
            (
                "$ref",
                "strict takes references to the root (#) and to definitions at the top level (#/$defs/NAME); "
                    + "\(path) is neither"
            )
        case .format(let format):
            (
                "format",
                "strict does not know the format \(format); it takes "
                    + StrictMode.formats.sorted().joined(separator: ", ")
            )
        case .unknownType(let word): ("type", "\(word) is not a type of JSON Schema")
        case .tooManyCharacters:
            ("", "strict takes \(StrictMode.characters) characters of names and enum values at most, in all")
        case .longEnum:
            (
                "enum",
                "strict takes \(StrictMode.charactersOfLongEnum) characters at most in an enum of more than "
                    + "\(StrictMode.valuesOfLongEnum) values"
            )
        }
    }
}
