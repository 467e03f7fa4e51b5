import JSON

/// Says whether a value satisfies a schema: the keywords that these tests use, written apart from the code they test.
struct SchemaChecker {
    let root: JSONValue

    func faults(_ value: JSONValue, _ schema: JSONValue, _ path: String = "$") -> [String] {
        if let reference = schema["$ref"]?.stringValue {
            let name = String(reference.split(separator: "/").last ?? "")
            return faults(value, reference == "#" ? root : root["$defs"]?[name] ?? .null, path)
        }
        var found: [String] = []
        func check(_ holds: Bool, _ keyword: String) {
            if !holds { found.append("\(path): \(keyword) of \(schema.compact) by \(value.compact)") }
        }
        if let type = schema["type"] {
            let types = type.arrayValue?.compactMap(\.stringValue) ?? [type.stringValue ?? ""]
            check(types.contains { Self.has(value, $0) }, "type")
        }
        if let constant = schema["const"] { check(value == constant, "const") }
        if let values = schema["enum"]?.arrayValue { check(values.contains(value), "enum") }
        if let branches = schema["anyOf"]?.arrayValue {
            check(branches.contains { faults(value, $0, path).isEmpty }, "anyOf")
        }
        for branch in schema["allOf"]?.arrayValue ?? [] { found += faults(value, branch, path) }
        switch value {
        case .number(let number):
            let double = number.doubleValue
            if let bound = schema["minimum"]?.doubleValue { check(double >= bound, "minimum") }
            if let bound = schema["maximum"]?.doubleValue { check(double <= bound, "maximum") }
            if let bound = schema["exclusiveMinimum"]?.doubleValue { check(double > bound, "exclusiveMinimum") }
            if let bound = schema["exclusiveMaximum"]?.doubleValue { check(double < bound, "exclusiveMaximum") }
            if let multiple = schema["multipleOf"]?.doubleValue {
                let quotient = double / multiple
                check(abs(quotient - quotient.rounded()) < 1e-9, "multipleOf")
            }
        case .string(let text):
            let length = text.unicodeScalars.count
            if let bound = schema["minLength"]?.intValue { check(length >= bound, "minLength") }
            if let bound = schema["maxLength"]?.intValue { check(length <= bound, "maxLength") }
            if let pattern = schema["pattern"]?.stringValue, let regex = try? Regex(pattern) {
                check(text.firstMatch(of: regex) != nil, "pattern")
            }
            if let format = schema["format"]?.stringValue { check(Self.has(text, format: format), "format") }
        case .array(let items):
            if let bound = schema["minItems"]?.intValue { check(items.count >= bound, "minItems") }
            if let bound = schema["maxItems"]?.intValue { check(items.count <= bound, "maxItems") }
            if schema["uniqueItems"]?.boolValue == true { check(Set(items).count == items.count, "uniqueItems") }
            if let inner = schema["items"] {
                for (index, item) in items.enumerated() { found += faults(item, inner, "\(path)[\(index)]") }
            }
        case .object(let object):
            for key in schema["required"]?.arrayValue?.compactMap(\.stringValue) ?? [] {
                check(object[key] != nil, "required \(key)")
            }
            let properties = schema["properties"]?.objectValue ?? JSONObject()
            for member in object {
                if let inner = properties[member.key] {
                    found += faults(member.value, inner, path + "." + member.key)
                } else if let other = schema["additionalProperties"], other.boolValue == false {
                    check(false, "additionalProperties \(member.key)")
                } else if let other = schema["additionalProperties"], other.objectValue != nil {
                    found += faults(member.value, other, path + "." + member.key)
                }
            }
            if let bound = schema["minProperties"]?.intValue { check(object.count >= bound, "minProperties") }
            if let bound = schema["maxProperties"]?.intValue { check(object.count <= bound, "maxProperties") }
        default: break
        }
        return found
    }

    private static func has(_ value: JSONValue, _ type: String) -> Bool {
        switch value {
        case .null: type == "null"
        case .bool: type == "boolean"
        case .number: type == "number" || type == "integer" && value.intValue != nil
        case .string: type == "string"
        case .array: type == "array"
        case .object: type == "object"
        }
    }

    private static func has(_ text: String, format: String) -> Bool {
        let patterns = [
            "date": #"^\d{4}-\d\d-\d\d$"#, "time": #"^\d\d:\d\d:\d\dZ$"#,
            "date-time": #"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$"#,
            "email": #"^[^@\s]+@[^@\s]+\.[^@\s]+$"#, "uri": #"^https?://\S+$"#,
            "uuid": #"^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$"#,
            "ipv4": #"^\d+\.\d+\.\d+\.\d+$"#, "hostname": #"^[a-z0-9.]+$"#, "duration": #"^PT\d+M$"#,
        ]
        guard let pattern = patterns[format], let regex = try? Regex(pattern) else { return true }
        return text.wholeMatch(of: regex) != nil
    }
}

/// Makes schemas, the same ones for the same seed.
struct SchemaMaker {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407 }

    mutating func below(_ bound: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(bound))
    }

    /// A schema of type object, with a definition that leads back to itself.
    mutating func root() -> JSONValue {
        var object = self.object(depth: 0).objectValue ?? JSONObject()
        object["$defs"] = [
            "node": [
                "type": "object",
                "properties": [
                    "value": ["anyOf": [["$ref": "#/$defs/node"], text()]],
                    "next": ["anyOf": [["$ref": "#/$defs/node"], ["type": "null"]]],
                    "children": ["type": "array", "items": ["$ref": "#/$defs/node"]],
                ],
                "required": ["value", "next", "children"], "additionalProperties": false,
            ]
        ]
        return .object(object)
    }

    private static let names = [
        "location", "city", "name", "count", "email", "order_id", "when", "tags", "is_active", "price", "notes", "unit",
        "participants", "steps", "answer", "zip", "query", "x",
    ]

    private mutating func object(depth: Int) -> JSONValue {
        var properties = JSONObject()
        for _ in 0..<below(5) { properties[Self.names[below(Self.names.count)]] = schema(depth: depth + 1) }
        var object: JSONObject = ["type": "object", "properties": .object(properties)]
        object["required"] = .array(properties.keys.filter { _ in below(3) > 0 }.map(JSONValue.string))
        switch below(4) {
        case 0: object["additionalProperties"] = ["type": "integer"]
        case 1:
            object["additionalProperties"] = ["type": "string"]
            object["minProperties"] = .number(JSONNumber(below(7)))
        default: object["additionalProperties"] = false
        }
        return .object(object)
    }

    private mutating func schema(depth: Int) -> JSONValue {
        switch below(depth > 3 ? 7 : 12) {
        case 0: return text()
        case 1: return number()
        case 2: return ["type": "boolean"]
        case 3: return ["enum": ["celsius", "fahrenheit", 3, nil]]
        case 4: return ["const": "fixed"]
        case 5: return ["type": ["string", "null"], "maxLength": 5]
        case 6: return ["type": "string", "enum": ["low", "high"]]
        case 7: return object(depth: depth)
        case 8: return array(depth: depth)
        case 9: return ["anyOf": [schema(depth: depth + 1), schema(depth: depth + 1)]]
        case 10: return ["$ref": "#/$defs/node"]
        default:
            return [
                "allOf": [
                    ["type": "object", "properties": ["a": number()], "required": ["a"]],
                    ["type": "object", "properties": ["b": text()], "required": ["b"]],
                ]
            ]
        }
    }

    private mutating func text() -> JSONValue {
        var schema: JSONObject = ["type": "string"]
        switch below(5) {
        case 0:
            let formats = ["date", "time", "date-time", "email", "uri", "uuid", "ipv4", "hostname", "duration"]
            schema["format"] = .string(formats[below(formats.count)])
        case 1:
            let patterns = [
                "^[A-Z]{3}-\\d{4}$", "^\\d{5}(-\\d{4})?$", "^(red|green|blue)$", "[a-f0-9]+", "^[^@]+@example\\.com$",
                "^\\+?[1-9]\\d{1,14}$", "^a.b*c?$",
            ]
            schema["pattern"] = .string(patterns[below(patterns.count)])
        case 2:
            let least = below(20)
            schema["minLength"] = .number(JSONNumber(least))
            schema["maxLength"] = .number(JSONNumber(least + below(10)))
        default: break
        }
        return .object(schema)
    }

    private mutating func number() -> JSONValue {
        let isWhole = below(2) == 0
        var schema: JSONObject = ["type": isWhole ? "integer" : "number"]
        let low = below(200) - 100
        switch below(5) {
        case 0:
            schema["minimum"] = .number(JSONNumber(low))
            schema["maximum"] = .number(JSONNumber(low + below(10)))
        case 1:
            schema["exclusiveMinimum"] = .number(JSONNumber(low))
            schema["exclusiveMaximum"] = .number(JSONNumber(low + 2 + below(10)))
        case 2: schema["maximum"] = .number(JSONNumber(low))
        case 3:
            schema["multipleOf"] = isWhole ? 5 : 0.1
            schema["minimum"] = .number(JSONNumber(low))
        default: break
        }
        return .object(schema)
    }

    private mutating func array(depth: Int) -> JSONValue {
        var schema: JSONObject = ["type": "array", "items": self.schema(depth: depth + 1)]
        let least = below(4)
        if below(2) == 0 {
            schema["minItems"] = .number(JSONNumber(least))
            schema["maxItems"] = .number(JSONNumber(least + below(4)))
        }
        if below(3) == 0 {
            schema["items"] = below(2) == 0 ? ["type": "string"] : ["type": "integer", "minimum": 0, "maximum": 9]
            schema["uniqueItems"] = true
        }
        return .object(schema)
    }
}
