import Fuzzing
import JSON
import Testing

@Suite("Writing")
struct WriterTests {
    @Test("compact text keeps order and number text, and has no white space")
    func compact() throws {
        let text = " { \"z\" : [ 1.0 , -0, 1E5 ] ,\n\"a\" : { } , \"e\": [ ] } "
        let value = try JSONValue(parsing: text)
        #expect(value.compact == #"{"z":[1.0,-0,1E5],"a":{},"e":[]}"#)
        var bytes = Array("data: ".utf8)
        value.write(to: &bytes)
        #expect(String(decoding: bytes, as: UTF8.self) == "data: " + value.compact)
    }

    @Test("canonical text differs from compact text in its numbers only")
    func canonical() throws {
        let value = try JSONValue(parsing: #"{"z":[1.0,-0,1E5,12345678901234567890123],"a":{"n":0.20}}"#)
        #expect(value.canonical == #"{"z":[1,0,100000,12345678901234567890123],"a":{"n":0.2}}"#)
    }

    @Test("strings are escaped as RFC 8785 says")
    func escapes() {
        let controls = String(String.UnicodeScalarView((0..<0x20).compactMap { Unicode.Scalar($0) }))
        let expected =
            #""\u0000\u0001\u0002\u0003\u0004\u0005\u0006\u0007\b\t\n\u000b\f\r\u000e\u000f"#
            + #"\u0010\u0011\u0012\u0013\u0014\u0015\u0016\u0017\u0018\u0019\u001a\u001b\u001c\u001d\u001e\u001f""#
        #expect(JSONValue.string(controls).compact == expected)
        #expect(JSONValue.string("\"\\/\u{7F}é\u{2028}🌊").compact == "\"\\\"\\\\/\u{7F}é\u{2028}🌊\"")
        #expect(JSONValue.string("12345678\n12345678\"").compact == #""12345678\n12345678\"""#)
        #expect(JSONValue.object(["\n": 1]).compact == #"{"\n":1}"#)
    }

    @Test("pieces come to the compact text, none much longer than asked, and no character is cut in two")
    func pieces() throws {
        var generator = SeededGenerator(seed: 45)
        for round in 0..<500 {
            var value = generator.value()
            if round.isMultiple(of: 2) { value = ["long": .string((0..<30).map { _ in generator.text() }.joined())] }
            let size = 4 + generator.below(40)
            var pieces: [[UInt8]] = []
            value.write(inPiecesOf: size) { pieces.append($0) }
            #expect(pieces.flatMap { $0 } == Array(value.compact.utf8))
            for piece in pieces { #expect(String(validating: piece, as: UTF8.self) != nil) }
            #expect(pieces.dropLast().allSatisfy { $0.count >= size })
        }
        var lengths: [Int] = []
        JSONValue.array([.string(String(repeating: "é", count: 5000))]).write(inPiecesOf: 1000) {
            lengths.append($0.count)
        }
        #expect(lengths == [1002] + [Int](repeating: 1000, count: 9) + [2])
    }

    @Test("an error that a piece meets ends the writing")
    func brokenPieces() {
        struct Full: Error {}
        var count = 0
        #expect(throws: Full.self) {
            try JSONValue.string(String(repeating: "x", count: 1000)).write(inPiecesOf: 10) { _ throws(Full) in
                count += 1
                if count == 3 { throw Full() }
            }
        }
        #expect(count == 3)
    }

    @Test("pretty text has a member a line, and short arrays of scalars on one")
    func pretty() {
        let value: JSONValue = [
            "name": "tide", "empty": [:], "none": [], "required": ["harbour", "day"],
            "nested": [["a": 1], [1, 2], []],
            "long": ["a harbour that has a long name", "and another that has one", "x"],
        ]
        let expected = """
            {
              "name": "tide",
              "empty": {},
              "none": [],
              "required": ["harbour", "day"],
              "nested": [
                {
                  "a": 1
                },
                [1, 2],
                []
              ],
              "long": [
                "a harbour that has a long name",
                "and another that has one",
                "x"
              ]
            }
            """
        #expect(value.pretty() == expected)
        #expect(JSONValue.array([["a": 1]]).pretty(indent: 0) == "[\n{\n\"a\": 1\n}\n]")
        #expect(JSONValue.array([["a": 1]]).pretty(indent: 4) == "[\n    {\n        \"a\": 1\n    }\n]")
        #expect(JSONValue.string("x").pretty() == "\"x\"")
    }

    @Test("an array of scalars stays on its line up to 60 columns")
    func prettyWidth() {
        #expect(JSONValue.array([.string(String(repeating: "é", count: 56))]).pretty().contains("\n") == false)
        #expect(JSONValue.array([.string(String(repeating: "é", count: 57))]).pretty().contains("\n"))
        let nested: JSONValue = ["key": .array([.string(String(repeating: "x", count: 48))])]
        #expect(nested.pretty().split(separator: "\n").count == 5)
        let short: JSONValue = ["key": .array([.string(String(repeating: "x", count: 47))])]
        #expect(short.pretty().split(separator: "\n").count == 3)
    }
}
