import JSON
import Testing

@Suite("JSON Schema: schemas and values that want too much")
struct SchemaLimitTests {
    private func causes(
        _ schema: JSONValue, _ value: JSONValue, _ limits: SchemaLimits = SchemaLimits()
    ) throws -> [SchemaViolation.Cause] {
        let schema = try JSONSchema(schema)
        let violations = schema.validate(value, limits: limits)
        #expect(schema.allows(value, limits: limits) == violations.isEmpty)
        return violations.map(\.cause)
    }

    /// As tests run without optimization.
    private let few = SchemaLimits(steps: 100_000)

    private func doubling(_ keyword: String, _ count: Int) -> JSONValue {
        var definitions: JSONObject = ["d0": ["minimum": 0]]
        for level in 1...count {
            let below: JSONValue = ["$ref": .string("#/$defs/d\(level - 1)")]
            definitions["d\(level)"] = [keyword: [below, below]]
        }
        return ["$ref": .string("#/$defs/d\(count)"), "$defs": .object(definitions)]
    }

    @Test("branches that double at every level", arguments: [("allOf", 1), ("anyOf", -1), ("oneOf", -1)])
    func doubled(keyword: String, value: JSONValue) throws {
        #expect(try causes(doubling(keyword, 60), value, few) == [.tooCostly])
        #expect(try causes(doubling("allOf", 10), 1) == [])
        #expect(try causes(doubling("allOf", 10), -1).count == SchemaLimits().violations)
    }

    @Test("branches that double over parts of a value, with dynamic scope and unevaluated parts")
    func doubledParts() throws {
        let schema: JSONValue = [
            "$dynamicAnchor": "n", "unevaluatedItems": false,
            "allOf": [["items": ["$dynamicRef": "#n"]], ["items": ["$dynamicRef": "#n"]]],
        ]
        let value = (0..<60).reduce([] as JSONValue) { value, _ in [value] }
        #expect(try causes(schema, value, few) == [.tooCostly])
    }

    @Test("references that go round with the same value, depending on it")
    func loops() throws {
        let schema: JSONValue = ["if": ["required": ["a"]], "then": ["$ref": "#"], "else": ["type": "object"]]
        #expect(try causes(schema, [:]) == [])
        #expect(try causes(schema, ["a": 1]) == [.loop])
        #expect(try causes(["dependentSchemas": ["a": ["$ref": "#"]]], ["a": 1]) == [.loop])
        #expect(try causes(["$dynamicAnchor": "a", "then": true, "allOf": [["$dynamicRef": "#a"]]], 1) == [.loop])
    }

    @Test("values that are nested too deep")
    func deep() throws {
        func nested(_ count: Int) -> JSONValue { (0..<count).reduce(nil as JSONValue) { value, _ in ["n": value] } }
        let list: JSONValue = ["properties": ["n": ["anyOf": [["$ref": "#"], ["type": "null"]]]]]
        #expect(try causes(list, nested(100)) == [])
        #expect(try causes(list, nested(512)) == [.tooDeep])
        #expect(try causes(["additionalProperties": ["$ref": "#"]], nested(512)) == [.tooDeep])
        #expect(try causes(["contains": ["contains": true]], nested(512)) == [])
    }

    @Test("schemas of any depth are read, and one too deep to apply says so")
    func deepSchema() throws {
        let schema = (0..<500).reduce([:] as JSONValue) { schema, _ in ["not": schema] }
        #expect(try causes(schema, 1) == [.loop])
    }

    @Test(
        "patterns that try all ways",
        arguments: [
            ("^(a+)+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!", 1),
            ("(x+x+)+[yz]", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", 1),
            ("^(([a-z])+.)+[A-Z]([a-z])+$", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", 1),
            (#"(.*)\1[bc]$"#, "a", 100_000), ("[a-z]{1000}[0-9][a-z]", "a", 200_000), ("[a-z]*[01]", "a", 300_000),
            ("[a-z]{60000}", "aaaaaaaa1", 30_000), (#"(?:\w+\s?)+[;:]$"#, "word ", 1_000),
            (#"((a+)\2)+$"#, "a", 3_000),
        ])
    func patterns(pattern: String, text: String, times: Int) throws {
        let text = String(repeating: text, count: times) + "!"
        #expect(try causes(["pattern": .string(pattern)], .string(text)) == [.tooCostly])
        #expect(try causes(["patternProperties": [pattern: false]], .object([text: 1])) == [.tooCostly])
    }

    @Test("plain patterns on long texts are no trouble")
    func longTexts() throws {
        let text: JSONValue = .string(String(repeating: "some words, and more. ", count: 5_000))
        for pattern in ["^[a-z]", #"^[\w\s.,]*$"#, "more", "[0-9]", #"\.\s$"#, "^(some|words|and|more|[ ,.])*$"] {
            let isFound = pattern != "[0-9]"
            #expect(try JSONSchema(["pattern": .string(pattern)]).allows(text) == isFound, "\(pattern)")
        }
    }

    @Test("patterns that are too long or too large to keep are errors")
    func largePatterns() {
        for pattern in [
            String(repeating: "a", count: 30_000), "(((((a{1000}){1000}){1000}){1000}){1000})",
            String(repeating: "(", count: 5_000) + String(repeating: ")", count: 5_000),
        ] {
            #expect(throws: SchemaError.self) { try JSONSchema(["pattern": .string(pattern)]) }
        }
    }

    @Test("numbers of many digits are within the budget, or said to be beyond it")
    func digits() throws {
        let long = try #require(JSONNumber(text: String(repeating: "7", count: 20_000)))
        let longer = try #require(JSONNumber(text: String(repeating: "7", count: 200_000) + "e99999999999999999999"))
        #expect(try causes(["maximum": .number(long)], .number(longer)) == [.mismatch])
        #expect(try causes(["multipleOf": 7], .number(longer)) == [])
        #expect(try causes(["multipleOf": .number(long)], .number(longer)) == [.tooCostly])
    }

    @Test("a large value under a schema that looks at it again and again")
    func large() throws {
        let items: JSONValue = .array((0..<20_000).map { [.number(JSONNumber($0))] })
        #expect(try causes(["uniqueItems": true], items) == [])
        let again: JSONValue = ["allOf": .array(Array(repeating: ["uniqueItems": true], count: 500))]
        #expect(try causes(again, items, few) == [.tooCostly])
        let many: JSONValue = .object(JSONObject((0..<20_000).map { ("k\($0)", 1) }))
        let looked: JSONValue = ["allOf": .array(Array(repeating: ["properties": ["z": true]], count: 5_000))]
        #expect(try causes(looked, many, few) == [.tooCostly])
    }

    @Test("steps are what the limits say: enough for the value, or one too few")
    func steps() throws {
        let schema: JSONValue = ["items": ["type": "integer"]]
        let value: JSONValue = .array(Array(repeating: 1, count: 100))
        #expect(try causes(schema, value, SchemaLimits(steps: 200)) == [])
        #expect(try causes(schema, value, SchemaLimits(steps: 50)) == [.tooCostly])
        #expect(try causes(schema, value, SchemaLimits(steps: -1)) == [.tooCostly])
        let wrong = try JSONSchema(["required": ["a"], "items": false, "additionalProperties": ["minimum": 2]])
        let stopped = wrong.validate(["b": 1, "c": 1, "d": 1], limits: SchemaLimits(steps: 4))
        #expect(stopped.first?.keyword == "required" && stopped.last?.cause == .tooCostly)
    }
}
