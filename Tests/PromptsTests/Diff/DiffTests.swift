import Fuzzing
import JSON
import Prompts
import Testing

@Suite struct DiffTests {
    @Test("lines that stayed, went and came are told apart, with their numbers")
    func lines() {
        let diff = TextDiff(from: "a\nb\nc\n", to: "a\nx\nc\nd\n")
        #expect(shown(diff) == [" a", "-b", "+x", " c", "+d"])
        #expect(diff.lines.map(\.oldNumber) == [1, 2, nil, 3, nil])
        #expect(diff.lines.map(\.newNumber) == [1, nil, 2, 3, 4])
        #expect(!diff.isEmpty && TextDiff(from: "a\nb", to: "a\nb").isEmpty)
    }

    @Test("of a changed line the words that differ are marked, a phrase as one piece")
    func words() {
        let diff = TextDiff(
            from: "You answer sailors in English, briefly.", to: "You answer sailors in plain French, briefly.")
        #expect(diff.lines.map { $0.spans.filter(\.isChanged).map(\.text) } == [["English"], ["plain French"]])
        #expect(
            diff.lines.map(\.text) == [
                "You answer sailors in English, briefly.", "You answer sailors in plain French, briefly.",
            ])
    }

    @Test("a line with little in common with the one it replaces is another line, with nothing marked")
    func unlike() {
        let diff = TextDiff(from: "temperature: 0.2", to: "You are a poet of few words")
        #expect(diff.lines.allSatisfy { $0.spans.allSatisfy { !$0.isChanged } })
    }

    @Test("only what is near a change is shown, and how much was left out before it is said")
    func hunks() {
        let old = (1...30).map(String.init)
        var new = old
        new[4] = "five"
        new[24] = "twenty-five"
        let hunks = TextDiff(from: old.joined(separator: "\n"), to: new.joined(separator: "\n")).hunks(context: 2)
        #expect(hunks.map(\.skipped) == [2, 15])
        #expect(hunks.map { $0.lines.count } == [6, 6])
        #expect(TextDiff(from: "a\nb\nc", to: "x\nb\ny").hunks().count == 1)
    }

    @Test("the unified form is what diff -u writes")
    func unified() {
        let diff = TextDiff(from: "a\nb\nc\nd\ne\nf\n", to: "a\nb\nc\nd\nE\nf\ng\n")
        #expect(
            diff.unified(old: "v1", new: "v2") == """
                --- v1
                +++ v2
                @@ -2,5 +2,6 @@
                 b
                 c
                 d
                -e
                +E
                 f
                +g

                """)
        #expect(TextDiff(from: "", to: "x").unified(old: "a", new: "b").contains("@@ -0,0 +1 @@\n+x\n"))
        #expect(TextDiff(from: "x", to: "x").unified(old: "a", new: "b").isEmpty)
    }

    @Test("both texts can be read back out of any difference", arguments: 0..<300)
    func wholeness(seed: Int) {
        var generator = SeededGenerator(seed: UInt64(seed))
        let words = ["a", "b", "", "one two", "one  two three", "é", "{\"x\": 1}", "\t"]
        func text() -> String {
            (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                words.randomElement(using: &generator) ?? ""
            }.joined(separator: "\n")
        }
        let (old, new) = (text(), text())
        let diff = TextDiff(from: old, to: new)
        func side(_ kind: TextDiff.Kind) -> String {
            diff.lines.filter { $0.kind == .same || $0.kind == kind }.map { $0.text + "\n" }.joined()
        }
        func whole(_ text: String) -> String { text.isEmpty || text.hasSuffix("\n") ? text : text + "\n" }
        #expect(side(.removed) == whole(old) && side(.added) == whole(new))
        #expect(
            diff.hunks().map(\.lines).flatMap(\.self).filter { $0.kind != .same }
                == diff.lines.filter { $0.kind != .same })
    }

    @Test("texts of very many other lines are compared at once, as one change")
    func huge() {
        let old = (0..<20_000).map { "old \($0)" }.joined(separator: "\n")
        let new = (0..<20_000).map { "new \($0)" }.joined(separator: "\n")
        let diff = TextDiff(from: old, to: new)
        #expect(diff.lines.count == 40_000 && diff.lines.first?.kind == .removed && diff.lines.last?.kind == .added)
    }

    @Test(
        "what became of a schema is said in sentences, property by property",
        arguments: [
            (#"{"required":[]}"#, #"{"required":["unit"]}"#, "property `unit` became required"),
            (#"{"required":["unit"]}"#, #"{"required":[]}"#, "property `unit` became optional"),
        ])
    func required(old: String, new: String, sentence: String) throws {
        func schema(_ text: String) throws -> JSONValue {
            var object = try #require(try JSONValue(parsing: text).objectValue)
            object["type"] = "object"
            object["properties"] = ["unit": ["type": "string"]]
            return .object(object)
        }
        #expect(SchemaDiff.changes(from: try schema(old), to: try schema(new)) == [sentence])
    }

    @Test("properties that came and went, types, values, descriptions and nested places are named")
    func schema() throws {
        let old = try JSONValue(
            parsing: """
                {"type":"object","properties":{"city":{"type":"string"},"unit":{"type":"string","enum":["c","f"]},
                "days":{"type":"array","items":{"type":"object","properties":{"at":{"type":"string"}}}},"old":{}},
                "required":["city"],"additionalProperties":false}
                """)
        let new = try JSONValue(
            parsing: """
                {"type":"object","properties":{"city":{"type":["string","null"],"minLength":2},
                "unit":{"type":"string","enum":["c","k"]},
                "days":{"type":"array","items":{"type":"object","properties":{"at":{"type":"integer"}}}},
                "limit":{"type":"integer","description":"How many"}},"required":["city","limit"]}
                """)
        #expect(
            SchemaDiff.changes(from: old, to: new)
                == [
                    "the schema takes other properties too", "property `old` was removed",
                    "property `city` changed its type from string to string or null", "property `city` got minLength 2",
                    "property `unit` may also be \"k\"", "property `unit` may no longer be \"f\"",
                    "property `days[].at` changed its type from string to integer",
                    "property `limit` was added: integer, required",
                ].reordered(like: SchemaDiff.changes(from: old, to: new)))
        #expect(SchemaDiff.changes(from: old, to: old).isEmpty)
        #expect(SchemaDiff.changes(from: nil, to: old) == ["a schema was added"])
    }

    @Test("a config's difference names each field by its API name")
    func config() throws {
        var old = Config(model: "gpt-4o", template: [Message(.system, "Be brief.")])
        old[.temperature] = 0.2
        old.tools = [Tool(name: "tide", description: "d"), Tool(name: "gone")]
        var new = old
        new.model = "gpt-4.1"
        new[.temperature] = nil
        new[.seed] = 42
        new.tools = [Tool(name: "tide", description: "e"), Tool(name: "off", isEnabled: false)]
        new.responseFormat = .jsonObject
        new.template.append(Message(.user, "Hi"))
        let diff = ConfigDiff(from: old, to: new)
        #expect(
            diff.changes.map { "\($0.field): \($0.text)" } == [
                "model: \"gpt-4o\" → \"gpt-4.1\"", "temperature: unset, was 0.2", "seed: set to 42",
                "response_format: set to \"json_object\"", "tools.gone: removed",
                "tools.tide.description: \"d\" → \"e\"", "template[1]: user message added",
            ])
        #expect(!diff.text.isEmpty && ConfigDiff(from: old, to: old).isEmpty)
    }

    @Test("a person reads messages by their roles, with a number where there are several")
    func phrases() {
        let old = Config(template: [Message(.system, "Be brief."), Message(.user, "a"), Message(.user, "b")])
        let new = Config(template: [Message(.system, "Be kind."), Message(.user, "a"), Message(.assistant, "b")])
        #expect(
            ConfigDiff(from: old, to: new).changes.map(\.phrase) == [
                "System message changed", "User message 2 became assistant message",
            ])
        var none = Config()
        none[.temperature] = 0.5
        #expect(
            ConfigDiff(from: old, to: none).changes.map(\.phrase) == [
                "temperature set to 0.5", "System message removed", "User message 1 removed",
                "User message 2 removed",
            ])
    }

    private func shown(_ diff: TextDiff) -> [String] { diff.lines.map { TextDiff.sign($0.kind) + $0.text } }
}

extension [String] {
    /// Themselves in the order of another list where both have the same members, else as they are.
    fileprivate func reordered(like other: [String]) -> [String] { Set(self) == Set(other) ? other : self }
}
