import Prompts
import RequestCore
import Testing

@testable import Storage

@Suite("Deployments")
struct DeploymentTests {
    private func versions(_ store: Store) async throws -> [Version] {
        var made: [Version] = []
        for text in ["a", "b", "c"] {
            made.append(try await store.saved(.of(text), prompt: "weather", parent: made.last?.id))
        }
        return made
    }

    @Test("each move is kept with who and why; a list tells what stands where", arguments: Place.allCases)
    func history(place: Place) async throws {
        try await place.withStore { store in
            let made = try await versions(store)
            try await store.deploy(
                made[0].id, prompt: "weather", to: "production", by: "ada", note: "first", kind: .deploy)
            try await store.deploy(made[2].id, prompt: "weather", to: "production", by: "bob", note: "", kind: .deploy)
            try await store.deploy(made[1].id, prompt: "weather", to: "staging", by: "ada", note: "", kind: .deploy)
            let history = try await store.deployments(ofPrompt: "weather")
            #expect(
                history.map { "\($0.environment) v\($0.number) \($0.who) \($0.note)" } == [
                    "production v1 ada first", "production v3 bob ", "staging v2 ada ",
                ])
            let deployed = try await store.deployed(ofPrompt: "weather")
            #expect(deployed.map { "\($0.environment) v\($0.number)" } == ["production v3", "staging v2"])
            #expect(try await store.deployed(ofPrompt: nil) == deployed)
            #expect(try await store.deployed(ofPrompt: "other").isEmpty)
        }
    }

    @Test("a roll back goes to what was there before, the next one a step further; then there is nothing")
    func rollback() {
        func move(_ number: Int, _ kind: Deployment.Kind = .deploy) -> Deployment {
            Deployment(
                environment: "p", version: VersionID(canonical: "\(number)"), number: number, at: .distantPast, who: "",
                kind: kind)
        }
        #expect(Deployment.beforeLast(of: "p", in: [])?.number == nil)
        #expect(Deployment.beforeLast(of: "p", in: [move(1)])?.number == nil)
        #expect(Deployment.beforeLast(of: "p", in: [move(1), move(2), move(3)])?.number == 2)
        #expect(Deployment.beforeLast(of: "p", in: [move(1), move(2), move(3), move(2, .rollback)])?.number == 1)
        #expect(Deployment.beforeLast(of: "p", in: [move(1), move(2), move(2), move(1, .rollback)])?.number == nil)
        #expect(Deployment.beforeLast(of: "p", in: [move(1), move(2), move(1, .rollback), move(3)])?.number == 1)
    }

    @Test("protection is of one environment, and stays when that moves", arguments: Place.allCases)
    func protection(place: Place) async throws {
        try await place.withStore { store in
            let made = try await versions(store)
            #expect(
                await complaint { try await store.protect("production", prompt: "weather", true) }.contains(
                    "nothing of weather"))
            try await store.deploy(made[0].id, prompt: "weather", to: "production", by: "", note: "", kind: .deploy)
            try await store.protect("production", prompt: "weather", true)
            try await store.deploy(made[1].id, prompt: "weather", to: "production", by: "", note: "", kind: .deploy)
            #expect(try await store.deployed(ofPrompt: "weather").map(\.isProtected) == [true])
            try await store.protect("production", prompt: "weather", false)
            #expect(try await store.deployed(ofPrompt: "weather").map(\.isProtected) == [false])
        }
    }

    @Test("a version is named and annotated, each by itself", arguments: Place.allCases)
    func annotations(place: Place) async throws {
        try await place.withStore { store in
            let made = try await versions(store)
            try await store.annotate(made[1].id, prompt: "weather", name: "terse", note: nil)
            try await store.annotate(made[1].id, prompt: "weather", name: nil, note: "half the tokens")
            var list = try await store.versions(ofPrompt: "weather")
            #expect(list.map(\.name) == ["", "terse", ""] && list.map(\.note) == ["", "half the tokens", ""])
            try await store.annotate(made[1].id, prompt: "weather", name: "", note: nil)
            list = try await store.versions(ofPrompt: "weather")
            #expect(list[1].name.isEmpty && list[1].note == "half the tokens")
            #expect(
                await complaint { try await store.annotate(made[1].id, prompt: "x", name: "y", note: nil) }.contains(
                    "no version"))
        }
    }

    @Test(
        "a prompt whose name leads out of the folder is not written",
        arguments: ["../out", "/etc/x", "a/../../b", "a//b"])
    func outside(name: String) async throws {
        try await withDirectory { folder in
            let store = try Store.inMemory()
            let version = try await store.saved(.of("a"), prompt: name, parent: nil)
            let words = await complaint {
                try await DeployedFiles.write(version, environment: "production", to: folder + "/d", blobs: store)
            }
            #expect(words.contains("cannot be the name of a file"))
        }
    }

    @Test(
        "what the logs say of a version: runs, the median of their times, the sum of what is known to have cost",
        arguments: Place.allCases)
    func statistics(place: Place) async throws {
        try await place.withStore { store in
            let made = try await versions(store)
            for (index, time) in [300.0, 100, 200, 900].enumerated() {
                var record = LogRecord.sample("\(index)", version: made[0].id)
                record.state = .finished
                record.timing.totalMS = time
                record.cost = index == 0 ? nil : 0.5
                try await store.insert(record)
            }
            var failed = LogRecord.sample("f", version: made[1].id)
            failed.state = .failed
            try await store.insert(failed)
            try await store.insert(.sample("o", prompt: "other", version: made[2].id))
            let found = try await store.statistics(ofPrompt: "weather")
            #expect(found[made[0].id] == VersionStatistics(runCount: 4, medianMS: 250, cost: 1.5))
            #expect(found[made[1].id]?.runCount == 1 && found[made[1].id]?.medianMS == nil)
            #expect(found[made[2].id] == nil)
        }
    }
}
