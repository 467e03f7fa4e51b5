import Fuzzing
import JSON
import TestSupport

/// Random schemas, many of them odd, and values that have something to do with them.
extension SeededGenerator {
    private static let names = ["a", "b", "c", "d", "é", "x/y", "long name"]
    private static let patterns = [
        "^a", "b+$", "[a-c]{2}", "(a|b)*c", #"\p{L}"#, "", ".", #"^\S+$"#, "(a+)+$", #"(.)\1"#, "[^é]", "a{1,3}",
    ]

    /// - Parameter depth: how many schemas may stand in each other.
    mutating func schema(depth: Int = 3, isRoot: Bool = true) -> JSONValue {
        if !isRoot, below(8) == 0 { return .bool(below(4) > 0) }
        var schema = JSONObject()
        for _ in 0..<(1 + below(4)) {
            if depth > 0, below(3) > 0 { nest(depth: depth - 1, into: &schema) } else { assert(into: &schema) }
        }
        if isRoot {
            schema["$defs"] = .object(
                JSONObject(
                    ["a", "b", "c"].map { name in
                        let inner = self.schema(depth: 2, isRoot: false)
                        var object = inner.objectValue ?? ["allOf": [inner]]
                        object[pick(["$anchor", "$dynamicAnchor"])] = .string(name + name)
                        if below(20) == 0 { object["$id"] = .string(name + ".json") }
                        return (name, .object(object))
                    }))
        }
        return .object(schema)
    }

    private mutating func assert(into schema: inout JSONObject) {
        switch below(14) {
        case 0: schema["type"] = .string(pick(["string", "integer", "number", "array", "object", "null", "boolean"]))
        case 1: schema["type"] = [.string(pick(["string", "array"])), .string(pick(["object", "number", "null"]))]
        case 2: schema["const"] = instance(depth: 2)
        case 3: schema["enum"] = .array((0..<below(4)).map { _ in instance(depth: 1) })
        case 4: schema[pick(["minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum"])] = smallNumber()
        case 5: schema["multipleOf"] = pick([2, 0.5, 3, 0.1, 1e-30])
        case 6: schema[pick(["minLength", "maxLength", "minItems", "maxItems"])] = .number(JSONNumber(below(4)))
        case 7: schema[pick(["minProperties", "maxProperties"])] = .number(JSONNumber(below(4)))
        case 8: schema["pattern"] = .string(below(30) == 0 ? "(" : pick(Self.patterns))
        case 9: schema["uniqueItems"] = .bool(below(3) > 0)
        case 10: schema["required"] = .array((0..<below(3)).map { _ in .string(pick(Self.names)) })
        case 11: schema["dependentRequired"] = .object([pick(Self.names): [.string(pick(Self.names))]])
        case 12: schema[pick(["minContains", "maxContains"])] = .number(JSONNumber(below(3)))
        default: schema[pick(["nullable", "exclusiveMaximum", "format", "title"])] = pick([true, false, "date", "a"])
        }
    }

    private mutating func nest(depth: Int, into schema: inout JSONObject) {
        switch below(13) {
        case 0: schema[pick(["not", "if", "then", "else", "contains"])] = self.schema(depth: depth, isRoot: false)
        case 1, 2:
            schema[pick(["allOf", "anyOf", "oneOf", "prefixItems"])] = .array(
                (0...below(3)).map { _ in self.schema(depth: depth, isRoot: false) })
        case 3, 4: schema[pick(["properties", "dependentSchemas"])] = map(depth, keys: Self.names)
        case 5: schema["patternProperties"] = map(depth, keys: Self.patterns)
        case 6: schema[pick(["items", "additionalItems"])] = self.schema(depth: depth, isRoot: false)
        case 7: schema["items"] = [self.schema(depth: depth, isRoot: false)]
        case 8: schema[pick(["additionalProperties", "propertyNames"])] = self.schema(depth: depth, isRoot: false)
        case 9:
            schema[pick(["unevaluatedProperties", "unevaluatedItems"])] = self.schema(depth: depth, isRoot: false)
        case 10: schema["dependencies"] = map(depth, keys: Self.names)
        default:
            schema[pick(["$ref", "$ref", "$dynamicRef"])] = .string(
                pick([
                    "#", "#/$defs/a", "#/$defs/b", "#/$defs/c", "#aa", "#bb", "#cc", "#/$defs",
                    below(4) == 0 ? pick(["a.json", "b.json#bb", "#/$defs/a/items"]) : "#cc",
                    "https://json-schema.org/draft/2020-12/schema",
                ]))
        }
    }

    private mutating func map(_ depth: Int, keys: [String]) -> JSONValue {
        .object(JSONObject((0...below(2)).map { _ in (pick(keys), schema(depth: depth, isRoot: false)) }))
    }

    private mutating func smallNumber() -> JSONValue {
        below(8) == 0 ? .number(number()) : pick([0, 1, 1.0, 2, -1, 3.5, 0.1, 1e30, 10, 6])
    }

    /// A value with the keys, texts and numbers that the schemas speak of.
    mutating func instance(depth: Int = 3) -> JSONValue {
        switch below(depth > 0 ? 9 : 5) {
        case 0: return pick([nil, true, false])
        case 1, 2: return smallNumber()
        case 3: return .string(pick(["", "a", "ab", "abc", "aaab", "é", "2026-05-01", "x y"]))
        case 4: return below(6) == 0 ? .string(text()) : .string(pick(Self.names))
        case 5, 6: return .array((0..<below(4)).map { _ in instance(depth: depth - 1) })
        default: return .object(JSONObject((0..<below(4)).map { _ in (pick(Self.names), instance(depth: depth - 1)) }))
        }
    }
}
