import GRDB
import JSON
import Prompts
import Testing

@testable import Storage

@Suite("What a REF names")
struct ReferenceTests {
    /// weather: v1 ← v2 ← v3, v4 without a parent; production → v2; harbours: v1 with the content of weather's v1.
    private func withPrompts(_ place: Place, _ body: (Store, [Version]) async throws -> Void) async throws {
        try await place.withStore { store in
            let one = try await store.saved(.of("one"), prompt: "weather", parent: nil)
            let two = try await store.saved(.of("two"), prompt: "weather", parent: one.id)
            let three = try await store.saved(.of("three"), prompt: "weather", parent: two.id)
            let four = try await store.saved(.of("four"), prompt: "weather", parent: nil)
            try await store.deploy(two.id, prompt: "weather", to: "production", by: "ada", note: "", kind: .deploy)
            _ = try await store.saved(.of("one"), prompt: "harbours", parent: nil)
            try await body(store, [one, two, three, four])
        }
    }

    private func resolve(_ store: Store, _ text: String) async throws -> Version {
        try await store.resolve(try #require(Reference(text)))
    }

    @Test("name, number, environment, parents and hash name their version", arguments: Place.allCases)
    func found(place: Place) async throws {
        try await withPrompts(place) { store, saved in
            let table: [(String, Int)] = [
                ("weather", 4), ("weather@v1", 1), ("weather@v3", 3), ("weather@production", 2), ("weather@v3~1", 2),
                ("weather@v3~2", 1), ("weather@v3~", 2), ("weather@production~1", 1), ("weather~0", 4),
                (saved[2].id.hex, 3), (saved[2].id.short, 3), (saved[2].id.hex.uppercased(), 3),
                (saved[2].id.short + "~1", 2), ("weather@" + saved[1].id.short, 2),
            ]
            for (text, number) in table {
                let version = try await resolve(store, text)
                #expect(version.number == number, "\(text)")
                #expect(version.prompt == "weather", "\(text)")
                #expect(version == saved[number - 1], "\(text)")
            }
        }
    }

    @Test("what names nothing is told in the person's words", arguments: Place.allCases)
    func notFound(place: Place) async throws {
        try await withPrompts(place) { store, _ in
            let table: [(String, String)] = [
                ("wether", "no prompt is called 'wether'; did you mean 'weather'?"),
                ("Weather", "no prompt is called 'Weather'; did you mean 'weather'?"),
                ("zebra", "no prompt is called 'zebra'"),
                ("wether@v1", "no prompt is called 'wether'; did you mean 'weather'?"),
                ("wether@production", "no prompt is called 'wether'; did you mean 'weather'?"),
                ("weather@v9", "weather has no v9: it has 4 versions, v1 to v4"),
                ("weather@v0", "weather has no v0: it has 4 versions, v1 to v4"),
                ("harbours@v2", "harbours has no v2: it has one version, v1"),
                ("weather@staging", "weather is not deployed to 'staging': it is deployed to production"),
                ("harbours@production", "harbours is not deployed to 'production': it has no deployments yet"),
                ("00000000", "no stored version begins with 00000000"),
                ("weather~1", "there is no weather@v4~1: v4 was made from no other version"),
                ("weather@v3~3", "there is no weather@v3~3: v3 goes back 2 steps, to v1"),
                ("weather@v2~9", "there is no weather@v2~9: v2 goes back 1 step, to v1"),
            ]
            for (text, words) in table {
                await #expect(throws: FieldError(message: words), "\(text)") { try await resolve(store, text) }
            }
        }
    }

    @Test("of the same content under several prompts a hash names the one saved first", arguments: Place.allCases)
    func severalPrompts(place: Place) async throws {
        try await withPrompts(place) { store, saved in
            try await store.database.write {
                try $0.execute(sql: "UPDATE version SET createdAt = createdAt + 1000 WHERE promptName = 'harbours'")
            }
            #expect(try await resolve(store, saved[0].id.hex) == saved[0])
        }
    }

    @Test(
        "the beginning of several hashes is refused, with enough digits to tell them apart", arguments: Place.allCases)
    func ambiguous(place: Place) async throws {
        try await withPrompts(place) { store, _ in
            try await store.database.write { db in
                for tail in ["0", "1"] {
                    let id = "abcdef012345" + String(repeating: tail, count: 52)
                    try db.execute(sql: "INSERT INTO config VALUES (?, '{}', '{}', 1)", arguments: [id])
                    try db.execute(
                        sql: "INSERT INTO version VALUES ('weather', ?, ?, NULL, ?)",
                        arguments: [id, 10 + (Int(tail) ?? 0), Int(tail)])
                }
            }
            let words = await complaint { try await resolve(store, "abcdef01") }
            #expect(
                words == "abcdef01 is the beginning of several versions, among them abcdef0123450 (weather) and "
                    + "abcdef0123451 (weather); give more digits")
            #expect(try await resolve(store, "abcdef0123451").number == 11)
        }
    }

    @Test("a prompt whose name looks like a hash is found when no hash begins so", arguments: Place.allCases)
    func nameLikeHash(place: Place) async throws {
        try await withPrompts(place) { store, _ in
            _ = try await store.saved(.of("x"), prompt: "facade00", parent: nil)
            #expect(try await resolve(store, "facade00").prompt == "facade00")
        }
    }

    @Test("an empty store says that nothing is stored")
    func empty() async throws {
        let store = try Store.inMemory()
        #expect(
            await complaint { try await resolve(store, "weather") }
                == "no prompt is called 'weather'; none is stored yet")
    }

    @Test(
        "letters put in, left out, replaced or swapped count one each",
        arguments: [
            ("", "", 0), ("abc", "", 3), ("wether", "weather", 1), ("wetaher", "weather", 1), ("kitten", "sitting", 3),
        ])
    func distance(left: String, right: String, expected: Int) {
        #expect(Spelling.distance(left, right) == expected)
        #expect(Spelling.distance(right, left) == expected)
    }
}
