package import JSON

/// What is said of a schema that is not as `strict` wants it.
package enum StrictSchema {
    /// - Parameter fix: closes the schema, for the findings that this settles.
    static func findings(_ schema: JSONValue, place: String, closing fix: Finding.Fix) -> [Finding] {
        StrictMode.faults(in: schema).map { fault in
            let (part, message) = words(for: fault.rule)
            let path = [place, fault.place, part].filter { !$0.isEmpty }.joined(separator: ".")
            return Finding(.error, path, message, fix: fault.isSettledByClosing ? fix : nil)
        }
    }

    /// What a rule asks for and does not find.
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
        }
    }
}
