import JSON
import Testing

@Suite("JSON Schema: references")
struct SchemaReferenceTests {
    typealias Row = (schema: String, right: [String], wrong: [String])

    @Test(
        "references within a document",
        arguments: [
            (
                ##"{"properties":{"next":{"$ref":"#"}},"additionalProperties":false}"##, [#"{"next":{"next":{}}}"#],
                [#"{"next":{"x":1}}"#]
            ),
            (##"{"$ref":"#/$defs/a","maximum":3,"$defs":{"a":{"minimum":1}}}"##, ["2"], ["0", "4"]),
            (
                ##"{"$schema":"http://json-schema.org/draft-07/schema#","definitions":{"a":{"minimum":1}},"allOf":[{"$ref":"#/definitions/a","maximum":3}]}"##,
                ["4"], ["0"]
            ),
            (
                ##"{"$defs":{"a/b":{"$defs":{"c~d":{"$defs":{"e%f":{"type":"null"}}}}}},"$ref":"#/$defs/a~1b/$defs/c~0d/$defs/e%25f"}"##,
                ["null"], ["1"]
            ),
            (##"{"prefixItems":[{"type":"integer"},{"$ref":"#/prefixItems/0"}]}"##, ["[1,2]"], ["[1,null]"]),
            (##"{"$defs":{"a":{"$anchor":"here","type":"null"}},"$ref":"#here"}"##, ["null"], ["1"]),
            (##"{"definitions":{"a":{"$id":"#here","type":"null"}},"$ref":"#here"}"##, ["null"], ["1"]),
            (
                ##"{"$id":"https://x.example/a/root.json","$defs":{"b":{"$id":"b.json","type":"null"}},"$ref":"b.json"}"##,
                ["null"], ["1"]
            ),
            (
                ##"{"$id":"https://x.example/a/root.json","$defs":{"b":{"$id":"../c/b.json","$defs":{"d":{"type":"null"}},"$ref":"#/$defs/d"}},"$ref":"/c/b.json"}"##,
                ["null"], ["1"]
            ),
            (
                ##"{"$id":"urn:example:a","$defs":{"b":{"$anchor":"b","type":"null"}},"$ref":"urn:example:a#b"}"##,
                ["null"], ["1"]
            ),
            (
                ##"{"$defs":{"b":{"$id":"b.json","$defs":{"c":{"$anchor":"c","type":"null"}}}},"items":{"$ref":"b.json#c"}}"##,
                ["[null]"], ["[1]"]
            ),
            (
                ##"{"unknown":{"deep":[{"type":"null","not":{"$ref":"#/$defs/s"}}]},"$defs":{"s":{"type":"string"}},"$ref":"#/unknown/deep/0"}"##,
                ["null"], ["1", #""""#]
            ),
            (##"{"enum":[{"$id":"https://x.example/b","type":"null"},1]}"##, ["1"], ["null"]),
            (
                ##"{"$ref":"https://json-schema.org/draft/2020-12/schema"}"##,
                [#"{"minLength":1}"#, "true", ##"{"$ref":"#/nowhere"}"##],
                [#"{"minLength":-1}"#, "1", #"{"properties":{"a":{"type":"text"}}}"#]
            ),
        ] as [Row])
    func references(row: Row) throws {
        let schema = try JSONSchema(JSONValue(parsing: row.schema))
        for text in row.right { #expect(schema.validate(try JSONValue(parsing: text)) == [], "\(row.schema)") }
        for text in row.wrong { #expect(!schema.allows(try JSONValue(parsing: text)), "\(row.schema) \(text)") }
    }

    /// A tree that a stricter schema extends, as the specification's example does.
    private static let tree = ##"""
        {"$id":"https://x.example/strict","$dynamicAnchor":"node","$ref":"tree","unevaluatedProperties":false,
         "$defs":{"tree":{"$id":"https://x.example/tree","$dynamicAnchor":"node","type":"object",
           "properties":{"data":true,"children":{"type":"array","items":{"$dynamicRef":"#node"}}}}}}
        """##

    @Test("a dynamic reference leads to the outermost schema with the anchor")
    func dynamic() throws {
        let strict = try JSONSchema(JSONValue(parsing: Self.tree))
        #expect(strict.allows(try JSONValue(parsing: #"{"children":[{"data":1}]}"#)))
        #expect(!strict.allows(try JSONValue(parsing: #"{"children":[{"daat":1}]}"#)))
        let plain = try JSONValue(parsing: Self.tree)["$defs"]?["tree"] ?? .null
        #expect(try JSONSchema(plain).allows(JSONValue(parsing: #"{"children":[{"daat":1}]}"#)))
    }

    @Test("a dynamic reference to a plain anchor is a plain reference")
    func notDynamic() throws {
        let schema = try JSONSchema(
            JSONValue(
                parsing:
                    ##"{"$id":"https://x.example/a","$ref":"b","$defs":{"t":{"$dynamicAnchor":"t","type":"null"},"b":{"$id":"b","$dynamicRef":"#t","$defs":{"u":{"$anchor":"t","type":"string"}}}}}"##
            ))
        #expect(schema.allows("x"))
        #expect(!schema.allows(nil))
    }
}
