import JSON
import Testing

@Suite("JSON Schema: what is said of a wrong value")
struct SchemaViolationTests {
    private static let weather = ##"""
        {"type":"object","properties":{
           "location":{"type":"object","properties":{"city":{"type":"string","minLength":1},"unit":{"type":"array","items":{"enum":["celsius","fahrenheit"]}}},"required":["city"]},
           "days":{"type":"integer","minimum":1,"maximum":14},
           "odd key/~":{"type":"null"},
           "who":{"anyOf":[{"$ref":"#/$defs/person"},{"type":"null"}]},
           "shape":{"oneOf":[{"type":"object","properties":{"kind":{"const":"circle"},"radius":{"type":"number"}},"required":["kind","radius"]},
                             {"type":"object","properties":{"kind":{"const":"square"},"side":{"type":"number"}},"required":["kind","side"]}]},
           "tags":{"uniqueItems":true,"contains":{"const":"a"},"maxItems":3},
           "id":{"type":["string","integer"]}, "even":{"multipleOf":0.2}, "code":{"pattern":"^[A-Z]+$"},
           "words":{"propertyNames":{"pattern":"^[a-z]+$"}}},
         "required":["location"],"additionalProperties":false,
         "$defs":{"person":{"type":"object","required":["name"]}}}
        """##

    @Test(
        "each violation names the place, the place in the schema, and the fault in a sentence",
        arguments: [
            (#"{}"#, "", "/required", #"The value must have the property "location", which is missing."#),
            (#"[]"#, "", "/type", "The value must be an object, not an array."),
            (
                #"{"location":{"city":"B","unit":["celsius","kelvin"]}}"#, "/location/unit/1",
                "/properties/location/properties/unit/items/enum",
                #"location.unit[1] must be "celsius" or "fahrenheit", not "kelvin"."#
            ),
            (
                #"{"location":{"city":""}}"#, "/location/city", "/properties/location/properties/city/minLength",
                "location.city must have at least 1 character, not 0."
            ),
            (
                #"{"location":{}}"#, "/location", "/properties/location/required",
                #"location must have the property "city", which is missing."#
            ),
            (
                #"{"location":{"city":"B"},"days":15}"#, "/days", "/properties/days/maximum",
                "days must be at most 14, not 15."
            ),
            (
                #"{"location":{"city":"B"},"days":1.5}"#, "/days", "/properties/days/type",
                "days must be a whole number, not 1.5."
            ),
            (
                #"{"location":{"city":"B"},"colour":1}"#, "/colour", "/additionalProperties",
                "colour is a property that the schema does not know."
            ),
            (
                #"{"location":{"city":"B"},"odd key/~":1}"#, "/odd key~1~0", "/properties/odd key~1~0/type",
                #"["odd key/~"] must be null, not a number."#
            ),
            (
                #"{"location":{"city":"B"},"who":{}}"#, "/who", "/$defs/person/required",
                #"who must have the property "name", which is missing."#
            ),
            (
                #"{"location":{"city":"B"},"who":1}"#, "/who", "/properties/who/anyOf",
                "who must be an object or null, not a number."
            ),
            (
                #"{"location":{"city":"B"},"shape":{"kind":"square"}}"#, "/shape", "/properties/shape/oneOf/1/required",
                #"shape must have the property "side", which is missing."#
            ),
            (
                #"{"location":{"city":"B"},"shape":{"kind":"line"}}"#, "/shape", "/properties/shape/oneOf",
                "shape fits none of 2 alternatives."
            ),
            (
                #"{"location":{"city":"B"},"tags":["a","b","a"]}"#, "/tags", "/properties/tags/uniqueItems",
                "tags must not hold the same item twice, as at 0 and 2."
            ),
            (
                #"{"location":{"city":"B"},"tags":[]}"#, "/tags", "/properties/tags/contains",
                #"tags must have at least one item that fits "contains", but has none."#
            ),
            (
                #"{"location":{"city":"B"},"id":null}"#, "/id", "/properties/id/type",
                "id must be a string or a whole number, not null."
            ),
            (
                #"{"location":{"city":"B"},"even":0.3}"#, "/even", "/properties/even/multipleOf",
                "even must be a multiple of 0.2, not 0.3."
            ),
            (
                #"{"location":{"city":"B"},"code":"a\u001b"}"#, "/code", "/properties/code/pattern",
                #"code must match the pattern ^[A-Z]+$, not be "a\u001b"."#
            ),
            (
                #"{"location":{"city":"B"},"words":{"ok":1,"NO":2}}"#, "/words/NO", "/properties/words/propertyNames",
                #"words.NO is not allowed as a property: the name must match the pattern ^[a-z]+$, not be "NO"."#
            ),
        ])
    func sentences(text: String, path: String, schemaPath: String, sentence: String) throws {
        let violations = try JSONSchema(JSONValue(parsing: Self.weather)).validate(JSONValue(parsing: text))
        #expect(violations.map(\.description) == [sentence])
        #expect(violations.map(\.path) == [path])
        #expect(violations.map(\.schemaPath) == [schemaPath])
        #expect(violations.allSatisfy { $0.cause == .mismatch && schemaPath.hasSuffix("/" + $0.keyword) })
    }

    @Test("all violations are found, and no more reported than are wanted")
    func several() throws {
        let schema = try JSONSchema(JSONValue(parsing: Self.weather))
        let value = try JSONValue(parsing: #"{"days":0,"x":1,"id":[],"shape":{"kind":"circle","radius":"r"}}"#)
        #expect(schema.validate(value).map(\.place) == ["", "days", "x", "id", "shape.radius"])
        for count in 0...5 {
            let reported = schema.validate(value, limits: SchemaLimits(violations: count))
            #expect(reported == Array(schema.validate(value).prefix(max(1, count))))
        }
    }

    @Test("long texts and large values are shortened in a sentence")
    func shortened() throws {
        let long: JSONValue = .string(String(repeating: "é", count: 100_000))
        let number = try #require(JSONNumber(text: String(repeating: "9", count: 100_000)))
        let many: JSONValue = ["enum": .array((0..<1000).map { .number(JSONNumber($0)) })]
        let rows: [(schema: JSONValue, value: JSONValue)] = [
            (["const": "a"], long), (["const": 1], .array(Array(repeating: 1, count: 1000))),
            (["maximum": 1], .number(number)), (many, long), (["const": .string("x" + (long.stringValue ?? ""))], "a"),
        ]
        for (schema, value) in rows {
            let violations = try JSONSchema(schema).validate(value)
            #expect(violations.count == 1 && violations.allSatisfy { $0.description.count < 200 }, "\(violations)")
        }
    }

    @Test("what stands wrong in a branch is not taken for what nobody knows")
    func noNoise() throws {
        let schema = try JSONSchema([
            "anyOf": [["required": ["a"]], ["required": ["b"]]], "unevaluatedProperties": false,
        ])
        #expect(schema.validate(["c": 1]).map(\.description) == ["The value fits none of 2 alternatives."])
    }
}
