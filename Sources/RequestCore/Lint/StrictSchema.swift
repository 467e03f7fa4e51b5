internal import JSON

/// What `strict` asks of a schema: objects that are closed, with every property required, and no keyword that cannot be
/// turned into a grammar.
enum StrictSchema {
    private static let unsupported = [
        "allOf", "not", "if", "then", "else", "oneOf", "patternProperties", "dependentRequired",
    ]
    private static let maximumFindings = 20

    /// - Parameter fix: closes the schema, for the findings that this settles.
    static func findings(_ schema: JSONValue, place: String, closing fix: Finding.Fix) -> [Finding] {
        var findings: [Finding] = []
        if schema["type"]?.stringValue != "object" {
            findings.append(Finding(.error, place + ".type", "strict needs type \"object\" at the root"))
        }
        if schema["anyOf"] != nil {
            findings.append(Finding(.error, place + ".anyOf", "strict does not allow anyOf at the root"))
        }
        check(schema, place, fix, into: &findings)
        return findings
    }

    /// The schema with every object closed and all its properties required.
    static func closing(_ schema: JSONValue) -> JSONValue {
        guard var object = schema.objectValue else { return schema }
        for group in ["properties", "$defs", "definitions"] {
            guard var members = object[group]?.objectValue else { continue }
            for key in members.keys { members[key] = members[key].map(closing) }
            object[group] = .object(members)
        }
        object["items"] = object["items"].map(closing)
        object["anyOf"] = object["anyOf"].map { $0.arrayValue.map { .array($0.map(closing)) } ?? $0 }
        if object["properties"] != nil || isObject(object["type"]) {
            let names = object["properties"]?.objectValue?.keys ?? []
            object["required"] = .array(names.map(JSONValue.string))
            object["additionalProperties"] = false
        }
        return .object(object)
    }

    private static func check(_ schema: JSONValue, _ place: String, _ fix: Finding.Fix, into findings: inout [Finding])
    {
        guard let object = schema.objectValue, findings.count < maximumFindings else { return }
        for keyword in unsupported where object[keyword] != nil {
            findings.append(Finding(.error, place + "." + keyword, "strict does not support \(keyword)"))
        }
        if object["properties"] != nil || isObject(object["type"]) {
            checkObject(object, place, fix, into: &findings)
        }
        for group in ["properties", "$defs", "definitions"] {
            for member in object[group]?.objectValue?.members ?? [] {
                check(member.value, "\(place).\(group).\(member.key)", fix, into: &findings)
            }
        }
        if let items = object["items"] { check(items, place + ".items", fix, into: &findings) }
        for (index, option) in (object["anyOf"]?.arrayValue ?? []).enumerated() {
            check(option, "\(place).anyOf[\(index)]", fix, into: &findings)
        }
    }

    private static func checkObject(
        _ object: JSONObject, _ place: String, _ fix: Finding.Fix, into findings: inout [Finding]
    ) {
        if object["additionalProperties"]?.boolValue != false {
            findings.append(Finding(.error, place, "strict needs additionalProperties: false", fix: fix))
        }
        let required = Set((object["required"]?.arrayValue ?? []).compactMap(\.stringValue))
        let missing = (object["properties"]?.objectValue?.keys ?? []).filter { !required.contains($0) }
        if !missing.isEmpty {
            let names = missing.joined(separator: ", ")
            findings.append(
                Finding(.error, place + ".required", "strict needs every property here; missing: \(names)", fix: fix))
        }
    }

    private static func isObject(_ type: JSONValue?) -> Bool {
        type?.stringValue == "object" || type?.arrayValue?.contains("object") == true
    }
}
