import Foundation
import Logbook
import Prompts
import RequestCore
import Testing

@testable import Storage

@Suite("What people say of answers")
struct JudgementTests {
    @Test("everything that was said is read back, and stays through later updates", arguments: Place.allCases)
    func whole(place: Place) async throws {
        try await place.withStore { store in
            try await store.insert(.sample("1", state: .running))
            let said = try Judgement(
                feedback: .bad, score: 0.25, note: "wrong harbour", correction: "Dover\nfirst", tags: ["tides", "a/b"])
            let kept = try await store.judge(log: "1") { $0 = said }
            #expect(kept == said && kept.tags == ["a/b", "tides"])
            try await store.update(.sample("1", answering: "Brest"))
            #expect(try await store.log(id: "1")?.judgement == said)
        }
    }

    @Test("a change leaves the rest as it is, and a judgement without anything is gone", arguments: Place.allCases)
    func change(place: Place) async throws {
        try await place.withStore { store in
            try await store.insert(.sample("1"))
            try await store.judge(log: "1") { judgement throws(FieldError) in
                judgement.score = 1
                try judgement.add(tag: "tides")
            }
            try await store.judge(log: "1", as: .good)
            #expect(try await store.log(id: "1")?.judgement == Judgement(feedback: .good, score: 1, tags: ["tides"]))
            try await store.judge(log: "1") { $0 = Judgement() }
            #expect(try await store.log(id: "1")?.judgement.isEmpty == true)
            #expect(try await store.count("logJudgement") == 0)
            #expect(try await store.count("logTag") == 0)
        }
    }

    @Test("a change that fails changes nothing")
    func failing() async throws {
        let store = try Store.inMemory()
        try await store.insert(.sample("1"))
        let words = await complaint {
            try await store.judge(log: "1") { judgement throws(FieldError) in
                judgement.score = 1
                try judgement.add(tag: "no tag")
            }
        }
        #expect(words.contains("'no tag' is no tag"))
        #expect(try await store.log(id: "1")?.judgement.isEmpty == true)
    }

    @Test("what was said goes with its log")
    func removed() async throws {
        let store = try Store.inMemory()
        try await store.insert(.sample("1"))
        let said = try Judgement(score: 0, note: "n", tags: ["tides"])
        try await store.judge(log: "1") { $0 = said }
        try await store.removeLogs(["1"])
        #expect(try await store.count("logJudgement") == 0)
        #expect(try await store.count("logTag") == 0)
    }

    @Test("a score outside of 0 to 1 and words that a filter could not name are refused")
    func limits() {
        for score in [-0.1, 1.1, .nan, .infinity] { #expect(throws: FieldError.self) { try Judgement(score: score) } }
        for tag in ["", "a b", "a,b", "-a", "@a", String(repeating: "a", count: 65)] {
            #expect(throws: FieldError.self, "\(tag)") { try Judgement(tags: [tag]) }
        }
        #expect(throws: Never.self) { try Judgement(score: 0, tags: ["潮", "v1.2", "a/b_c-d", "潮"]) }
        #expect(Judgement.text(" \n") == nil)
    }
}

@Suite("Saved filters")
struct SavedFilterTests {
    @Test("are listed by name, replaced, renamed and removed", arguments: Place.allCases)
    func keeping(place: Place) async throws {
        try await place.withStore { store in
            try await store.save(SavedFilter(name: "slow", text: "total:>5"))
            try await store.save(SavedFilter(name: "costly", text: "cost:>1"))
            try await store.save(SavedFilter(name: "costly", text: "cost:>0.5"))
            let all = [SavedFilter(name: "costly", text: "cost:>0.5"), SavedFilter(name: "slow", text: "total:>5")]
            #expect(try await store.savedFilters() == all)
            #expect(try all.text(named: "slow") == "total:>5")
            try await store.renameFilter("slow", to: "late")
            try await store.removeFilter("costly")
            #expect(try await store.savedFilters() == [SavedFilter(name: "late", text: "total:>5")])
        }
    }

    @Test("a name that is missing, taken or none is told")
    func complaints() async throws {
        let store = try Store.inMemory()
        #expect(await complaint { try await store.removeFilter("x") }.contains("etude logs filters save"))
        try await store.save(SavedFilter(name: "costly", text: "cost:>1"))
        try await store.save(SavedFilter(name: "slow", text: "total:>5"))
        #expect(await complaint { try await store.removeFilter("costy") }.contains("did you mean '@costly'?"))
        #expect(await complaint { try await store.renameFilter("slow", to: "costly") }.contains("another filter"))
        let said = await complaint { try await store.save(SavedFilter(name: "a b", text: "")) }
        #expect(said.contains("cannot name a filter"))
        #expect(try await store.savedFilters().count == 2)
    }
}
