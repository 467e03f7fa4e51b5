import JSON
import Testing

@Suite("Strict schemas")
struct StrictModeTests {
    private func faults(_ text: String) throws -> [String] {
        StrictMode.faults(in: try JSONValue(parsing: text)).map { "\($0.place) \($0.rule)" }
    }

    @Test(
        "each rule, with the place where it is broken",
        arguments: [
            (#"{"type":"object","properties":{},"required":[],"additionalProperties":false}"#, []),
            (#"{"type":"object"}"#, [" openObject"]), (#"{}"#, [" rootType"]),
            (#"{"type":["object","null"],"additionalProperties":false}"#, [" rootType"]),
            (
                #"{"type":"object","additionalProperties":false,"anyOf":[],"not":{}}"#,
                [#" keywordAtRoot("anyOf")"#, #" keywordAtRoot("not")"#]
            ),
            (#"{"type":"object","additionalProperties":false,"if":{}}"#, [#" keyword("if")"#]),
            (
                #"{"type":"object","additionalProperties":{},"properties":{"a":{"type":"null"},"b":{"type":"null"}},"required":["b","c"]}"#,
                [" openObject", #" notRequired(["a"])"#, #" unknownRequired("c")"#]
            ),
            (
                #"{"type":"object","additionalProperties":false,"properties":{"a":{"anyOf":[{"type":"string"},{"oneOf":[]}]}},"required":["a"]}"#,
                [#"properties.a.anyOf[1] keyword("oneOf")"#, "properties.a.anyOf[1] noType"]
            ),
            (
                #"{"type":"object","additionalProperties":false,"properties":{"odd key":{"type":"array","items":{"type":["array","null"]}}},"required":["odd key"]}"#,
                [#"properties["odd key"].items noItems"#]
            ),
            (
                #"{"type":"object","additionalProperties":false,"$defs":{"d":true},"definitions":{"e":{}}}"#,
                ["$defs.d noSchema", "definitions.e noType"]
            ),
            (
                ##"{"type":"object","additionalProperties":false,"properties":{"a":{"$ref":"#"},"b":{"enum":[1]},"c":{"const":1}},"required":["a","b","c"]}"##,
                []
            ),
        ])
    func rules(text: String, expected: [String]) throws {
        #expect(try faults(text) == expected)
    }

    @Test(
        "references stand alone and lead to definitions; formats, types and defaults that are not taken",
        arguments: [
            (
                ##"{"type":"object","additionalProperties":false,"properties":{"hero":{"$ref":"#/$defs/Hero","description":"…"}},"required":["hero"],"$defs":{"Hero":{"type":"string"}}}"##,
                [#"properties.hero besideReference(["description"])"#]
            ),
            (
                ##"{"type":"object","additionalProperties":false,"properties":{"a":{"type":"string"},"b":{"$ref":"#/properties/a"},"c":{"$ref":"#/$defs/d/items"},"e":{"$ref":"other.json"},"f":{"$ref":"#/$defs/none"}},"required":["a","b","c","e","f"],"$defs":{"d":{"type":"array","items":{"type":"null"}}}}"##,
                [
                    ##"properties.b reference("#/properties/a")"##, ##"properties.c reference("#/$defs/d/items")"##,
                    #"properties.e reference("other.json")"#, ##"properties.f reference("#/$defs/none")"##,
                ]
            ),
            (
                #"{"type":"object","additionalProperties":false,"properties":{"a":{"type":"string","format":"uri"},"b":{"type":"date"},"c":{"type":"string","default":"x"},"d":{"type":"string","format":"uuid","pattern":"^a"}},"required":["a","b","c","d"],"minProperties":1}"#,
                [
                    #" keyword("minProperties")"#, #"properties.a format("uri")"#, #"properties.b unknownType("date")"#,
                    #"properties.c keyword("default")"#,
                ]
            ),
        ])
    func moreRules(text: String, expected: [String]) throws {
        #expect(try faults(text) == expected)
    }

    private func closed(_ properties: [(String, JSONValue)]) -> JSONValue {
        StrictMode.closing(["type": "object", "properties": .object(JSONObject(properties))])
    }

    @Test("limits: ten levels, 5,000 properties, 1,000 values of enums, in the whole schema")
    func limits() {
        func levels(_ count: Int) -> JSONValue {
            (1..<count).reduce(closed([])) { inner, _ in closed([("a", inner)]) }
        }
        #expect(StrictMode.faults(in: levels(10)) == [])
        #expect(StrictMode.faults(in: levels(11)).map(\.rule) == [.tooDeep(11)])
        #expect(
            StrictMode.faults(in: levels(11)).map(\.path) == [
                Array(repeating: ["properties", "a"], count: 10).flatMap(\.self)
            ])
        func wide(_ count: Int) -> JSONValue {
            closed([("x", closed((0..<(count - 2)).map { ("p\($0)", ["type": "null"]) })), ("y", ["type": "null"])])
        }
        #expect(StrictMode.faults(in: wide(5000)) == [])
        #expect(StrictMode.faults(in: wide(5001)).map(\.rule) == [.tooManyProperties(5001)])
        func values(_ count: Int) -> JSONValue {
            let list: [JSONValue] = (0..<count).map { .number(JSONNumber($0)) }
            return closed([
                ("a", ["enum": .array(Array(list.prefix(600)))]), ("b", ["enum": .array(Array(list.dropFirst(600)))]),
            ])
        }
        #expect(StrictMode.faults(in: values(1000)) == [])
        #expect(StrictMode.faults(in: values(1001)).map(\.rule) == [.tooManyEnumValues(1001)])
    }

    @Test("limits of characters: 15,000 in an enum of more than 250 values, 120,000 of names and values in all")
    func characters() {
        func values(_ count: Int, of length: Int) -> JSONValue {
            ["enum": .array((0..<count).map { _ in .string(String(repeating: "x", count: length)) })]
        }
        #expect(StrictMode.faults(in: closed([("a", values(250, of: 100))])) == [])
        #expect(StrictMode.faults(in: closed([("a", values(251, of: 60))])).map(\.rule) == [.longEnum(15_060)])
        let many = (0..<4).map { ("property\($0)", values(250, of: 120)) }
        #expect(StrictMode.faults(in: closed(many)).map(\.rule) == [.tooManyCharacters(120_036)])
    }

    @Test("closing puts a description beside a reference around it")
    func closingReferences() {
        let schema = closed([("a", ["$ref": "#", "description": "again"])])
        #expect(StrictMode.faults(in: schema) == [])
        #expect(schema["properties"]?["a"] == ["description": "again", "anyOf": [["$ref": "#"]]])
    }

    @Test("no more faults are looked for than are wanted")
    func limited() {
        let bad: JSONValue = closed((0..<100).map { ("p\($0)", [:]) })
        #expect(StrictMode.faults(in: bad).count == 20)
        #expect(StrictMode.faults(in: bad, limit: 1).map(\.path) == [["properties", "p0"]])
    }

    @Test("closing settles what it says it settles, all the way down, and nothing else")
    func closing() throws {
        let open = try JSONValue(
            parsing:
                ##"{"type":"object","properties":{"b":{"type":"array","items":{"properties":{"c":{"type":"null"}},"type":"object"}},"a":{"anyOf":[{"type":["object","null"]},{"$ref":"#/$defs/d"}]}},"required":["z"],"$defs":{"d":{"type":"object","properties":{"e":{"oneOf":[]}},"additionalProperties":true}}}"##
        )
        let before = StrictMode.faults(in: open)
        let after = StrictMode.faults(in: StrictMode.closing(open))
        #expect(before.filter { !$0.isSettledByClosing } == after)
        #expect(after.map(\.rule) == [.keyword("oneOf"), .noType])
        #expect(StrictMode.closing(open)["required"] == ["b", "a"])
        #expect(StrictMode.closing(StrictMode.closing(open)) == StrictMode.closing(open))
        #expect(StrictMode.closing(true) == true)
    }
}
