import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@Suite struct VersionBrowserTests {
    private func summary(_ number: Int, from parent: Int?, runs: Int = 1) -> VersionSummary {
        VersionSummary(
            id: VersionID(canonical: "\(number)"), number: number, parent: parent.map { VersionID(canonical: "\($0)") },
            createdAt: .distantPast, runCount: runs)
    }

    @Test("the graph goes down from each version to the one it was made from; lines of several meet there")
    func graph() {
        let straight = [summary(3, from: 2), summary(2, from: 1), summary(1, from: nil)]
        #expect(VersionGraph.lines(straight) == ["◦", "◦", "◦"])
        let forked = [
            summary(5, from: 2), summary(4, from: 3), summary(3, from: 2), summary(2, from: 1), summary(1, from: nil),
        ]
        #expect(VersionGraph.lines(forked) == ["◦", "│ ◦", "│ ◦", "◦─╯", "◦"])
        let three = [summary(4, from: 1), summary(3, from: 1), summary(2, from: 1), summary(1, from: nil)]
        #expect(VersionGraph.lines(three) == ["◦", "│ ◦", "│ │ ◦", "◦─┴─╯"])
        #expect(VersionGraph.lines([summary(2, from: nil), summary(1, from: nil)]) == ["◦", "◦"])
        #expect(VersionGraph.lines([]).isEmpty)
    }

    private func desk() -> Desk {
        var desk = Desk(width: 110, height: 40, focus: .thread)
        desk.state.versions = Sample.versions
        desk.state.draft.version = SavedVersion(id: Sample.versions[0].id, number: 12)
        desk.press("f4")
        return desk
    }

    private func facts(_ desk: Desk) -> VersionFacts {
        VersionFacts(
            statistics: [Sample.versions[0].id: VersionStatistics(runCount: 12, medianMS: 1800, cost: 0.25)],
            deployed: [
                DeployedVersion(
                    prompt: "harbours", environment: "production", version: Sample.versions[2].id, number: 9,
                    movedAt: .distantPast)
            ],
            history: [
                Deployment(
                    environment: "production", version: Sample.versions[1].id, number: 11, at: .distantPast, who: "ada",
                    note: "first"),
                Deployment(
                    environment: "production", version: Sample.versions[2].id, number: 9, at: .distantPast, who: "bob"),
            ])
    }

    @Test("runs, median time and cost stand beside a version; a filter finds by number, hash, name and environment")
    func facts() {
        var desk = desk()
        desk.send(.version(.factsLoaded(prompt: "harbours", facts(desk))))
        #expect(desk.screen.contains("12 runs  1.8 s  $0.25"))
        desk.press("/")
        desk.type("production")
        #expect(desk.screen.contains("v9") && desk.screen.contains("1 of 1"))
        desk.press("enter enter")
        #expect(desk.effects == [.version(.load(Sample.versions[2].id, prompt: "harbours"))])
        desk.press("f4 /")
        desk.type("nothing at all")
        #expect(desk.screen.contains("nothing matches"))
        desk.press("esc")
        #expect(desk.screen.contains("v11"))
    }

    @Test("what was never run, named or deployed is folded away and can be shown again; nothing is lost")
    func fold() {
        var desk = Desk(width: 110, height: 40, focus: .thread)
        desk.state.versions = [
            summary(5, from: 4, runs: 0), summary(4, from: 3), summary(3, from: 2, runs: 0),
            summary(2, from: 1, runs: 0),
            summary(1, from: nil),
        ]
        desk.state.versions[0].name = "kept"
        desk.press("f4")
        #expect(desk.screen.contains("⋯ 2 changes, never run") && desk.screen.contains("1 of 4"))
        #expect(desk.screen.contains("◦   v1"))
        desk.press("j j enter")
        #expect(desk.screen.contains("of 5"))
        desk.press("z G")
        #expect(desk.screen.contains("4 of 4"))
    }

    @Test(
        "d compares with the parent or with the marked version, the older one first; c with the draft; D with what is deployed"
    )
    func compare() {
        var desk = desk()
        desk.send(.version(.factsLoaded(prompt: "harbours", facts(desk))))
        let ids = Sample.versions.map(\.id)
        desk.press("space j d")
        #expect(desk.effects == [.version(.compare(.version(ids[1]), .version(ids[0]), prompt: "harbours"))])
        desk.press("c")
        #expect(
            desk.effects == [.version(.compare(.version(ids[1]), .draft(desk.state.draft.config), prompt: "harbours"))])
        desk.press("D")
        #expect(desk.effects == [.version(.compare(.version(ids[2]), .version(ids[1]), prompt: "harbours"))])
        var new = Config(model: "gpt-4.1-mini")
        new[.seed] = 42
        desk.send(.version(.compared("v11", "v12", ConfigDiff(from: Config(model: "gpt-4.1-mini"), to: new))))
        #expect(
            desk.screen.contains("v11 → v12") && desk.screen.contains("seed  set to 42")
                && desk.screen.contains("+ seed: 42"))
        desk.press("w q")
        #expect(desk.screen.contains("Versions of harbours"))
    }

    @Test("a version is named and annotated from the list; an empty text takes it away")
    func annotate() {
        var desk = desk()
        let id = Sample.versions[0].id
        desk.press("n")
        desk.type("terse")
        desk.press("enter")
        #expect(desk.effects == [.version(.annotate(id, prompt: "harbours", name: "terse", note: nil))])
        desk.press("a enter")
        #expect(desk.effects == [.version(.annotate(id, prompt: "harbours", name: nil, note: ""))])
    }

    @Test("deploying asks before production moves, and only then")
    func deploy() {
        var desk = desk()
        desk.send(.version(.factsLoaded(prompt: "harbours", facts(desk))))
        let id = Sample.versions[0].id
        desk.press("p")
        desk.type("staging")
        desk.press("enter")
        #expect(
            desk.effects == [
                .version(.deploy(PlannedMove(version: id, environment: "staging"), prompt: "harbours", by: ""))
            ])
        desk.press("p enter")
        #expect(desk.screen.contains("Move production from v9 to v12?"))
        desk.press("enter")
        #expect(!desk.effects.contains { if case .version(.deploy) = $0 { true } else { false } })
        desk.press("p enter")
        desk.type("yes")
        desk.press("enter")
        #expect(
            desk.effects == [
                .version(.deploy(PlannedMove(version: id, environment: "production"), prompt: "harbours", by: ""))
            ])
    }

    @Test("Ctrl-X d deploys the version in the draft, once it is known what is where")
    func deployDraft() {
        var desk = desk()
        desk.press("esc")
        desk.state.draft.settledID = Sample.versions[0].id
        desk.press("ctrl-x d")
        #expect(!desk.screen.contains("Deploy v12 to"))
        desk.press("p")
        #expect(desk.notice?.contains("still being read") == true)
        desk.send(.version(.factsLoaded(prompt: "harbours", facts(desk))))
        #expect(desk.screen.contains("Deploy v12 to") && desk.screen.contains("moves from v9 to v12"))
    }

    @Test("b goes back to what was deployed before; h shows the moves with who and why")
    func rollBack() {
        var desk = desk()
        desk.send(.version(.factsLoaded(prompt: "harbours", facts(desk))))
        desk.press("b")
        #expect(desk.notice?.contains("is not deployed") == true)
        desk.press("G b")
        #expect(desk.screen.contains("Move production from v9 to v11?"))
        desk.type("yes")
        desk.press("enter")
        let move = PlannedMove(
            version: Sample.versions[1].id, environment: "production", kind: .rollback, note: "back from v9")
        #expect(desk.effects == [.version(.deploy(move, prompt: "harbours", by: ""))])
        desk.press("h")
        #expect(desk.screen.contains("ada") && desk.screen.contains("first") && desk.screen.contains("bob"))
    }

    /// Waits until the browser knows of so many moves: a notice comes before what it is about has been read again.
    @MainActor private func moves(_ count: Int, _ harness: Harness) async throws {
        try await harness.wait("\(count) moves") { harness in
            guard let browser = harness.state.layers.top as? VersionBrowser else { return false }
            return browser.facts?.history.count == count
        }
    }

    @Test("versions are compared, named, deployed and rolled back on a real store")
    @MainActor func whole() async throws {
        let harness = try await Harness(width: 120, height: 40)
        for number in ["0.2", "0.9"] {
            try await harness.press("ctrl-p")
            try await harness.type("Set Temperature")
            try await harness.press("enter ctrl-u")
            try await harness.type(number)
            try await harness.press("enter")
            try await harness.see(number)
        }
        try await harness.see("untitled  v3")
        try await harness.wait("the list with v3") { $0.state.versions.count == 3 }
        try await harness.press("f4")
        try await harness.see("Versions of untitled")
        try await harness.press("d")
        try await harness.see("temperature  0.2 → 0.9")
        try await harness.press("q p enter")
        try await harness.see("untitled@production is v3")
        try await moves(1, harness)
        try await harness.press("z j p enter")
        try await harness.see("Move production from v3 to v2?")
        try await harness.type("yes")
        try await harness.press("enter")
        try await harness.see("untitled@production is v2")
        try await moves(2, harness)
        try await harness.press("b")
        try await harness.see("from v2 to v3?")
        try await harness.type("yes")
        try await harness.press("enter")
        try await harness.see("untitled@production is v3")
        try await moves(3, harness)
        try await harness.press("h")
        try await harness.see("rolled back", "back from v2")
        try await harness.press("q n")
        try await harness.type("terse")
        try await harness.press("enter")
        try await harness.see("terse")
        let deployed = try await harness.store.deployed(ofPrompt: "untitled")
        #expect(deployed.map(\.number) == [3])
    }

    @Test("a browser opened before the newest version was listed goes to that version when it is")
    func lateList() throws {
        var desk = Desk(width: 80, height: 24, focus: .thread)
        let newest = try #require(Sample.versions.first)
        desk.state.draft.version = .init(id: newest.id, number: newest.number)
        desk.state.versions = Array(Sample.versions.dropFirst())
        desk.press("f4")
        desk.state.versionsLoaded(desk.state.draft.name, Sample.versions)
        let browser = try #require(desk.state.layers.top as? VersionBrowser)
        #expect(browser.selected(in: desk.state.versions)?.id == newest.id)
    }

    @Test("no size of the screen breaks the browser", arguments: [(40, 10), (59, 14), (80, 24), (200, 60)])
    func sizes(width: Int, height: Int) {
        var desk = Desk(width: width, height: height, focus: .thread)
        desk.state.versions = Sample.versions
        desk.press("f4")
        for key in ["j", "k", "space", "z", "/", "esc", "p", "esc", "n", "esc", "h", "q"] {
            desk.press(key)
            #expect(!desk.screen.isEmpty)
        }
    }
}
