import JSON
import Testing

@Suite("What is JSON and what is not")
struct GrammarTests {
    static let accepted = [
        "null", "true", "false", "0", "-0", "1", "-1", "10", "123456789012345678901234567890", "0.5", "-0.0", "1.25",
        "1e2", "1E2", "1e+2", "1e-2", "1E+02", "0e0", "0E-0", "0.0e1", "20e1", "1e400", "1e-400",
        "-1e999999999999999999999",
        "123.456e-789", "\"\"", "\"a\"", "\" \"", "\"/\"", "\"\\/\"", "\"\\\"\"", "\"\\\\\"", "\"\\b\\f\\n\\r\\t\"",
        "\"\\u0000\"", "\"\\u00e9\"", "\"\\u00E9\"", "\"\\uD834\\uDd1e\"", "\"\\ud800\"", "\"\\udc00\"",
        "\"\\ud800\\ud800\"",
        "\"\\uDBFF\\uDFFE\"", "\"\\ufffe\"", "\"\u{7F}\"", "\"é\"", "\"港口\"", "\"🌊\"", "\"\u{2028}\u{2029}\"",
        "\"\u{FEFF}\"", "\"\u{10FFFF}\"", "[]", "[ ]", "[\n]", "[1]",
        "[ 1 ]",
        "[1,2]", "[1 , 2]", "[[]]", "[[],[]]", "[{}]", "[\"\"]", "[null,true,false]", "[1\n,\r2\t]", "[-0]", "[1e1]",
        "{}",
        "{ }", "{\"a\":1}", "{\"a\" : 1}", "{ \"a\":1 }", "{\"\":0}", "{\"a\":1,\"b\":2}", "{\"a\":{\"b\":[{}]}}",
        "{\"a\":1,\"a\":1}", "{\"\\u0061\":1}", "{\"a\":\n1\n}", " null", "null ", "\t\r\n null\t\r\n ",
        "\"\\\\u0000\"",
        "[\"\\\\\",\"\\\"\"]", "{\"//\":\"/* */\"}", "\"a,b:c[d]{e}\"", "[0,0.0,-0]", "[\"12345678\"]",
        "\"1234567\\n\"",
    ]

    static let refused = [
        "", " ", "\n", "nul", "nulll", "Null", "NULL", "True", "TRUE", "tru", "truee", "fals", "nan", "NaN", "Infinity",
        "-Infinity", "undefined", "+1", "01", "-01", "00", "-", "--1", "- 1", ".5", "-.5", "1.", "1.e1", "0.e1", "1e",
        "1e+", "1E-",
        "1e1.5", "1..2", "1.2.3", "0x10", "0x", "1_000", "1,000", "1 2", "1a", "1e1e1", "１", "1f", "2.", "\"", "\"a",
        "a\"", "'a'",
        "\"\\\"", "\"\\", "\"\\x41\"", "\"\\a\"", "\"\\0\"", "\"\\'\"", "\"\\U0041\"", "\"\\u\"", "\"\\u1\"",
        "\"\\u123\"",
        "\"\\u12g4\"", "\"\\u 123\"", "\"\\u+123\"", "\"\\ud800\\u\"", "\"\\ud800\\u12\"", "\"\n\"", "\"\t\"", "\"\r\"",
        "\"\u{0}\"", "\"\u{1F}\"", "\"12345678\n\"", "\"a\" \"b\"", "\"a\"b", "[", "]", "[1", "[1,", "[,", "[,1]",
        "[1,]", "[1,,2]",
        "[1 2]", "[1;2]", "[1]]", "[[1]", "[}", "[1}", "[\"a\"", "[a]", "[\"a\":1]", "[*]", "[1]x", "[1] [2]", "[1],",
        "{", "}",
        "{]", "{\"a\"", "{\"a\":", "{\"a\":1", "{\"a\":1,", "{\"a\":1,}", "{,}", "{,\"a\":1}", "{\"a\"}", "{\"a\" 1}",
        "{\"a\",1}",
        "{\"a\"::1}", "{\"a\":1 \"b\":2}", "{\"a\":1;}", "{a:1}", "{'a':1}", "{1:1}", "{null:1}", "{\"a\":}",
        "{\"a\":b}",
        "{\"a\":1}}", "{\"a\":1}#", "{{}}", "{[]:1}", "// c\n1", "/* c */ 1", "1 // c", "[1/**/]", "\u{FEFF}null",
        "\u{FEFF}", "null\u{FEFF}", "\u{A0}1", "1\u{A0}", "[\u{2003}]", "1\u{0}", "\u{0}", "\u{B}1", "1\u{C}",
        "[\u{C}]", "\\u0031", "é", "[é]",
        "<null>", "$", "?",
    ]

    @Test("accepts every text that RFC 8259 allows", arguments: accepted)
    func accepts(_ text: String) throws {
        #expect(throws: Never.self) { try JSONValue(parsing: text) }
        #expect(throws: Never.self) { try JSONValue(parsing: Array(text.utf8)) }
    }

    @Test("refuses every other text", arguments: refused)
    func refuses(_ text: String) {
        #expect(throws: JSONParseError.self) { try JSONValue(parsing: text) }
        #expect(throws: JSONParseError.self) { try JSONValue(parsing: Array(text.utf8)) }
    }

    @Test(
        "refuses bytes that are not UTF-8, in strings, keys and between tokens, and says where",
        arguments: [
            [0x80], [0xBF], [0xFF], [0xFE], [0xC0, 0xAF], [0xC1, 0xBF], [0xC3], [0xC3, 0x28], [0xE0, 0x80, 0xAF],
            [0xE0, 0x9F, 0xBF],
            [0xE2, 0x82], [0xE2, 0x28, 0xA1], [0xED, 0xA0, 0x80], [0xED, 0xBF, 0xBF], [0xF0, 0x80, 0x80, 0x80],
            [0xF0, 0x8F, 0xBF, 0xBF],
            [0xF0, 0x9F, 0x8C], [0xF4, 0x90, 0x80, 0x80], [0xF5, 0x80, 0x80, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
        ] as [[UInt8]])
    func invalidUTF8(_ bad: [UInt8]) {
        let frames = [
            ("\"é", "\""), ("[\"12345678", "90\"]"), ("\"\\n", "\""), ("{\"", "\":1}"), ("[1, ", "]"), ("", ""),
            ("\"", ""),
        ]
        for (before, after) in frames {
            let bytes = Array(before.utf8) + bad + Array(after.utf8)
            let error = #expect(throws: JSONParseError.self) { try JSONValue(parsing: bytes) }
            #expect(error?.offset == before.utf8.count)
            #expect(error?.message.contains("not valid UTF-8") == true)
        }
    }

    @Test("accepts every Unicode scalar in a string, as itself and escaped")
    func everyScalar() throws {
        for value in stride(from: UInt32(0x20), through: 0x10FFFF, by: 61) {
            guard let scalar = Unicode.Scalar(value), scalar != "\"", scalar != "\\" else { continue }
            let text = String(Character(scalar))
            #expect(try JSONValue(parsing: "\"\(text)\"") == .string(text))
            let escaped = text.utf16.map { "\\u" + String(0x10000 + UInt32($0), radix: 16).dropFirst() }.joined()
            #expect(try JSONValue(parsing: "\"\(escaped)\"") == .string(text))
        }
    }

    @Test("unescapes strings")
    func unescapes() throws {
        let cases: [(String, String)] = [
            (#""\"\\\/\b\f\n\r\t""#, "\"\\/\u{8}\u{C}\n\r\t"),
            (#""caf\u00e9 \uD83C\uDF0A!""#, "café 🌊!"),
            (#""a long run of plain text, then \n and é more""#, "a long run of plain text, then \n and é more"),
            (#""\ud800""#, "\u{FFFD}"), (#""\udc00x""#, "\u{FFFD}x"), (#""\ud83cA""#, "\u{FFFD}A"),
            (#""\ud83c\u0041""#, "\u{FFFD}A"), (#""\ud83c\ud83c\udf0a""#, "\u{FFFD}🌊"),
            (#""\udf0a\ud83c""#, "\u{FFFD}\u{FFFD}"),
            (#""\ud83c\n""#, "\u{FFFD}\n"), (#""\u0000""#, "\0"),
        ]
        for (text, expected) in cases {
            #expect(try JSONValue(parsing: text) == .string(expected), "\(text)")
        }
    }

    @Test("reads any collection of bytes")
    func collections() throws {
        let bytes = Array("x[1,2]y".utf8)
        let expected: JSONValue = [1, 2]
        #expect(try JSONValue(parsing: bytes[1..<6]) == expected)
        #expect(try JSONValue(parsing: "x[1,2]y".dropFirst().dropLast().utf8) == expected)
        #expect(try JSONValue(parsing: bytes[1..<6].lazy.map { $0 }) == expected)
        #expect(try bytes[1..<6].withUnsafeBufferPointer { try JSONValue(parsing: $0) } == expected)
        #expect(try bytes[1..<6].withUnsafeBytes { try JSONValue(parsing: $0) } == expected)
        #expect(throws: JSONParseError.self) {
            try JSONValue(parsing: UnsafeBufferPointer<UInt8>(start: nil, count: 0))
        }
    }
}

@Suite("Nesting")
struct NestingTests {
    @Test("512 levels are read, 513 are an error at the bracket that is too many")
    func limit() throws {
        let deep = String(repeating: "[", count: 512) + String(repeating: "]", count: 512)
        #expect(try JSONValue(parsing: deep).compact == deep)
        let error = #expect(throws: JSONParseError.self) { try JSONValue(parsing: "[" + deep + "]") }
        #expect(error?.offset == 512)
        #expect(error?.message == "arrays and objects are nested deeper than 512")
    }

    @Test("a hundred thousand brackets are an error, not a crash, whatever limit is asked for")
    func hostile() {
        for opening in ["[", "{\"a\":", "[{\"a\":"] {
            let text = String(repeating: opening, count: 100_000)
            #expect(throws: JSONParseError.self) { try JSONValue(parsing: text) }
            #expect(throws: JSONParseError.self) { try JSONValue(parsing: text, maximumDepth: .max) }
            #expect(PartialJSON.completing(text) == nil)
        }
    }

    @Test("a lower limit can be asked for")
    func lower() throws {
        #expect(try JSONValue(parsing: "1", maximumDepth: 0) == 1)
        #expect(throws: JSONParseError.self) { try JSONValue(parsing: "[]", maximumDepth: 0) }
        #expect(try JSONValue(parsing: "[{},{}]", maximumDepth: 2) == [[:], [:]])
        #expect(throws: JSONParseError.self) { try JSONValue(parsing: "[{},[[]]]", maximumDepth: 2) }
    }
}
