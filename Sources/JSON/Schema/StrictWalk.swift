/// Walks through a schema and notes what `strict` refuses, in the API's order.
struct StrictWalk {
    private(set) var faults: [StrictMode.Fault] = []
    private let limit: Int
    private var properties = 0
    private var enumValues = 0
    private var characters = 0
    private var root = JSONValue.null
    private var steps: [PathStep] = []

    init(limit: Int) { self.limit = limit }

    mutating func checkRoot(_ schema: JSONValue) {
        root = schema
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
        checkReference(object)
        checkWords(object)
        let isTyped = ["type", "$ref", "anyOf", "enum", "const"].contains { object[$0] != nil }
        // The root is reported already, and the check below reports what an object without a type lacks.
        if !isTyped, level > 1 { note(.noType) }
        let types = StrictMode.types(of: object)
        if object["properties"] != nil || types.contains("object") { checkObject(object) }
        checkParts(object, isArray: types.contains("array"), level: level + 1)
    }

    /// A reference has to be alone, and to lead to the root or to a definition at the top level.
    private mutating func checkReference(_ object: JSONObject) {
        guard let reference = object["$ref"] else { return }
        let beside = object.keys.filter { !["$ref", "$defs", "definitions"].contains($0) }
        if !beside.isEmpty { note(.besideReference(beside)) }
        guard let path = reference.stringValue else { return note(.reference(reference.compact)) }
        if path != "#", definition(path) == nil { note(.reference(path)) }
    }

    private func definition(_ path: String) -> JSONValue? {
        let steps = path.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
        guard steps.count == 3, steps[0] == "#", ["$defs", "definitions"].contains(steps[1]) else { return nil }
        let name = steps[2].split(separator: "~1", omittingEmptySubsequences: false).joined(separator: "/")
            .split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~")
        return root[steps[1]]?[steps[2]] ?? root[steps[1]]?[name]
    }

    /// Types, formats, and the lengths of what a schema spells out.
    private mutating func checkWords(_ object: JSONObject) {
        if let word = StrictMode.types(of: object).first(where: { !StrictMode.typeWords.contains($0) }) {
            note(.unknownType(word))
        }
        if let format = object["format"]?.stringValue, !StrictMode.formats.contains(format) { note(.format(format)) }
        let values = object["enum"]?.arrayValue ?? []
        let lengthOfValues = values.reduce(0) { $0 + ($1.stringValue?.unicodeScalars.count ?? 0) }
        if values.count > StrictMode.valuesOfLongEnum, lengthOfValues > StrictMode.charactersOfLongEnum {
            note(.longEnum(lengthOfValues))
        }
        var length = lengthOfValues + (object["const"]?.stringValue?.unicodeScalars.count ?? 0)
        for group in ["properties", "$defs", "definitions"] {
            for name in object[group]?.objectValue?.keys ?? [] { length += name.unicodeScalars.count }
        }
        count(length, into: \.characters, StrictMode.characters) { .tooManyCharacters($0) }
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
