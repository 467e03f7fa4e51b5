import Fuzzing
import JSON
import Logbook
import Prompts
import RequestCore
import Testing

@testable import Storage

@Suite("Searching logs")
struct SearchTests {
    private func store(_ place: Place, _ body: (Store) async throws -> Void) async throws {
        try await place.withStore { store in
            var failed = LogRecord.sample("failed", at: 1, asking: "Il était une fois")
            failed.reply.apply(.ended(error: RunError(kind: .rateLimit, status: 429, message: "Slow down, sailor")))
            failed.model = "o4-mini"
            try await store.insert(failed)
            var calling = LogRecord.sample("calling", at: 2, asking: #"say "hello world" AND don't (stop)"#)
            calling.reply.apply(.identified(.init(model: "gpt-4o-2024-08-06")))
            calling.reply.apply(
                .toolCallDelta(
                    choice: 0, block: 3, .init(index: 0, name: "tide_table", arguments: #"{"harbour":"Dover"}"#)))
            try await store.insert(calling)
            try await store.insert(
                .sample("answered", at: 3, asking: "NEAR NOT OR", answering: "Brest floods first\u{0}last"))
            try await body(store)
        }
    }

    @Test(
        "words are found in messages, answer, calls, model and error; as beginnings, in any case, without accents",
        arguments: Place.allCases)
    func found(place: Place) async throws {
        let table: [(String, [String])] = [
            ("hello", ["calling"]), ("HELLO wor", ["calling"]), ("sailors", []), ("sailor", ["failed"]),
            ("etait", ["failed"]), ("était", ["failed"]), ("flood", ["answered"]), ("Dover", ["calling"]),
            ("tide_t", ["calling"]), ("o4-mini", ["failed"]), ("gpt-4o-2024", ["calling"]),
            ("rate_limit 429", ["failed"]),
            ("slow sailor", ["failed"]), ("hello Brest", []), ("ello", []), ("last", ["answered"]),
            ("", ["answered", "calling", "failed"]), ("   ", ["answered", "calling", "failed"]),
        ]
        try await store(place) { store in
            for (text, ids) in table {
                let found = try await store.ids(search: text)
                #expect(found == ids, "\(text)")
                #expect(try await store.count(of: .words(text), upTo: .max).count == ids.count, "\(text)")
            }
        }
    }

    @Test("one and two letters are beginnings of words like any others, alone, together and beside longer ones")
    func fewLetters() async throws {
        let store = try Store.inMemory()
        try await store.insert(.sample("a", at: 1, asking: "Élan 42", answering: "été à Brest"))
        try await store.insert(.sample("b", at: 2, asking: "don't go", answering: "Ψάρι море (x)"))
        try await store.insert(.sample("c", at: 3, asking: "e\u{301}tude", answering: "straße 1"))
        let table: [(String, [String])] = [
            ("e", ["c", "a"]), ("É", ["c", "a"]), ("et", ["c", "a"]), ("ét", ["c", "a"]), ("e\u{301}", ["c", "a"]),
            ("él", ["a"]), ("4", ["c", "b", "a"]), ("42", ["a"]), ("1", ["c"]), ("ψ", ["b"]), ("ψά", ["b"]),
            ("мо", ["b"]),
            ("x", ["b"]), ("(x", ["b"]), ("x)", ["b"]), ("t", ["b"]), ("don't", ["b"]), ("d g", ["b"]), ("d e", []),
            ("b brest", ["a"]), ("e elan 42", ["a"]), ("brest z", []), ("st", ["c"]), ("ß", []), ("zz", []),
            ("go d", ["b"]),
        ]
        for (text, ids) in table {
            #expect(try await store.ids(search: text) == ids, "\(text)")
            #expect(try await store.count(of: .words(text), upTo: .max).count == ids.count, "\(text)")
            #expect(try await store.ids("model:gpt-4o \(text)") == ids, "\(text)")
        }
        #expect(try await store.ids("-e") == ["b"])
        #expect(try await store.ids("brest -e") == [])
        #expect(try await store.ids("e -brest") == ["c"])
    }

    @Test("what FTS5 would obey is only text", arguments: Place.allCases)
    func operators(place: Place) async throws {
        let table: [(String, [String])] = [
            (#""hello world""#, ["calling"]), (#"""#, ["answered", "calling", "failed"]), (#"hel"lo"#, []),
            ("AND", ["calling"]), ("OR", ["answered"]), ("NOT", ["answered"]), ("NEAR", ["answered"]),
            ("NEAR(a b)", []),
            ("hello AND", ["calling"]), ("hello OR Brest", []), ("hello*", ["calling"]),
            ("*", ["answered", "calling", "failed"]),
            ("^hello", ["calling"]), ("messages:hello", []), ("(stop)", ["calling"]),
            ("(((", ["answered", "calling", "failed"]),
            ("don't", ["calling"]), ("hello -- world", ["calling"]), ("'; DROP TABLE log; --", []),
            ("hello + world", ["calling"]),
            ("\u{0}", ["answered", "calling", "failed"]), ("hello\u{0}world", ["calling"]),
            ("🦆", ["answered", "calling", "failed"]),
            ("{a b}:c", []), ("\\", ["answered", "calling", "failed"]), ("%", ["answered", "calling", "failed"]),
        ]
        try await store(place) { store in
            for (text, ids) in table {
                let found = try await store.ids(search: text)
                #expect(found == ids, "\(text)")
            }
        }
    }

    @Test("no text that can be typed is an error")
    func anyText() async throws {
        var generator = SeededGenerator(seed: 7)
        let alphabet = Array("\"'*^:(){}+-,~ \t\nabANDORNOTé名\u{0}\u{300}\u{2603}½Ⅳ_\\%;?1")
        let store = try Store.inMemory()
        try await store.insert(.sample("a"))
        for _ in 0..<2000 {
            let text = String(
                (0..<Int.random(in: 0...12, using: &generator)).map { _ in
                    alphabet[Int.random(in: alphabet.indices, using: &generator)]
                })
            await #expect(throws: Never.self, "\(text.debugDescription)") { _ = try await store.ids(search: text) }
        }
    }

    @Test("a log is found by what it adds: not by the instructions, and not by what was said before the last answer")
    func whatALogAdds() async throws {
        let store = try Store.inMemory()
        var log = LogRecord.sample("a", answering: "at noon")
        log.request = [
            "messages": [
                ["role": "system", "content": "instructions"], ["role": "user", "content": "earlier"],
                ["role": "assistant", "content": "answered"],
                ["role": "tool", "tool_call_id": "c", "content": "result"],
                ["role": "user", "content": "now"],
            ]
        ]
        try await store.insert(log)
        for word in ["result", "now", "noon"] { #expect(try await store.ids(search: word) == ["a"], "\(word)") }
        for word in ["instructions", "earlier", "answered"] {
            #expect(try await store.ids(search: word) == [], "\(word)")
        }
    }

    @Test(
        "words inside Chinese, Japanese and Korean text are found, and letters that are not in a row are not",
        arguments: [
            ("満潮", true), ("潮は", true), ("明日の満", true), ("日満", false), ("高潮", true), ("潮位", true), ("位潮", false),
            ("물때", true), ("때표", true), ("표때", false), ("ﾀｲﾄﾞ", true), ("GPT満潮", false), ("tide満潮", true),
        ])
    func withoutSpaces(text: String, isFound: Bool) async throws {
        let store = try Store.inMemory()
        try await store.insert(.sample("a", asking: "明日の満潮は？ 물때표 ﾀｲﾄﾞ", answering: "高潮位在中午, tide満潮"))
        #expect(try await store.ids(search: text) == (isFound ? ["a"] : []))
        #expect(try await store.ids("\"\(text)\"") == (isFound ? ["a"] : []))
    }

    @Test("exact words follow each other, and the last one is whole")
    func phrases() async throws {
        let store = try Store.inMemory()
        try await store.insert(.sample("a", asking: "high water at noon"))
        try await store.insert(.sample("b", asking: "water is high"))
        #expect(try await store.ids(#""high water""#) == ["a"])
        #expect(try await store.ids(#""high wat""#) == [])
        #expect(try await store.ids(#""high wat"*"#) == ["a"])
        #expect(try await store.ids(#"high -"high water""#) == ["b"])
    }

    @Test("the time of a log and its place in the search stay the same, whatever an update says")
    func timeStays() async throws {
        let store = try Store.inMemory()
        try await store.insert(.sample("a", at: 1, state: .running))
        try await store.update(.sample("a", at: 2, answering: "Brest"))
        #expect(try await store.log(id: "a")?.createdAt == time(1))
        #expect(try await store.ids(search: "Brest") == ["a"])
        try await store.removeLogs(["a"])
        #expect(try await store.count("logTerms_docsize") == 0)
    }
}
