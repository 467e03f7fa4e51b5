internal import JSON

/// What `strict` asks of a schema: objects that are closed, with every property required, and no keyword that cannot be
/// turned into a grammar.
enum StrictSchema {
    private static let unsupported = [
        "allOf", "not", "if", "then", "else", "oneOf", "patternProperties", "dependentRequired",
    ]
    private static let maximumFindings = 20

    static func findings(_ schema: JSONValue, place: String) -> [Finding] {
        var findings: [Finding] = []
        if schema["type"]?.stringValue != "object" {
            findings.append(Finding(.error, place + ".type", "strict needs type \"object\" at the root"))
        }
        if schema["anyOf"] != nil {
            findings.append(Finding(.error, place + ".anyOf", "strict does not allow anyOf at the root"))
        }
        check(schema, place, into: &findings)
        return findings
    }

    private static func check(_ schema: JSONValue, _ place: String, into findings: inout [Finding]) {
        guard let object = schema.objectValue, findings.count < maximumFindings else { return }
        for keyword in unsupported where object[keyword] != nil {
            findings.append(Finding(.error, place + "." + keyword, "strict does not support \(keyword)"))
        }
        if object["properties"] != nil || isObject(object["type"]) { checkObject(object, place, into: &findings) }
        for group in ["properties", "$defs", "definitions"] {
            for member in object[group]?.objectValue?.members ?? [] {
                check(member.value, "\(place).\(group).\(member.key)", into: &findings)
            }
        }
        if let items = object["items"] { check(items, place + ".items", into: &findings) }
        for (index, option) in (object["anyOf"]?.arrayValue ?? []).enumerated() {
            check(option, "\(place).anyOf[\(index)]", into: &findings)
        }
    }

    private static func checkObject(_ object: JSONObject, _ place: String, into findings: inout [Finding]) {
        if object["additionalProperties"]?.boolValue != false {
            findings.append(Finding(.error, place, "strict needs additionalProperties: false"))
        }
        let required = Set((object["required"]?.arrayValue ?? []).compactMap(\.stringValue))
        let missing = (object["properties"]?.objectValue?.keys ?? []).filter { !required.contains($0) }
        if !missing.isEmpty {
            let names = missing.joined(separator: ", ")
            findings.append(
                Finding(.error, place + ".required", "strict needs every property here; missing: \(names)"))
        }
    }

    private static func isObject(_ type: JSONValue?) -> Bool {
        type?.stringValue == "object" || type?.arrayValue?.contains("object") == true
    }
}
