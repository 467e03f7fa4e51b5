import Fuzzing
import JSON
import Testing

@Suite("Unfinished JSON")
struct PartialJSONTests {
    @Test(
        "closes what is open and drops what is half there",
        arguments: [
            ("{", "{}"), ("[", "[]"), (" {", " {}"), ("{ \n", "{}"), ("{\"", "{}"), ("{\"a", "{}"), ("{\"a\\", "{}"),
            ("{\"a\"", "{}"), ("{\"a\":", "{}"),
            ("{\"a\": ", "{}"), ("{\"a\":1", "{\"a\":1}"), ("{\"a\":1,", "{\"a\":1}"), ("{\"a\":1,\"b", "{\"a\":1}"),
            ("{\"a\":1 , \"b\" :", "{\"a\":1}"),
            ("{\"a\":{\"b\":[1,{\"c\":\"d", "{\"a\":{\"b\":[1,{\"c\":\"d\"}]}}"), ("[1,", "[1]"), ("[1, 2", "[1, 2]"),
            ("[1.", "[1]"), ("[1.5e", "[1.5]"),
            ("[1.5e+", "[1.5]"), ("[-", "[]"), ("[1,-", "[1]"), ("[-0", "[-0]"), ("[tru", "[]"), ("[true", "[true]"),
            ("[null,f", "[null]"), ("{\"a\":nul", "{}"),
            ("\"", "\"\""), ("\"ab", "\"ab\""), ("\"ab\\", "\"ab\""), ("\"ab\\n", "\"ab\\n\""), ("\"ab\\u", "\"ab\""),
            ("\"ab\\u00e", "\"ab\""),
            ("\"ab\\u00e9", "\"ab\\u00e9\""), ("\"x\\ud83c", "\"x\""), ("\"x\\ud83c\\", "\"x\""),
            ("\"x\\ud83c\\udf0", "\"x\""),
            ("\"x\\ud83c\\udf0a", "\"x\\ud83c\\udf0a\""), ("\"x\\ud83cy", "\"x\\ud83cy\""),
            ("\"x\\ud83c\\n", "\"x\\ud83c\\n\""), ("\"港🌊", "\"港🌊\""),
            ("12", "12"), ("1.", "1"), ("[]", "[]"), ("{\"a\":[]}", "{\"a\":[]}"), ("true", "true"),
            ("\"a\"  ", "\"a\""), ("[[],[", "[[],[]]"),
        ])
    func completing(_ text: String, _ expected: String) throws {
        #expect(PartialJSON.completing(text) == expected)
        #expect(try PartialJSON.value(of: text) == JSONValue(parsing: expected))
    }

    @Test(
        "there is nothing to show of blank text, of half a scalar, and of what cannot become JSON",
        arguments: [
            "", " ", "\n\t", "-", "t", "nul", "x", "]", "}", ",", ":", "[,", "[1,,", "[1 2", "[1}", "{]", "{a",
            "{\"a\" 1", "{\"a\",", "{\"a\":,", "{\"a\":}",
            "{\"a\":1,}", "{,", "01", "[01", "[+", "[.", "[1.x", "[1ex", "[--", "[truX", "[nulL", "\"\n", "\"\\x",
            "\"\\u12g", "1 2", "{} x", "[]]", "\u{FEFF}{", "{1",
            "[\"a\" \"",
        ])
    func nothing(_ text: String) {
        #expect(PartialJSON.completing(text) == nil)
        #expect(PartialJSON.value(of: text) == nil)
    }

    static let documents = [
        #"{"harbour":"Brest","at":[1,-2.5e+10,true,false,null],"nested":{"empty":{},"list":[[],[{}]],"last":"x"}}"#,
        #" { "say" : "caf\u00e9 \"quoted\" \\ \ud83c\udf0a 港 🌊 \n" , "k\u0065y\\" : { "n" : 0.125 } , "t" : true } "#,
        #"[ [ ] , { } , "" , 0 , -0.0 , 1E5 , "a,b]c}d" , { "" : [ "" ] } ]"#,
        #""only \ud800 text\u0000""#,
        "-12.5e-3",
    ]

    @Test("every beginning of a document shows a beginning of its value", arguments: documents)
    func prefixes(_ document: String) throws {
        let whole = try JSONValue(parsing: document)
        var isShown = false
        for end in document.unicodeScalars.indices {
            let prefix = String(document.unicodeScalars[..<end])
            guard let completed = PartialJSON.completing(prefix) else {
                #expect(!isShown, "what was shown once does not vanish: \(prefix)")
                continue
            }
            isShown = true
            let value = try JSONValue(parsing: completed)
            #expect(value.begins(whole), "\(prefix) gave \(completed)")
        }
        #expect(PartialJSON.value(of: document) == whole)
    }

    @Test("every beginning of a generated document shows a beginning of its value")
    func generatedPrefixes() throws {
        var generator = SeededGenerator(seed: 9)
        for _ in 0..<150 {
            let whole = generator.value(depth: 3)
            let document = generator.below(2) == 0 ? whole.compact : whole.pretty()
            for end in document.unicodeScalars.indices {
                let prefix = String(document.unicodeScalars[..<end])
                if let completed = PartialJSON.completing(prefix) {
                    #expect(try JSONValue(parsing: completed).begins(whole), "\(prefix) gave \(completed)")
                }
            }
        }
    }
}
