/// What the API asks of a schema under `strict`: objects that are closed, with every property required, and only keywords
/// that it can turn into a grammar.
public enum StrictMode {
    /// How many levels of schemas may stand in each other, the root counted.
    public static let levels = 10
    /// How many properties all objects of a schema may have together.
    public static let properties = 5000
    /// How many values all `enum`s of a schema may have together.
    public static let enumValues = 1000

    /// How many characters the names of properties and definitions, and the texts of `enum` and `const`, may have
    /// together.
    public static let characters = 120_000
    /// How many characters the texts of one `enum` may have together if it has more than ``valuesOfLongEnum`` values.
    public static let charactersOfLongEnum = 15_000
    /// From how many values on the texts of an `enum` are counted.
    public static let valuesOfLongEnum = 250
    /// The formats of texts that are taken.
    public static let formats: Set<String> = [
        "date-time", "time", "date", "duration", "email", "hostname", "ipv4", "ipv6", "uuid",
    ]
    /// The types that are taken.
    static let typeWords: Set<String> = ["string", "number", "boolean", "integer", "object", "array", "null"]
    /// Keywords beside a `$ref` that only describe, and may stand around it instead.
    static let annotations: Set<String> = ["title", "description", "$comment"]

    /// Keywords that are refused wherever they stand.
    public static let refusedKeywords = [
        "allOf", "oneOf", "not", "if", "then", "else", "dependentRequired", "dependentSchemas", "patternProperties",
        "unevaluatedProperties", "unevaluatedItems", "propertyNames", "contains", "minContains", "maxContains",
        "uniqueItems", "prefixItems", "minProperties", "maxProperties", "dependencies", "additionalItems", "default",
        "$dynamicRef", "$recursiveRef",
    ]
    /// Keywords that are refused at the root.
    public static let keywordsRefusedAtRoot = ["anyOf", "oneOf", "allOf", "enum", "not"]

    /// One way in which a schema is not strict.
    public struct Fault: Sendable, Hashable {
        /// What is asked and not met.
        public enum Rule: Sendable, Hashable {
            /// The root has to be of type `object`.
            case rootType
            /// The root must not have this keyword.
            case keywordAtRoot(String)
            /// This keyword is refused everywhere.
            case keyword(String)
            /// Something that should be a schema is not an object.
            case noSchema
            /// The schema is this many levels deep.
            case tooDeep(Int)
            /// With this object the schema has so many properties.
            case tooManyProperties(Int)
            /// With this `enum` the schema has so many values.
            case tooManyEnumValues(Int)
            /// Nothing says which values are right: no `type`, `$ref`, `anyOf`, `enum` or `const`.
            case noType
            /// An object needs `additionalProperties: false`.
            case openObject
            /// `required` lacks these properties.
            case notRequired([String])
            /// `required` names something that is not a property.
            case unknownRequired(String)
            /// An array needs `items`.
            case noItems
            /// These keywords stand beside a `$ref`, which has to be alone.
            case besideReference([String])
            /// A `$ref` leads to something else than the root or a definition at the top level.
            case reference(String)
            /// The texts have a format that is not known.
            case format(String)
            /// The `type` is none.
            case unknownType(String)
            /// With this name or value the schema has so many characters of names and values.
            case tooManyCharacters(Int)
            /// An `enum` with many values has so many characters.
            case longEnum(Int)
        }

        /// What is asked.
        public let rule: Rule
        let steps: [PathStep]

        /// The keys that lead from the root to the schema at fault; of an array its index.
        public var path: [String] {
            steps.map {
                switch $0 {
                case .key(let key): key
                case .index(let index): String(index)
                }
            }
        }

        /// ``path`` for people: `properties.location.anyOf[0]`.
        public var place: String { JSONPath.readable(steps) }

        /// Whether ``StrictMode/closing(_:)`` settles this.
        public var isSettledByClosing: Bool {
            switch rule {
            case .openObject, .notRequired, .unknownRequired: true
            case .besideReference(let keywords): keywords.allSatisfy(StrictMode.annotations.contains)
            default: false
            }
        }
    }

    /// The faults that the API would find in a schema, in its order.
    /// - Parameter limit: the most faults to look for.
    public static func faults(in schema: JSONValue, limit: Int = 20) -> [Fault] {
        var walk = StrictWalk(limit: limit)
        walk.checkRoot(schema)
        return walk.faults
    }

    /// The schema with every object closed and all its properties required, and every `$ref` without a description
    /// beside it.
    public static func closing(_ schema: JSONValue) -> JSONValue {
        guard var object = schema.objectValue else { return schema }
        if let reference = object["$ref"], object.count > 1,
            object.keys.allSatisfy({ $0 == "$ref" || annotations.contains($0) })
        {
            object["$ref"] = nil
            object["anyOf"] = [["$ref": reference]]
            return .object(object)
        }
        for group in ["properties", "$defs", "definitions"] {
            guard let members = object[group]?.objectValue else { continue }
            object[group] = .object(JSONObject(members.map { ($0.key, closing($0.value)) }))
        }
        object["items"] = object["items"].map(closing)
        object["anyOf"] = object["anyOf"].map { $0.arrayValue.map { .array($0.map(closing)) } ?? $0 }
        if object["properties"] != nil || types(of: object).contains("object") {
            let names = object["properties"]?.objectValue?.keys ?? []
            object["required"] = .array(names.map(JSONValue.string))
            object["additionalProperties"] = false
        }
        return .object(object)
    }

    static func types(of object: JSONObject) -> [String] {
        object["type"]?.stringValue.map { [$0] } ?? object["type"]?.arrayValue?.compactMap(\.stringValue) ?? []
    }
}
