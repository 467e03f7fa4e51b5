import Prompts
import RequestCore
import Testing

@testable import Storage

@Suite("Prompts as a whole")
struct PromptShelfTests {
    private func names(_ store: Store) async throws -> [String] {
        try await store.prompts().map { $0.name + ($0.isArchived ? " archived" : "") }.sorted()
    }

    private func make(_ store: Store) async throws -> [Version] {
        let first = try await store.saved(.of("a"), prompt: "weather", parent: nil)
        let second = try await store.saved(.of("b"), prompt: "weather", parent: first.id)
        try await store.deploy(first.id, prompt: "weather", to: "production", by: "ada", note: "", kind: .deploy)
        try await store.annotate(second.id, prompt: "weather", name: "terse", note: nil)
        return [first, second]
    }

    @Test("a renamed prompt takes its versions, parents, deployments and names along", arguments: Place.allCases)
    func rename(place: Place) async throws {
        try await place.withStore { store in
            let made = try await make(store)
            try await store.rename(prompt: "weather", to: "forecasts/weather")
            #expect(try await names(store) == ["forecasts/weather"])
            let versions = try await store.versions(ofPrompt: "forecasts/weather")
            #expect(versions.map(\.id) == [made[1].id, made[0].id])
            #expect(versions[0].parent == made[0].id && versions[0].name == "terse")
            let reference = try #require(Reference("forecasts/weather@production"))
            #expect(try await store.resolve(reference).id == made[0].id)
            #expect(try await store.deployments(ofPrompt: "forecasts/weather").count == 1)
            #expect(
                await complaint { _ = try await store.resolve(Reference("weather")!) }.contains("no prompt is called"))
            // And the names still hold together.
            _ = try await store.saved(.of("c"), prompt: "forecasts/weather", parent: made[1].id)
        }
    }

    @Test("a name that is taken, and one that no REF could name, are refused", arguments: Place.allCases)
    func refusals(place: Place) async throws {
        try await place.withStore { store in
            _ = try await make(store)
            _ = try await store.saved(.of("x"), prompt: "tides", parent: nil)
            #expect(await complaint { try await store.rename(prompt: "weather", to: "tides") }.contains("exists"))
            #expect(
                await complaint { try await store.rename(prompt: "nobody", to: "x") }.contains("no prompt is called"))
            for name in [
                "", "a@b", "a~1", "/a", "a/", "a//b", "../a", "a\u{1B}b", "0123abcd", "-x", "a.b", "x/a.prompt",
                "a\u{202E}b", "a b\n",
            ] {
                #expect(await complaint { try await store.rename(prompt: "weather", to: name) }.contains("cannot be"))
            }
            #expect(try await names(store) == ["tides", "weather"])
        }
    }

    @Test(
        "an archived prompt is found as before; a deleted one is not, until it is brought back",
        arguments: Place.allCases)
    func shelves(place: Place) async throws {
        try await place.withStore { store in
            _ = try await make(store)
            try await store.move(prompt: "weather", .archive)
            #expect(try await names(store) == ["weather archived"])
            #expect(try await store.resolve(Reference("weather@v1")!).number == 1)
            try await store.move(prompt: "weather", .delete)
            #expect(try await names(store).isEmpty)
            let id = try #require(try await store.versions(ofPrompt: "weather").first).id
            for text in ["weather", "weather@v1", "weather@production", id.hex, id.short] {
                #expect(await complaint { _ = try await store.resolve(Reference(text)!) }.contains("--undelete"))
            }
            for move in PromptMove.allCases where move != .undelete {
                #expect(await complaint { try await store.move(prompt: "weather", move) }.contains("--undelete"))
            }
            #expect(await complaint { try await store.rename(prompt: "weather", to: "x") }.contains("--undelete"))
            try await store.move(prompt: "weather", .undelete)
            #expect(try await names(store) == ["weather archived"])
            try await store.move(prompt: "weather", .unarchive)
            #expect(try await names(store) == ["weather"])
            #expect(try await store.versions(ofPrompt: "weather").count == 2)
            #expect(await complaint { try await store.move(prompt: "nobody", .archive) }.contains("no prompt"))
        }
    }

    @Test(
        "a version of a deleted prompt is found by its hash where another prompt has it, too", arguments: Place.allCases
    )
    func shared(place: Place) async throws {
        try await place.withStore { store in
            let made = try await make(store)
            _ = try await store.saved(.of("a"), prompt: "tides", parent: nil)
            try await store.move(prompt: "weather", .delete)
            #expect(try await store.resolve(Reference(made[0].id.hex)!).prompt == "tides")
        }
    }

    @Test("who saves a version of a deleted prompt has the whole of it back", arguments: Place.allCases)
    func saved(place: Place) async throws {
        try await place.withStore { store in
            _ = try await make(store)
            try await store.move(prompt: "weather", .delete)
            #expect(try await store.saved(.of("c"), prompt: "weather", parent: nil).number == 3)
            #expect(try await names(store) == ["weather"])
        }
    }

    @Test(
        "what was deleted goes for good when its time is over, with its logs, and nothing else does",
        arguments: Place.allCases)
    func removed(place: Place) async throws {
        try await place.withStore { store in
            let made = try await make(store)
            let kept = try await store.saved(.of("a"), prompt: "tides", parent: nil)
            try await store.insert(.sample("1", prompt: "weather", version: made[1].id))
            try await store.insert(.sample("2", prompt: "tides", version: kept.id))
            try await store.move(prompt: "weather", .delete)
            #expect(try await store.removeDeletedPrompts().isEmpty)
            #expect(try await store.removeDeletedPrompts(grace: -1) == ["weather"])
            #expect(try await store.versions(ofPrompt: "weather").isEmpty)
            #expect(try await store.deployments(ofPrompt: "weather").isEmpty)
            #expect(try await store.ids() == ["2"])
            #expect(try await store.version(kept.id, prompt: "tides")?.config == .of("a"))
            #expect(try await store.version(made[1].id, prompt: "weather") == nil)
        }
    }
}
