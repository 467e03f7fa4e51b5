import JSON
import Prompts
import RequestCore
import Testing

@testable import Playground

@MainActor @Suite struct CompareTakingTests {
    /// Two columns that have answered; the second has the keys.
    private func answered() -> Desk {
        var desk = CompareSamples.desk()
        desk.press("ctrl-r")
        desk.answer("Brest floods first.", "Dover floods first.")
        return desk
    }

    @Test("Enter takes the column's answer into the thread with its facts, and undo takes it out")
    func take() {
        var desk = answered()
        desk.press("enter")
        #expect(desk.state.thread.messages.map(\.text) == [CompareSamples.question, "Dover floods first."])
        #expect(desk.state.thread.entries.last?.facts?.model == "gpt-4o")
        #expect(desk.page == nil && desk.state.comparison != nil)
        #expect(desk.notice == "Took the answer of column B; the others are branches. ^_ undoes it.")
        desk.press("ctrl-_")
        #expect(desk.state.thread.messages.count == 1)
    }

    @Test("the answers of the other columns are branches beside the one that was taken")
    func branches() {
        var desk = answered()
        desk.press("enter esc <")
        #expect(desk.state.thread.messages.map(\.text) == [CompareSamples.question, "Brest floods first."])
        #expect(desk.state.thread.tree.siblings(atPlace: 1).count == 2)
    }

    @Test("taking another column's answer later goes to its branch, and adds none twice")
    func twice() {
        var desk = CompareSamples.desk()
        desk.press("ctrl-r")
        for (number, run) in CompareSamples.runs(desk).enumerated() {
            let version = SavedVersion(id: VersionID(canonical: "\(number)"), number: number)
            desk.send(.run(.started(run.id, prompt: "harbours", version, logID: "log-\(number)")))
            let text = number == 0 ? "Brest floods first." : "Dover floods first."
            desk.receive(run.id, CompareSamples.pieces(text) + CompareSamples.ending)
        }
        desk.press("enter f7 shift-tab enter")
        #expect(desk.state.thread.messages.map(\.text) == [CompareSamples.question, "Brest floods first."])
        #expect(desk.state.thread.tree.siblings(atPlace: 1).count == 2)
    }

    @Test("an answer of another thread is not taken")
    func changed() {
        var desk = answered()
        desk.state.replace(.entry(desk.state.thread.entries[0].id), by: Message(.user, "Something else"))
        desk.press("enter")
        #expect(desk.notice?.contains("has changed") == true && desk.state.thread.messages.count == 1)
    }

    @Test("an answer under way, and one of which nothing came, are not taken")
    func unfinished() {
        var desk = CompareSamples.desk()
        desk.press("ctrl-r")
        let runs = CompareSamples.runs(desk).map(\.id)
        desk.press("enter")
        #expect(desk.notice == "column B is still answering")
        desk.receive(runs[1], [.ended(error: .cancelled)])
        desk.press("enter")
        #expect(desk.notice?.contains("is empty") == true && desk.state.thread.messages.count == 1)
    }

    @Test("a part of an answer that was stopped can be taken")
    func part() {
        var desk = CompareSamples.desk()
        desk.press("ctrl-r")
        let runs = CompareSamples.runs(desk).map(\.id)
        desk.receive(runs[1], CompareSamples.pieces("Dover flo") + [.ended(error: .cancelled)])
        desk.press("enter")
        #expect(desk.state.thread.messages.last?.text == "Dover flo")
        #expect(desk.state.thread.entries.last?.failure == .cancelled)
    }

    @Test("calls of a column are shown, not run, and wait for their results once they are taken")
    func calls() {
        var desk = CompareSamples.desk()
        desk.press("ctrl-r")
        let runs = CompareSamples.runs(desk).map(\.id)
        desk.receive(runs[1], CompareSamples.calls([("tide", #"{"harbour":"Brest"}"#)]))
        #expect(!desk.effects.contains { if case .tools = $0 { true } else { false } })
        let text = desk.frame().text()
        #expect(text.contains("ƒ tide") && text.contains("not run") && text.contains("calls are shown, not run"))
        desk.press("enter")
        #expect(desk.state.thread.missingResults.count == 1)
    }

    @Test("a question that was taken back to be changed is undone into the thread")
    func undoEdit() {
        var desk = answered()
        desk.press("e")
        #expect(desk.state.thread.messages.isEmpty)
        desk.press("ctrl-_")
        #expect(desk.state.thread.messages.map(\.text) == [CompareSamples.question] && desk.page != nil)
    }

    @Test("an image can be attached to the question, and the evaluations are a key away")
    func imageAndEvaluations() {
        var desk = answered()
        desk.press("alt-i")
        #expect(desk.state.layers.top is LineInput)
        desk.press("esc H")
        #expect(desk.state.layers.top is EvaluationList && desk.page != nil)
    }

    @Test("u makes the config of a column the draft")
    func use() {
        var desk = answered()
        desk.press("u")
        #expect(desk.state.draft.config.model == "gpt-4o")
        desk.state.compare([.init(.version(CompareSamples.version))])
        desk.press("u")
        #expect(desk.state.draft.config == CompareSamples.version.config)
        #expect(desk.state.draft.version?.number == 11)
    }

    @Test("o opens the log of the answer that is looked at")
    func log() {
        var desk = answered()
        desk.press("o")
        #expect(desk.notice == "column B has no log yet")
        let run = desk.state.comparison?.focused?.current?.run.id ?? 0
        desk.send(
            .run(
                .started(
                    run, prompt: "harbours", SavedVersion(id: VersionID(canonical: "x"), number: 2), logID: "log-7")))
        desk.press("o")
        #expect(desk.effects.contains { if case .logs(.load("log-7")) = $0 { true } else { false } })
    }

    @Test("y copies the answer as it came")
    func copy() {
        var desk = answered()
        desk.press("y")
        #expect(desk.effects.contains { if case .terminal(.copy("Dover floods first.")) = $0 { true } else { false } })
    }

    @Test("d shows what differs from the baseline, b makes a column the baseline")
    func diff() {
        var desk = answered()
        desk.press("d")
        #expect(desk.frame().text().contains("‹Brest›Dover floods first."))
        desk.press("b")
        let text = desk.frame().text()
        #expect(text.contains("‹Dover›Brest floods first.") && !text.contains("‹Brest›"))
    }

    @Test("a column that says the same as the baseline says so in its head")
    func same() {
        var desk = CompareSamples.desk()
        desk.press("ctrl-r")
        desk.answer(#"{"a": 1, "b": 2}"#, #"{"b": 2, "a": 1}"#)
        #expect(desk.frame().text().contains("same as A"))
    }
}
