/// What the API asks of a schema under `strict`: objects that are closed, with every property required, and only keywords
/// that it can turn into a grammar.
public enum StrictMode {
    /// How many levels of schemas may stand in each other, the root counted.
    public static let levels = 10
    /// How many properties all objects of a schema may have together.
    public static let properties = 5000
    /// How many values all `enum`s of a schema may have together.
    public static let enumValues = 1000

    /// Keywords that are refused wherever they stand.
    public static let refusedKeywords = [
        "allOf", "oneOf", "not", "if", "then", "else", "dependentRequired", "dependentSchemas", "patternProperties",
        "unevaluatedProperties", "unevaluatedItems", "propertyNames", "contains", "minContains", "maxContains",
        "uniqueItems", "prefixItems",
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

    /// The schema with every object closed and all its properties required.
    public static func closing(_ schema: JSONValue) -> JSONValue {
        guard var object = schema.objectValue else { return schema }
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

    fileprivate static func types(of object: JSONObject) -> [String] {
        object["type"]?.stringValue.map { [$0] } ?? object["type"]?.arrayValue?.compactMap(\.stringValue) ?? []
    }
}

private struct StrictWalk {
    private(set) var faults: [StrictMode.Fault] = []
    private let limit: Int
    private var properties = 0
    private var enumValues = 0
    private var steps: [PathStep] = []

    init(limit: Int) { self.limit = limit }

    mutating func checkRoot(_ schema: JSONValue) {
        if schema["type"]?.stringValue != "object" { note(.rootType) }
        for keyword in StrictMode.keywordsRefusedAtRoot where schema[keyword] != nil { note(.keywordAtRoot(keyword)) }
        check(schema, level: 1)
    }

    private mutating func check(_ schema: JSONValue, level: Int) {
        guard faults.count < limit else { return }
        guard let object = schema.objectValue else { return note(.noSchema) }
        guard level <= StrictMode.levels else { return note(.tooDeep(level)) }
        for keyword in StrictMode.refusedKeywords where object[keyword] != nil {
            // Reported already.
            if level == 1, StrictMode.keywordsRefusedAtRoot.contains(keyword) { continue }
            note(.keyword(keyword))
        }
        count(object["enum"]?.arrayValue?.count, into: \.enumValues, StrictMode.enumValues) { .tooManyEnumValues($0) }
        let isTyped = ["type", "$ref", "anyOf", "enum", "const"].contains { object[$0] != nil }
        // The root is reported already, and the check below reports what an object without a type lacks.
        if !isTyped, level > 1 { note(.noType) }
        let types = StrictMode.types(of: object)
        if object["properties"] != nil || types.contains("object") { checkObject(object) }
        checkParts(object, isArray: types.contains("array"), level: level + 1)
    }

    private mutating func checkObject(_ object: JSONObject) {
        if object["additionalProperties"]?.boolValue != false { note(.openObject) }
        let known = object["properties"]?.objectValue ?? JSONObject()
        count(known.count, into: \.properties, StrictMode.properties) { .tooManyProperties($0) }
        let required = object["required"]?.arrayValue?.compactMap(\.stringValue) ?? []
        let given = Set(required)
        let missing = known.keys.filter { !given.contains($0) }
        if !missing.isEmpty { note(.notRequired(missing)) }
        if let unknown = required.first(where: { known[$0] == nil }) { note(.unknownRequired(unknown)) }
    }

    private mutating func checkParts(_ object: JSONObject, isArray: Bool, level: Int) {
        checkEach(of: "properties", in: object, level: level)
        if let items = object["items"] {
            check(items, at: [.key("items")], level: level)
        } else if isArray {
            note(.noItems)
        }
        for (index, branch) in (object["anyOf"]?.arrayValue ?? []).enumerated() {
            check(branch, at: [.key("anyOf"), .index(index)], level: level)
        }
        checkEach(of: "$defs", in: object, level: level)
        checkEach(of: "definitions", in: object, level: level)
    }

    private mutating func checkEach(of keyword: String, in object: JSONObject, level: Int) {
        for member in object[keyword]?.objectValue ?? JSONObject() {
            check(member.value, at: [.key(keyword), .key(member.key)], level: level)
        }
    }

    private mutating func check(_ schema: JSONValue, at more: [PathStep], level: Int) {
        steps += more
        check(schema, level: level)
        steps.removeLast(more.count)
    }

    /// Adds to a sum, and notes once if it exceeds the limit.
    private mutating func count(
        _ more: Int?, into sum: WritableKeyPath<StrictWalk, Int>, _ most: Int, _ rule: (Int) -> StrictMode.Fault.Rule
    ) {
        guard let more, self[keyPath: sum] <= most else { return }
        self[keyPath: sum] += more
        if self[keyPath: sum] > most { note(rule(self[keyPath: sum])) }
    }

    private mutating func note(_ rule: StrictMode.Fault.Rule) {
        if faults.count < limit { faults.append(StrictMode.Fault(rule: rule, steps: steps)) }
    }
}
