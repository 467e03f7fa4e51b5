import JSON
import Testing

@Suite("JSON Schema: what is no schema")
struct SchemaErrorTests {
    @Test(
        "the error names the place and says what is wrong there",
        arguments: [
            ("1", "The schema must be an object, true or false, not a number."),
            (
                #"{"properties":{"a":{"items":[1]}}}"#,
                "The schema's /properties/a/items/0 must be an object, true or false, not a number."
            ),
            (
                #"{"type":"text"}"#,
                #"The schema's /type must be null, boolean, integer, number, string, array or object, not "text"."#
            ),
            (#"{"type":[]}"#, "The schema's /type must name a type."),
            (#"{"type":{}}"#, "The schema's /type must be the name of a type or an array of such, not an object."),
            (#"{"minLength":-1}"#, "The schema's /minLength must be a whole number of 0 or more, not -1."),
            (#"{"maxItems":1.5}"#, "The schema's /maxItems must be a whole number of 0 or more, not 1.5."),
            (#"{"minimum":"5"}"#, #"The schema's /minimum must be a number, not "5"."#),
            (#"{"multipleOf":0.0}"#, "The schema's /multipleOf must be more than 0, not 0.0."),
            (#"{"required":true}"#, "The schema's /required must be an array of strings, not a Boolean."),
            (#"{"required":["a",1]}"#, "The schema's /required must hold strings only, not 1."),
            (
                #"{"dependentRequired":{"a":"b"}}"#,
                "The schema's /dependentRequired/a must be an array of strings, not a string."
            ),
            (#"{"enum":"a"}"#, "The schema's /enum must be an array, not a string."),
            (#"{"uniqueItems":1}"#, "The schema's /uniqueItems must be true or false, not 1."),
            (#"{"allOf":[]}"#, "The schema's /allOf must be an array of schemas, not []."),
            (#"{"anyOf":{}}"#, "The schema's /anyOf must be an array of schemas, not {}."),
            (
                #"{"$defs":{"a":{"properties":[]}}}"#,
                "The schema's /$defs/a/properties must be an object, not an array."
            ),
            (
                ##"{"$ref":"#/$defs/a"}"##,
                ##"The schema's /$ref leads nowhere: "#/$defs/a"; there is nothing in this place."##
            ),
            (##"{"$ref":"#a"}"##, ##"The schema's /$ref leads nowhere: "#a"; there is no such anchor."##),
            (
                #"{"items":{"$ref":"https://x.example/a"}}"#,
                #"The schema's /items/$ref leads nowhere: "https://x.example/a"; there is no schema with this address in the document."#
            ),
            (#"{"$ref":1}"#, "The schema's /$ref must be a string, not a number."),
            (#"{"$id":1}"#, "The schema's /$id must be a string, not a number."),
            (
                #"{"$anchor":"1a"}"#,
                "The schema's /$anchor must begin with a letter or _ and hold letters, digits, -, . and _ only."
            ),
            (
                #"{"prefixItems":[{"$anchor":"a"},{"$anchor":"a"}]}"#,
                "The schema's /prefixItems/1/$anchor is the name of another schema already."
            ),
            (
                #"{"prefixItems":[{"$id":"a"},{"$id":"a"}]}"#,
                "The schema's /prefixItems/1/$id is the address of another schema already."
            ),
            (##"{"$ref":"#"}"##, "The schema applies itself to the same value again, without end."),
            (
                ##"{"$defs":{"a":{"allOf":[{"$ref":"#/$defs/b"}]},"b":{"$ref":"#/$defs/a"}}}"##,
                "The schema's /$defs/a applies itself to the same value again, without end."
            ),
            (
                #"{"pattern":"(a"}"#,
                "The schema's /pattern is not a pattern that can be read: missing closing parenthesis."
            ),
            (
                #"{"patternProperties":{"[z-a]":{}}}"#,
                "The schema's /patternProperties/[z-a] is not a pattern that can be read: range out of order in character class."
            ),
        ])
    func errors(text: String, expected: String) throws {
        let value = try JSONValue(parsing: text)
        do throws(SchemaError) {
            _ = try JSONSchema(value)
            Issue.record("\(text) is taken")
        } catch {
            #expect(error.description == expected)
        }
    }

    @Test("what other versions or programs add is no error")
    func unknown() throws {
        let text =
            #"{"$comment":1,"title":5,"example":{"type":7},"discriminator":{},"xml":[],"x-a":null,"format":"color","deprecated":"no"}"#
        #expect(try JSONSchema(JSONValue(parsing: text)).allows(1))
    }
}
