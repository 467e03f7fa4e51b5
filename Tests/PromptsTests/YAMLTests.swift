import Fuzzing
import JSON
import Testing

@testable import Prompts

@Suite struct YAMLTests {
    @Test(
        "plain scalars mean what YAML 1.2's core schema says",
        arguments: [
            ("", "null"), ("~", "null"), ("null", "null"), ("Null", "null"), ("NULL", "null"), ("nULL", "\"nULL\""),
            ("true", "true"),
            ("True", "true"), ("FALSE", "false"), ("yes", "\"yes\""), ("no", "\"no\""), ("on", "\"on\""),
            ("off", "\"off\""), ("y", "\"y\""),
            ("0", "0"), ("-0", "-0"), ("+1", "1"), ("007", "7"), ("-012", "-12"), ("1_000", "\"1_000\""),
            ("0x1F", "31"), ("0o17", "15"),
            ("0b1", "\"0b1\""), ("017", "17"), ("0xffffffffffffffffffff", "1208925819614629174706175"),
            ("0x", "\"0x\""), ("-0x1", "\"-0x1\""),
            ("0o8", "\"0o8\""), ("1.0", "1.0"), (".5", "0.5"), ("-.5", "-0.5"), ("1.", "1"), ("+1.5e3", "1.5e3"),
            ("1e5", "1e5"), ("1E+5", "1E+5"),
            ("1.e2", "1e2"), (".", "\".\""), ("-", "\"-\""), ("+", "\"+\""), ("1e", "\"1e\""), ("1:30", "\"1:30\""),
            ("2001-01-01", "\"2001-01-01\""),
            ("0.20", "0.20"), ("9007199254740993", "9007199254740993"), ("<<", "\"<<\""), ("=", "\"=\""),
            ("1.2.3", "\"1.2.3\""),
        ])
    func core(text: String, json: String) {
        guard case .value(let value) = YAMLScalar.resolve(text) else {
            Issue.record("not finite")
            return
        }
        #expect(value.compact == json)
    }

    @Test("infinities and NaN are no JSON", arguments: [".inf", "-.inf", "+.Inf", ".INF", ".nan", ".NaN"])
    func notFinite(text: String) {
        #expect(YAMLScalar.resolve(text) == .notFinite)
    }

    @Test("quotes and tags make strings of what looks like something else")
    func strings() throws {
        let json = try YAMLReader.read(
            "a: '1'\nb: \"true\"\nc: !!str 1.0\nd: ! null\ne: !!float 1\n1: key\n", file: nil)?.json
        #expect(json == ["a": "1", "b": "true", "c": "1.0", "d": "null", "e": 1, "1": "key"])
    }

    @Test(
        "strings are plain where they read back, else quoted or literal",
        arguments: [
            ("word", "k: word"), ("two words", "k: two words"), ("yes", "k: yes"), ("true", "k: \"true\""),
            ("1.0", "k: \"1.0\""), ("", "k: \"\""),
            (" x", "k: \" x\""), ("a: b", "k: \"a: b\""), ("a #b", "k: \"a #b\""), ("a#b", "k: a#b"),
            ("- x", "k: \"- x\""), ("-x", "k: -x"),
            ("[x", "k: \"[x\""), ("https://h/", "k: https://h/"), ("a\tb", "k: \"a\\tb\""), ("é", "k: é"),
            ("\u{85}", "k: \"\\x85\""),
            ("a\nb", "k: |-\n  a\n  b"), ("a\nb\n", "k: |\n  a\n  b"), ("a\n\n", "k: |+\n  a\n"),
            ("\na\n", "k: |\n\n  a"), (" a\nb", "k: \" a\\nb\""),
            ("a\r\nb", "k: \"a\\r\\nb\""), ("\n", "k: \"\\n\""), ("---", "k: \"---\""),
        ])
    func written(text: String, yaml: String) throws {
        let lines = YAMLWriter.entry("k", .string(text)).joined(separator: "\n")
        #expect(lines == yaml)
        #expect(try YAMLReader.read(lines + "\n", file: nil)?.json == ["k": .string(text)])
    }

    @Test("collections are in block style, short lists of scalars in flow style")
    func collections() throws {
        let value: JSONValue = [
            "list": ["a", 1, nil, true], "empty": [], "none": [:], "deep": [[1, 2], [["x": [:], "y": "a\nb"]]],
            "50256": -100,
            "long": ["aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", "bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb"],
        ]
        let lines = YAMLWriter.entry("k", value).joined(separator: "\n") + "\n"
        #expect(
            lines == """
                k:
                  list: [a, 1, null, true]
                  empty: []
                  none: {}
                  deep:
                    - [1, 2]
                    - - x: {}
                        y: |-
                          a
                          b
                  "50256": -100
                  long:
                    - aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa
                    - bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb

                """)
        #expect(try YAMLReader.read(lines, file: nil)?.json == ["k": value])
    }

    @Test("a key longer than YAML's simple keys is written with a question mark")
    func longKey() throws {
        let key = String(repeating: "k", count: 3000)
        let lines =
            YAMLWriter.entry("a", [["x": 1], .object(JSONObject([(key, ["y": "z"] as JSONValue)]))]).joined(
                separator: "\n") + "\n"
        #expect(try YAMLReader.read(lines, file: nil)?.json["a"]?[1]?[key] == ["y": "z"])
    }

    @Test("any JSON reads back as itself", arguments: 0..<20)
    func roundTrip(seed: Int) throws {
        var texts = HostileTexts(seed: UInt64(3000 + seed))
        for _ in 0..<100 {
            let value = JSONValue.object(["k": texts.json(depth: 4)])
            let lines = YAMLWriter.entry("k", value["k"] ?? .null).joined(separator: "\n") + "\n"
            #expect(try YAMLReader.read(lines, file: nil)?.json == value, "seed \(seed): \(lines.debugDescription)")
        }
    }
}
