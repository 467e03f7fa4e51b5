import JSON

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
