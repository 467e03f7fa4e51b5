import Fuzzing
import JSON
import Testing

@Suite("Values")
struct ValueTests {
    @Test("literals make values")
    func literals() {
        let value: JSONValue = ["b": nil, "a": [true, 1, 2.5, 3.0, "x", [:], []]]
        #expect(value.compact == #"{"b":null,"a":[true,1,2.5,3,"x",{},[]]}"#)
    }

    @Test("each kind gives its own value and no other")
    func accessors() throws {
        let value = try JSONValue(parsing: #"{"n":null,"b":true,"i":3,"d":0.5,"s":"x","a":[1],"o":{"k":2}}"#)
        #expect(value["n"]?.isNull == true)
        #expect(value["b"]?.boolValue == true)
        #expect(value["i"]?.intValue == 3)
        #expect(value["i"]?.doubleValue == 3)
        #expect(value["d"]?.intValue == nil)
        #expect(value["d"]?.numberValue?.text == "0.5")
        #expect(value["s"]?.stringValue == "x")
        #expect(value["a"]?.arrayValue == [1])
        #expect(value["o"]?.objectValue?.keys == ["k"])
        for (kind, other) in [("s", "i"), ("i", "s"), ("b", "n"), ("a", "o"), ("o", "a")] {
            #expect(value[kind] != value[other])
        }
        #expect(value.stringValue == nil && value.boolValue == nil && value.intValue == nil && value.doubleValue == nil)
        #expect(value.numberValue == nil && value.arrayValue == nil && !value.isNull && value["a"]?.objectValue == nil)
    }

    @Test("looking up what was not found is nil, and a null member is not nil")
    func subscripts() throws {
        let value: JSONValue = ["list": [1, 2], "none": nil]
        #expect(value["list"]?[1] == 2)
        #expect(value["list"]?[2] == nil)
        #expect(value["list"]?[-1] == nil)
        #expect(value["list"]?["x"] == nil)
        #expect(value["absent"] == nil)
        #expect(value[0] == nil)
        #expect(value["none"] != nil)
        #expect(value["none"] == JSONValue.null)
    }

    @Test("equality is that of the text: order, number text and code units count")
    func equality() throws {
        #expect(try JSONValue(parsing: "{\"a\":1,\"b\":2}") != JSONValue(parsing: "{\"b\":2,\"a\":1}"))
        #expect(try JSONValue(parsing: "1") != JSONValue(parsing: "1.0"))
        #expect(JSONValue.string("\u{E9}") != JSONValue.string("e\u{301}"))
        #expect(JSONValue.string("\u{212B}") != JSONValue.string("A\u{30A}"))
        let set: Set<JSONValue> = ["\u{212B}", "A\u{30A}", "\u{212B}", 1, 1.0, nil, nil, [:], []]
        #expect(set.count == 6)
    }
}

@Suite("Objects")
struct ObjectTests {
    @Test("keys keep their order, and a new value its key's place")
    func order() throws {
        var object: JSONObject = ["z": 1, "a": 2, "m": 3]
        object["a"] = 20
        object["b"] = 4
        #expect(object.keys == ["z", "a", "m", "b"])
        object["z"] = nil
        #expect(object.removeValue(forKey: "m") == 3)
        #expect(object.removeValue(forKey: "m") == nil)
        object["none"] = nil
        #expect(JSONValue.object(object).compact == #"{"a":20,"b":4}"#)
        #expect(object.count == 2 && !object.isEmpty && JSONObject().isEmpty)
        #expect(object.map(\.key) == ["a", "b"])
    }

    @Test(
        "of a repeated key the last value stands, at the place of the first, also when spelt with escapes",
        arguments: [
            (#"{"a":1,"b":2,"a":3}"#, #"{"a":3,"b":2}"#), (#"{"a":1,"b":2,"\u0061":3}"#, #"{"a":3,"b":2}"#),
            (#"{"":1,"":null}"#, #"{"":null}"#), (#"{"a":{"x":1},"a":{"y":2}}"#, #"{"a":{"y":2}}"#),
            (#"[{"a":1,"a":2},{"a":3}]"#, #"[{"a":2},{"a":3}]"#),
        ])
    func duplicates(_ text: String, _ expected: String) throws {
        #expect(try JSONValue(parsing: text).compact == expected)
    }

    @Test("keys that only look the same are two keys, in small objects and in large ones")
    func codeUnits() {
        for filler in [0, 40] {
            var object = JSONObject((0..<filler).map { ("k\($0)", 0) })
            object["\u{212B}"] = 1
            object["A\u{30A}"] = 2
            #expect(object.count == filler + 2)
            #expect(object["\u{212B}"] == 1)
            #expect(object["A\u{30A}"] == 2)
            #expect(object["\u{C5}"] == nil)
        }
    }

    @Test("an object behaves the same below and above the size where it is indexed")
    func againstModel() {
        var generator = SeededGenerator(seed: 7)
        for _ in 0..<60 {
            var object = JSONObject()
            var model: [(key: String, value: Int)] = []
            for step in 0..<150 {
                let key = "k\(generator.below(30))"
                let place = model.firstIndex { $0.key == key }
                if generator.below(4) == 0 {
                    let removed = place.map { JSONValue(integerLiteral: model.remove(at: $0).value) }
                    #expect(object.removeValue(forKey: key) == removed)
                } else {
                    object[key] = JSONValue(integerLiteral: step)
                    if let place { model[place].value = step } else { model.append((key, step)) }
                }
            }
            #expect(object.keys == model.map(\.key))
            #expect(model.allSatisfy { object[$0.key]?.intValue == $0.value })
        }
    }

    @Test("copies do not share later changes")
    func copies() {
        let first = JSONObject((0..<20).map { ("k\($0)", JSONValue(integerLiteral: $0)) })
        var second = first
        second["k3"] = nil
        second["new"] = 1
        #expect(first["k3"] == 3 && first["new"] == nil && first.count == 20)
        #expect(second["k3"] == nil && second["k19"] == 19 && second["new"] == 1)
    }

    @Test("a hundred thousand keys are read and found")
    func large() throws {
        let text = "{" + (0..<100_000).map { "\"key\($0)\":\($0)" }.joined(separator: ",") + ",\"key5\":-5}"
        let object = try #require(try JSONValue(parsing: text).objectValue)
        #expect(object.count == 100_000)
        #expect(object["key5"] == -5)
        #expect(object["key99999"] == 99_999)
        #expect(object["key100000"] == nil)
        #expect(object.members[99_999].key == "key99999")
    }
}
