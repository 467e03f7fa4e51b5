import JSON
import Testing

@Suite("Errors say where and what")
struct ParseErrorTests {
    @Test(
        "line and column are those of what is wrong",
        arguments: [
            ("", "line 1, column 1: expected a value but the text is empty"),
            ("  ", "line 1, column 3: expected a value but the text ended"),
            ("[1 x]", "line 1, column 4: expected ',' or ']' but found 'x'"),
            ("{\"a\":1\n \"b\"}", "line 2, column 2: expected ',' or '}' but found '\"'"),
            ("{\"a\" 1}", "line 1, column 6: expected ':' after the key but found '1'"),
            ("{a:1}", "line 1, column 2: expected a key in double quotes or '}' but found 'a'"),
            ("{'a':1}", "line 1, column 2: expected a key in double quotes or '}' but found \"'\""),
            ("{\"a\":1,}", "line 1, column 8: expected a key in double quotes but found '}'"),
            ("[1,]", "line 1, column 4: expected a value but found ']'"),
            ("[NaN]", "line 1, column 2: expected a value or ']' but found 'NaN'"),
            ("nul", "line 1, column 1: expected a value but found 'nul'"),
            ("1 2", "line 1, column 3: expected the end of the text but found '2'"),
            ("01", "line 1, column 1: a number does not begin with a needless 0"),
            ("[-x]", "line 1, column 3: expected a digit but found 'x'"),
            ("1.", "line 1, column 3: expected a digit but the text ended"),
            ("1e+]", "line 1, column 4: expected a digit but found ']'"),
            ("\"ab", "line 1, column 4: expected '\"' at the end of the string but the text ended"),
            ("\"a\nb\"", "line 1, column 3: expected an escape, such as \\n, for a control character but found U+000A"),
            ("\"\\x\"", "line 1, column 3: expected one of \" \\ / b f n r t u after '\\' but found 'x'"),
            ("\"\\u12g\"", "line 1, column 6: expected four hexadecimal digits after '\\u' but found 'g'"),
            (
                "\u{FEFF}1",
                "line 1, column 1: the text begins with a byte order mark (U+FEFF), which JSON does not allow"
            ),
            ("[1,\u{1B}[31m]", "line 1, column 4: expected a value but found U+001B"),
            ("[\"é🌊\", é]", "line 1, column 8: expected a value but found U+00E9"),
            ("[1,🌊]", "line 1, column 4: expected a value but found U+1F30A"),
            ("[\n1,\r\n2,\r3,\n\r x]", "line 6, column 2: expected a value but found 'x'"),
            ("[1,\r", "line 2, column 1: expected a value but the text ended"),
        ])
    func positions(_ text: String, _ expected: String) {
        let error = #expect(throws: JSONParseError.self) { try JSONValue(parsing: text) }
        #expect(error?.description == expected)
    }

    @Test("the offset counts bytes")
    func offset() {
        let error = #expect(throws: JSONParseError.self) { try JSONValue(parsing: "[\"é🌊\", x") }
        #expect(error?.offset == 11)
        #expect(error?.column == 8)
    }

    @Test("a message never holds control characters of the text")
    func noControls() {
        for value in UInt8.min...UInt8.max {
            for before in ["", "[", "[1", "{", "{\"a\"", "\"", "\"\\", "-", "\"\\u0"] {
                let bytes = Array(before.utf8) + [value, 0xFF]
                let error = #expect(throws: JSONParseError.self) { try JSONValue(parsing: bytes) }
                #expect(error?.message.utf8.allSatisfy { (0x20..<0x7F).contains($0) } == true)
            }
        }
    }
}
