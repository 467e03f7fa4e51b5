import Fuzzing
import JSON
import Prompts
import Testing

@Suite struct AnswerDiffTests {
    @Test("prose is compared word by word in one text, a phrase as one piece")
    func words() throws {
        let diff = WordsDiff(
            from: "Brest floods first,\nby an hour, at low water.",
            to: "Dover floods first,\nby 105 minutes, at low water.")
        #expect(shown(diff) == ["[-Brest-]{+Dover+} floods first,", "by [-an hour-]{+105 minutes+}, at low water."])
    }

    @Test("lines with little in common stand below each other")
    func unlike() {
        let diff = WordsDiff(from: "yes\nsame", to: "It depends on the moon and on the wind\nsame")
        #expect(shown(diff) == ["[-yes-]", "{+It depends on the moon and on the wind+}", "same"])
    }

    @Test("JSON is compared by its structure: neither the order of keys nor how a number is written counts")
    func sameJSON() throws {
        let diff = AnswerDiff(
            from: Message(.assistant, #"{"harbour": "Brest", "minutes": 95}"#),
            to: Message(.assistant, "{\n  \"minutes\": 95.0, \"harbour\": \"Brest\"}"))
        #expect(diff.isEmpty)
    }

    @Test("a value that took another's place has the old one beside it; what came and what went is told")
    func json() throws {
        let diff = AnswerDiff(
            from: Message(
                .assistant, #"{"harbour": "Brest", "minutes": 95, "why": "early", "list": [1, 2, {"a": 1}]}"#),
            to: Message(.assistant, #"{"harbour": "Dover", "minutes": 95, "list": [1, {"a": 2}, 3], "sure": true}"#))
        guard case .json(let changes)? = diff.body else { throw Missing() }
        #expect(
            shown(changes)
                == [
                    "  {",
                    #"+   "harbour": "Dover", ‹"Brest"›"#,
                    #"    "minutes": 95,"#,
                    #"    "list": ["#,
                    "      1,",
                    #"+     {‹2›"#,
                    #"+       "a": 2"#,
                    "+     },",
                    #"+     3 ‹{"a":1}›"#,
                    "    ],",
                    #"+   "sure": true"#,
                    #"-   "why": "early""#,
                    "  }",
                ].map { $0.replacing("{‹2›", with: "{ ‹2›") })
    }

    @Test("an element that was put in front of a list leaves the others as they are")
    func list() {
        let diff = JSONDiff(from: ["b", "c"], to: ["a", "b", "c"])
        #expect(shown(diff) == ["  [", #"+   "a","#, #"    "b","#, #"    "c""#, "  ]"])
    }

    @Test("a text against JSON is compared as text")
    func mixed() throws {
        let diff = AnswerDiff(from: Message(.assistant, #"{"a": 1}"#), to: Message(.assistant, "a is 1"))
        guard case .words? = diff.body else { throw Missing() }
        #expect(!diff.isEmpty)
    }

    @Test("calls are paired by name, their arguments compared by structure; ids do not count")
    func calls() throws {
        let diff = AnswerDiff(
            from: answer([("1", "tide", #"{"harbour":"Brest"}"#), ("2", "weather", "{}"), ("3", "moon", "{}")]),
            to: answer([("x", "tide", #"{"harbour":"Dover"}"#), ("y", "moon", "{ }"), ("z", "sun", "{}")]))
        #expect(diff.body == nil && !diff.isEmpty)
        try #require(diff.calls.count == 4)
        guard case .both("tide", .json(let arguments)) = diff.calls[0], case .removed(let gone) = diff.calls[1],
            case .added(let come) = diff.calls[3]
        else { throw Missing() }
        #expect(shown(arguments) == ["  {", #"+   "harbour": "Dover" ‹"Brest"›"#, "  }"])
        #expect(gone.name == "weather" && come.name == "sun" && diff.calls[2].isSame)
    }

    @Test("arguments that are no JSON are compared as words")
    func brokenArguments() throws {
        let diff = AnswerDiff(
            from: answer([("1", "tide", "{\"harbour\": ")]), to: answer([("1", "tide", "{\"port\": ")]))
        guard case .both(_, .words(let words))? = diff.calls.first else { throw Missing() }
        #expect(!words.isEmpty)
    }

    @Test("the words with which a model declines are compared like a text")
    func refusal() throws {
        var old = Message(role: .assistant)
        old.refusal = "I cannot help with that."
        let diff = AnswerDiff(from: old, to: Message(.assistant, "I can help with that."))
        guard case .words(let words)? = diff.body else { throw Missing() }
        #expect(shown(words) == ["I [-cannot-]{+can+} help with that."])
    }

    @Test("both texts can be read out of what is shown of them, whatever they are")
    func fuzz() throws { try AnswerDiffFuzz().run(seed: 17, inputs: 2000) }

    private struct Missing: Error {}

    private func answer(_ calls: [(id: String, name: String, arguments: String)]) -> Message {
        var message = Message(role: .assistant)
        message.toolCalls = calls.map { ToolCall(id: $0.id, name: $0.name, arguments: $0.arguments) }
        return message
    }

    private func shown(_ diff: WordsDiff) -> [String] {
        diff.lines.map { line in
            line.map { piece in
                switch piece.kind {
                case .same: piece.text
                case .removed: "[-\(piece.text)-]"
                case .added: "{+\(piece.text)+}"
                }
            }.joined()
        }
    }

    private func shown(_ diff: JSONDiff) -> [String] {
        diff.lines.map { line in
            TextDiff.sign(line.kind) + " " + String(repeating: "  ", count: line.depth) + line.text
                + (line.old.map { " ‹\($0)›" } ?? "")
        }
    }
}
