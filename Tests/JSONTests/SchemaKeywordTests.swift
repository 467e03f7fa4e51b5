import JSON
import Testing

@Suite("JSON Schema: keywords")
struct SchemaKeywordTests {
    /// A schema, values that it allows, and values that it does not.
    typealias Row = (schema: String, right: [String], wrong: [String])

    private func check(_ row: Row) throws {
        let schema = try JSONSchema(JSONValue(parsing: row.schema))
        for (texts, isRight) in [(row.right, true), (row.wrong, false)] {
            for text in texts {
                let value = try JSONValue(parsing: text)
                let violations = schema.validate(value)
                #expect(violations.isEmpty == isRight, "\(row.schema) with \(text): \(violations)")
                #expect(schema.allows(value) == isRight, "\(row.schema) with \(text)")
            }
        }
    }

    @Test(
        "types, constants and choices",
        arguments: [
            ("true", ["1", "null"], []), ("false", [], ["1", "{}"]), ("{}", ["1", "[]"], []),
            (
                #"{"type":"integer"}"#, ["1", "-0", "1.0", "1e3", "12345678901234567890123"],
                ["1.5", #""1""#, "true", "null"]
            ),
            (#"{"type":"number"}"#, ["1", "1.5", "1e400"], ["null", #""1""#]),
            (#"{"type":["string","null"]}"#, [#""""#, "null"], ["0", "[]"]),
            (#"{"type":["number","integer"]}"#, ["1.5", "2"], [#""""#]),
            (#"{"type":"boolean"}"#, ["true", "false"], ["0", "1", "null"]),
            (#"{"type":"object"}"#, ["{}"], ["[]"]), (#"{"type":"array"}"#, ["[]"], ["{}"]),
            (#"{"const":1}"#, ["1", "1.0", "10e-1"], ["true", "2", #""1""#]),
            (#"{"const":{"a":1,"b":[2.0]}}"#, [#"{"b":[2],"a":1.0}"#], [#"{"a":1}"#, #"{"a":1,"b":[2],"c":3}"#, "[]"]),
            (#"{"const":false}"#, ["false"], ["0", "null", "[]"]),
            (#"{"const":"é"}"#, [#""é""#, "\"\\u00e9\""], ["\"e\u{301}\""]),
            (#"{"enum":[1,"a",null,[0]]}"#, ["1.0", #""a""#, "null", "[0.0]"], [#""b""#, "[false]", "true"]),
            (#"{"enum":[]}"#, [], ["1"]),
            (#"{"type":"string","nullable":true}"#, [#""a""#, "null"], ["1"]),
            (#"{"type":"string","nullable":false}"#, [#""a""#], ["null"]),
            (#"{"nullable":true,"minLength":1}"#, ["null", "1"], [#""""#]),
        ] as [Row])
    func types(row: Row) throws { try check(row) }

    @Test(
        "numbers are compared exactly, whatever their length",
        arguments: [
            (#"{"minimum":1.1}"#, ["1.1", "1.10", "2", #""0""#], ["1.09999999999999999999", "-1e9"]),
            (
                #"{"maximum":9007199254740993}"#, ["9007199254740993", "9007199254740993.0"],
                ["9007199254740994", "9007199254740993.000000001"]
            ),
            (#"{"exclusiveMinimum":0}"#, ["1e-999999999"], ["0", "-0.0", "-1e-400"]),
            (#"{"exclusiveMaximum":1e400}"#, ["9.99e399", "-1e500"], ["1e400", "10e399", "1.1e400"]),
            (#"{"minimum":-18446744073709551616}"#, ["-18446744073709551616"], ["-18446744073709551617", "-1e20"]),
            (#"{"minimum":3,"exclusiveMinimum":true}"#, ["3.1"], ["3", "2"]),
            (#"{"maximum":3,"exclusiveMaximum":true,"minimum":1,"exclusiveMinimum":false}"#, ["1", "2"], ["3", "0"]),
            (#"{"exclusiveMaximum":true}"#, ["1e9"], []),
            (#"{"multipleOf":0.01}"#, ["0.07", "4.35", "1e300", "0", "-0.0"], ["0.075", "4.3501", "1e-3"]),
            (#"{"multipleOf":0.1}"#, ["0.3", "1e1"], ["0.35"]),
            (
                #"{"multipleOf":3}"#, ["111111111111111111111111111111", "-3e40", "0"],
                ["111111111111111111111111111112", "1e40"]
            ),
            (
                #"{"multipleOf":12345678901234567890123}"#, ["24691357802469135780246", "12345678901234567890123e9"],
                ["24691357802469135780247", "1e50"]
            ),
            (#"{"multipleOf":1e-400}"#, ["1", "3e-400"], ["1e-401"]),
            (#"{"multipleOf":64}"#, ["1e6", "1e300"], ["1e5"]),
            (#"{"multipleOf":1e20}"#, ["3e20", "300000000000000000000"], ["3e19"]),
            (
                #"{"multipleOf":1267650600228229401496703205376}"#, ["1e100", "1267650600228229401496703205376"],
                ["1e29"]
            ),
        ] as [Row])
    func numbers(row: Row) throws { try check(row) }

    @Test(
        "texts: length in characters of Unicode, patterns anywhere in them",
        arguments: [
            (#"{"minLength":2,"maxLength":3}"#, [#""ab""#, #""🌊🌊""#, "1"], [#""a""#, #""🌊""#, #""abcd""#]),
            (#"{"maxLength":2.0}"#, [#""ab""#], [#""abc""#]),
            ("{\"maxLength\":1}", ["\"é\""], ["\"e\u{301}\""]),
            (#"{"pattern":"^a*$"}"#, [#""""#, #""aaa""#, "1"], [#""ab""#, "\"aa\\n\""]),
            (#"{"pattern":"a+"}"#, [#""xaay""#], [#""""#]),
            (#"{"pattern":""}"#, [#""""#, #""x""#], []),
            (#"{"pattern":"^\\d+$"}"#, [#""42""#], [#""٤٢""#]), (#"{"pattern":"^\\w$"}"#, [#""a""#], [#""é""#]),
            (
                #"{"pattern":"^\\s$"}"#, [#""\t""#, "\"\u{A0}\"", "\"\u{FEFF}\"", "\"\u{2029}\"", "\"\u{2003}\""],
                ["\"\u{200B}\""]
            ),
            (#"{"pattern":"^[\\s,]+$"}"#, ["\" ,\u{A0}\""], [#""a""#]),
            (#"{"pattern":"^\\S$"}"#, [#""é""#], [#"" ""#, "\"\u{FEFF}\""]),
            (#"{"pattern":"^[\\s\\S]$"}"#, [#"" ""#, #""é""#], [#""""#]),
            (#"{"pattern":"^\\p{Letter}+$"}"#, [#""Öß港""#], [#""a1""#]),
            (#"{"pattern":"^\\p{Lu}\\P{gc=Lu}$"}"#, [#""Éa""#], [#""éa""#]),
            (#"{"pattern":"^\\p{Script=Greek}+$"}"#, [#""αβγ""#], [#""abc""#]),
            (#"{"pattern":"^[^a]$"}"#, [#""🌊""#], [#""a""#]), (#"{"pattern":"^.$"}"#, [#""🌊""#], [#""ab""#, #""\n""#]),
            (#"{"pattern":"^\\ud83c\\udf0a+\\u0041\\u{1F30A}\\x42$"}"#, [#""🌊🌊A🌊B""#], [#""🌊""#]),
            (#"{"pattern":"^[[]$"}"#, [#""[""#], [#""]""#]), (#"{"pattern":"[]"}"#, [], [#""a""#, #""""#]),
            (#"{"pattern":"^(?<y>\\d{4})-\\k<y>$"}"#, [#""2026-2026""#], [#""2026-2027""#]),
            (#"{"pattern":"^\\$\\{[a-z/]+\\}$"}"#, [#""${a/b}""#], [#""$a""#]),
            (#"{"pattern":"^(?!.*x)a"}"#, [#""ab""#], [#""abx""#]),
        ] as [Row])
    func texts(row: Row) throws { try check(row) }

    @Test(
        "arrays",
        arguments: [
            (#"{"items":{"type":"integer"}}"#, ["[]", "[1,2]", "{}"], [#"[1,"2"]"#]),
            (#"{"items":false}"#, ["[]"], ["[1]"]),
            (
                #"{"prefixItems":[{"type":"integer"},{"type":"string"}]}"#, ["[]", "[1]", #"[1,"a",null]"#],
                [#"["a"]"#, "[1,2]"]
            ),
            (#"{"prefixItems":[true],"items":{"type":"null"}}"#, ["[1,null]"], ["[1,2]"]),
            (#"{"items":[{"type":"integer"}],"additionalItems":false}"#, ["[]", "[1]"], ["[1,2]", "[null]"]),
            (#"{"items":[{"type":"integer"}],"additionalItems":{"type":"null"}}"#, ["[1,null]"], ["[1,1]"]),
            (#"{"items":[]}"#, ["[1]"], []), (#"{"items":{},"additionalItems":false}"#, ["[1,2]"], []),
            (#"{"minItems":1,"maxItems":2}"#, ["[1]", "[1,2]", #""""#], ["[]", "[1,2,3]"]),
            (
                #"{"uniqueItems":true}"#,
                ["[]", "[1,true,\"1\"]", "[0,false,null]", #"[{"a":1},{"a":2}]"#, "[[1],[2]]"],
                ["[1,1.0]", #"[{"a":1,"b":2},{"b":2.0,"a":1}]"#, "[[],1,[]]"]
            ),
            (#"{"uniqueItems":false}"#, ["[1,1]"], []),
            (#"{"contains":{"type":"integer"}}"#, ["[null,1]", "{}"], ["[]", "[null]"]),
            (
                #"{"contains":{"const":1},"minContains":2,"maxContains":3}"#, ["[1,1]", "[1,0,1,1]"],
                ["[1]", "[1,1,1,1]", "[]"]
            ),
            (#"{"contains":{"const":1},"minContains":0}"#, ["[]", "[2]"], []),
            (#"{"contains":{"const":1},"minContains":0,"maxContains":1}"#, ["[]", "[1]"], ["[1,1]"]),
            (#"{"minContains":5,"maxContains":0}"#, ["[]", "[1]"], []), (#"{"contains":false}"#, ["1"], ["[]", "[1]"]),
        ] as [Row])
    func arrays(row: Row) throws { try check(row) }

    @Test(
        "objects",
        arguments: [
            (
                #"{"properties":{"a":{"type":"integer"},"b":false}}"#, ["{}", #"{"a":1,"c":2}"#, "[]"],
                [#"{"a":"1"}"#, #"{"b":1}"#]
            ),
            (#"{"properties":{"é":false}}"#, ["{\"e\u{301}\":1}"], ["{\"é\":1}"]),
            (#"{"required":["a","b"]}"#, [#"{"a":null,"b":0}"#, "1"], ["{}", #"{"a":1}"#]),
            (
                #"{"properties":{"a":{}},"patternProperties":{"^x_":{"type":"integer"}},"additionalProperties":{"type":"null"}}"#,
                [#"{"a":1,"x_1":2,"z":null}"#], [#"{"x_1":"a"}"#, #"{"z":1}"#]
            ),
            (
                #"{"patternProperties":{"a":{"type":"integer"},"b":{"minimum":5}}}"#, [#"{"ab":5,"c":"x"}"#],
                [#"{"ab":4}"#, #"{"ab":"x"}"#]
            ),
            (#"{"additionalProperties":false}"#, ["{}"], [#"{"a":1}"#]),
            (#"{"minProperties":1,"maxProperties":2}"#, [#"{"a":1}"#, "[]"], ["{}", #"{"a":1,"b":2,"c":3}"#]),
            (#"{"propertyNames":{"maxLength":1}}"#, [#"{"a":1}"#, "{}"], [#"{"ab":1}"#]),
            (#"{"propertyNames":false}"#, ["{}"], [#"{"a":1}"#]),
            (
                #"{"dependentRequired":{"a":["b","c"]}}"#, ["{}", #"{"b":1}"#, #"{"a":1,"b":1,"c":1}"#],
                [#"{"a":1,"b":1}"#]
            ),
            (#"{"dependentSchemas":{"a":{"required":["b"]}}}"#, ["{}", #"{"a":1,"b":1}"#], [#"{"a":1}"#]),
            (
                #"{"dependencies":{"a":["b"],"c":{"maxProperties":1},"d":false}}"#,
                ["{}", #"{"a":1,"b":1}"#, #"{"c":1}"#],
                [#"{"a":1}"#, #"{"c":1,"e":1}"#, #"{"d":1}"#]
            ),
        ] as [Row])
    func objects(row: Row) throws { try check(row) }

    @Test(
        "schemas of schemas",
        arguments: [
            (#"{"allOf":[{"minimum":1},{"maximum":3}]}"#, ["2"], ["0", "4"]),
            (#"{"anyOf":[{"minimum":3},{"maximum":1}]}"#, ["0", "4"], ["2"]),
            (
                #"{"anyOf":[{"type":"string"},{"minimum":2}],"type":["integer","string"]}"#, [#""a""#, "2"],
                ["1", "null"]
            ),
            (#"{"oneOf":[{"multipleOf":2},{"multipleOf":3}]}"#, ["2", "3"], ["6", "1"]),
            (#"{"oneOf":[true,true]}"#, [], ["1"]),
            (#"{"not":{"type":"integer"}}"#, [#""a""#], ["1"]), (#"{"not":{}}"#, [], ["1"]),
            (#"{"not":{"not":{"type":"null"}}}"#, ["null"], ["1"]),
            (#"{"if":{"minimum":10},"then":{"multipleOf":5},"else":{"multipleOf":2}}"#, ["15", "4"], ["12", "5"]),
            (#"{"then":false,"else":false}"#, ["1"], []),
            (#"{"if":{"minimum":1},"then":{"maximum":3}}"#, ["2", "-7"], ["4"]),
            (#"{"if":false,"else":false}"#, [], ["1"]),
        ] as [Row])
    func combined(row: Row) throws { try check(row) }

    @Test(
        "what nobody looked at",
        arguments: [
            (#"{"properties":{"a":{}},"unevaluatedProperties":false}"#, [#"{"a":1}"#, "{}"], [#"{"b":1}"#]),
            (
                #"{"allOf":[{"properties":{"a":{}}}],"properties":{"b":{}},"unevaluatedProperties":false}"#,
                [#"{"a":1,"b":2}"#], [#"{"a":1,"c":2}"#]
            ),
            (
                #"{"anyOf":[{"properties":{"a":{"const":1}},"required":["a"]},{"properties":{"b":{}},"required":["b"]}],"unevaluatedProperties":false}"#,
                [#"{"a":1}"#, #"{"b":1}"#, #"{"a":1,"b":1}"#], [#"{"a":2,"b":1}"#]
            ),
            (
                #"{"if":{"properties":{"a":{"const":1}},"required":["a"]},"then":{"properties":{"b":{}}},"else":{"properties":{"c":{}}},"unevaluatedProperties":false}"#,
                [#"{"a":1,"b":1}"#, #"{"c":1}"#], [#"{"a":1,"c":1}"#, #"{"a":2,"c":1}"#]
            ),
            (#"{"not":{"not":{"properties":{"a":{}}}},"unevaluatedProperties":false}"#, ["{}"], [#"{"a":1}"#]),
            (
                ##"{"$ref":"#/$defs/a","unevaluatedProperties":{"type":"null"},"$defs":{"a":{"properties":{"a":{}}}}}"##,
                [#"{"a":1,"b":null}"#], [#"{"b":1}"#]
            ),
            (
                #"{"dependentSchemas":{"a":{"properties":{"b":{}}}},"properties":{"a":{}},"unevaluatedProperties":false}"#,
                [#"{"a":1,"b":1}"#], [#"{"b":1}"#]
            ),
            (#"{"allOf":[{"additionalProperties":true}],"unevaluatedProperties":false}"#, [#"{"x":1}"#], []),
            (#"{"allOf":[{"unevaluatedProperties":true}],"unevaluatedProperties":false}"#, [#"{"x":1}"#], []),
            (
                #"{"properties":{"a":{"properties":{"x":{}}}},"patternProperties":{"^p":{}},"unevaluatedProperties":false}"#,
                [#"{"a":{"y":1},"p1":1}"#], [#"{"x":1}"#]
            ),
            (#"{"allOf":[{"properties":{"a":{}}},{"unevaluatedProperties":false}]}"#, ["{}"], [#"{"a":1}"#]),
            (#"{"prefixItems":[{}],"unevaluatedItems":false}"#, ["[1]", "{}"], ["[1,2]"]),
            (
                #"{"allOf":[{"prefixItems":[{},{}]}],"prefixItems":[{}],"unevaluatedItems":{"type":"null"}}"#,
                ["[1,2,null]"], ["[1,2,3]"]
            ),
            (
                #"{"contains":{"type":"string"},"unevaluatedItems":{"type":"integer"}}"#, [#"[1,"a",2]"#],
                [#"[1,"a",null]"#]
            ),
            (#"{"allOf":[{"items":{}}],"unevaluatedItems":false}"#, ["[1]"], []),
            (
                #"{"anyOf":[{"contains":{"const":1}},{"contains":{"const":2}}],"unevaluatedItems":false}"#,
                ["[1,2]", "[1]"], ["[1,3]"]
            ),
        ] as [Row])
    func unevaluated(row: Row) throws { try check(row) }
}
