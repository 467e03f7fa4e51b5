import JSON
import Testing

@testable import Prompts

@Suite("What a version says that it changes")
struct VersionPhraseTests {
    private static let schema: JSONValue = ["type": "object", "properties": ["unit": ["type": "string"]]]

    private static func config(_ change: (inout Config) -> Void) -> Config {
        var config = Config(
            model: "m", tools: [Tool(name: "tide", description: "High water.", parameters: schema)],
            template: [Message(.system, "You answer sailors."), Message(.user, "hello")])
        change(&config)
        return config
    }

    static let table: [(String, @Sendable (inout Config) -> Void)] = [
        ("", { _ in }),
        ("model m → n", { $0.model = "n" }),
        ("temperature 0.7", { $0[.temperature] = 0.7 }),
        ("system +2 words", { $0.template[0] = Message(.system, "You always answer old sailors.") }),
        ("system −1 word", { $0.template[0] = Message(.system, "You answer") }),
        ("system sailors. → pilots.", { $0.template[0] = Message(.system, "You answer pilots.") }),
        ("system +2 −1 words", { $0.template[0] = Message(.system, "You answer all pilots.") }),
        ("system spacing", { $0.template[0] = Message(.system, "You  answer sailors.") }),
        ("user → assistant", { $0.template[1].role = .assistant }),
        ("+ assistant message", { $0.template.append(Message(.assistant, "hi")) }),
        ("no user message", { $0.template.removeLast() }),
        ("messages in another order", { $0.template.reverse() }),
        ("no tool tide", { $0.tools = [] }),
        ("+ tool wind", { $0.tools.append(Tool(name: "wind")) }),
        ("tool tide → tides", { $0.tools[0].name = "tides" }),
        ("tool tide: description water. → tide.", { $0.tools[0].description = "High tide." }),
        ("output text → json_object", { $0.responseFormat = .jsonObject }),
        (
            "model m → n, temperature 0.7, 1 more",
            {
                $0.model = "n"; $0[.temperature] = 0.7; $0[.topP] = 0.5
            }
        ),
    ]

    @Test("one phrase for each kind of change", arguments: 0..<table.count)
    func phrases(row: Int) {
        let (words, change) = Self.table[row]
        #expect(VersionPhrase.phrase(from: Self.config { _ in }, to: Self.config(change)) == words)
    }

    @Test("a field that changed says both values, and one that is gone what it was")
    func values() {
        let (cold, warm) = (Self.config { $0[.temperature] = 0.2 }, Self.config { $0[.temperature] = 0.7 })
        #expect(VersionPhrase.phrase(from: cold, to: warm) == "temperature 0.2 → 0.7")
        #expect(VersionPhrase.phrase(from: cold, to: Self.config { _ in }) == "no temperature, was 0.2")
    }

    @Test("a schema says what became of its property")
    func schema() {
        let strict = Self.config {
            $0.tools[0].parameters = [
                "type": "object", "properties": ["unit": ["type": "string"]], "required": ["unit"],
            ]
        }
        let phrase = VersionPhrase.phrase(from: Self.config { _ in }, to: strict)
        #expect(phrase.hasPrefix("tool tide: ") && phrase.contains("unit") && phrase.contains("required"))
    }

    @Test("a first version says what it consists of, a text of any length takes one line")
    func first() {
        #expect(VersionPhrase.phrase(from: nil, to: Self.config { _ in }) == "the first, 4 words, 1 tool")
        let long = Self.config { $0.template[0] = Message(.system, String(repeating: "word ", count: 20_000)) }
        #expect(VersionPhrase.phrase(from: Self.config { _ in }, to: long) == "system +19997 words")
    }
}
