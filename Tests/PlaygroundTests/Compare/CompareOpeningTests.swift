import JSON
import Prompts
import RequestCore
import Testing

@testable import Playground

@MainActor @Suite struct CompareOpeningTests {
    @Test(
        "F7 and Ctrl-X g open the comparison of a thread with the draft as a column, and close it again",
        arguments: ["f7", "ctrl-x g"])
    func toggle(keys: String) {
        var desk = Desk(config: CompareSamples.config(), focus: .thread)
        desk.type("a question")
        desk.press(keys)
        #expect(desk.page?.isWriting == true)
        #expect(desk.state.comparison?.columns.map(\.recipe) == [ComparedColumn.Recipe()])
        desk.press("f7")
        #expect(desk.page == nil && desk.state.layers.isEmpty)
        #expect(desk.state.thread.composer.buffer.text == "a question")
    }

    @Test("on an empty thread F7 opens the evaluations; the palette opens a comparison there, too")
    func empty() {
        var desk = Desk(config: CompareSamples.config(), focus: .thread)
        desk.press("f7")
        #expect(desk.state.layers.top is EvaluationList)
        desk.press("f7")
        #expect(desk.state.layers.isEmpty)
        desk.press("ctrl-p")
        desk.type("open a comparison")
        desk.press("enter")
        #expect(desk.page?.isWriting == true)
    }

    @Test("marked models are the columns; a single one stands beside the draft")
    func models() throws {
        var desk = Desk(config: CompareSamples.config(), focus: .thread)
        desk.press("f2")
        desk.type("gpt-4o")
        desk.press("alt-space down insert")
        let list = try #require(desk.state.layers.top as? Dropdown)
        #expect(list.marked.count == 2 && desk.screen.contains("2 marked"))
        desk.press("enter")
        #expect(desk.state.comparison?.columns.map(\.recipe.model) == list.marked.map(\.name))
        #expect(desk.state.draft.config.model == "gpt-4.1-mini")
        var single = Desk(config: CompareSamples.config(), focus: .thread)
        single.press("f2")
        single.type("gpt-4o")
        single.press("alt-space f7")
        #expect(single.state.comparison?.columns.map(\.recipe.model) == [nil, "gpt-4o"])
    }

    @Test("Alt-Space marks models only")
    func notModels() {
        var desk = Desk(config: CompareSamples.config(), focus: .thread)
        desk.state.openThemes()
        desk.press("alt-space")
        #expect(desk.notice == "only models can be marked")
    }

    @Test("a in a comparison adds the model under the cursor, a typed one too, and leaves the draft")
    func add() {
        var desk = CompareSamples.desk([.init()])
        desk.press("esc a")
        desk.type("my-own")
        desk.press("enter")
        #expect(desk.state.comparison?.columns.map(\.recipe.model) == [nil, "my-own"])
        #expect(desk.state.draft.config.model == "gpt-4.1-mini" && desk.page != nil)
        desk.press("D")
        #expect(desk.notice == "this column is there already")
    }

    @Test("versions that Space has marked become columns with F7, or with Enter where columns are added")
    func versions() {
        var desk = Desk(config: CompareSamples.config(), focus: .thread)
        desk.state.versions = Sample.versions
        desk.press("f4 space j space f7")
        let wanted = Effect.compare(
            .loadVersions([Sample.versions[0].id, Sample.versions[1].id], prompt: "harbours"))
        #expect(desk.effects.contains(wanted) && desk.state.layers.isEmpty)
        desk.send(.compare(.versionsLoaded(prompt: "harbours", [CompareSamples.version])))
        #expect(desk.state.comparison?.columns.map { $0.recipe.title() } == ["draft", "v11 77b0e4aa"])
        desk.press("esc v j j enter")
        #expect(desk.effects.contains(.compare(.loadVersions([Sample.versions[2].id], prompt: "harbours"))))
        #expect(desk.page != nil)
    }

    @Test("a changed draft stands beside the version that it was made from")
    func changedDraft() {
        var desk = Desk(config: CompareSamples.config(), focus: .thread)
        desk.state.draft.settledID = Sample.versions[0].id
        desk.state.draft.version = SavedVersion(id: Sample.versions[0].id, number: 12)
        desk.state.changeConfig { $0.model = "gpt-4o" }
        desk.type("hello")
        desk.press("f7")
        #expect(desk.effects.contains(.compare(.loadVersions([Sample.versions[0].id], prompt: "harbours"))))
    }

    @Test("Tab leaves the text for the columns and goes round them; i goes back")
    func tab() {
        var desk = CompareSamples.desk()
        #expect(desk.page?.isWriting == true)
        desk.press("tab")
        #expect(desk.page?.isWriting == false && desk.state.comparison?.focused?.label == "B")
        desk.press("tab")
        #expect(desk.state.comparison?.focused?.label == "A")
        desk.press("i")
        desk.type("!")
        #expect(desk.state.thread.composer.buffer.text == CompareSamples.question + "!")
    }

    @Test("a click on a column moves to it, one on the message goes on with that")
    func click() throws {
        var desk = CompareSamples.desk()
        desk.press("esc")
        _ = desk.frame()
        let left = try #require(desk.state.metrics.hits.first { $0.target == .layerRow(0) })
        desk.send(.mouse(.init(kind: .press, button: .left, position: left.rect.origin)))
        #expect(desk.state.comparison?.focused?.label == "A")
        let text = try #require(desk.state.metrics.hits.first { $0.target == .layerRow(-1) })
        desk.send(.mouse(.init(kind: .press, button: .left, position: text.rect.origin)))
        #expect(desk.page?.isWriting == true)
    }

    @Test("answers that come back are held against the tools and the format of the version that was sent")
    func comesBack() throws {
        var desk = CompareSamples.desk()
        var record = LogSamples.record(id: "L1")
        var config = CompareSamples.config()
        config.tools = [Tool(name: "tide", description: "Looks up the tide.", parameters: ["type": "object"])]
        config.responseFormat = .jsonObject
        let sent = Version(
            id: config.versionID, prompt: "harbours", number: 4, parent: nil, createdAt: LogSamples.moment,
            config: config)
        record.version = sent.id
        let stored: JSONValue = ["columns": [["label": "A", "logs": ["L1"]]], "asked": 0]
        desk.state.restoreComparison(["comparison": stored])
        desk.send(.compare(.recalled(document: desk.state.draft.documentID, [sent], [record])))
        let answer = try #require(desk.state.comparison?.columns.first?.current)
        #expect(answer.tools.map(\.name) == ["tide"] && answer.facts?.format == .jsonObject)
        #expect(answer.run.format == .jsonObject)
    }

    @Test("answers to a question that is not in the thread any more are not shown, here and after a restart")
    func goneQuestion() throws {
        var desk = CompareSamples.desk()
        desk.press("ctrl-r")
        desk.answer("Brest", "Dover")
        let stored = StoredComparison(try #require(desk.state.comparison))
        #expect(stored.asked(in: [Message(.user, CompareSamples.question)]) != nil)
        #expect(stored.asked(in: [Message(.user, "Another question")]) == nil)
        desk.press("q")
        #expect(desk.state.comparison?.hasAnswers == true)
        let kept = desk.state.thread.messages.count
        desk.state.thread.tree.leave(from: 0, keeping: .originals)
        #expect(desk.state.thread.messages.count == kept - 1)
        desk.press("f7")
        #expect(desk.state.comparison?.hasAnswers == false && desk.state.comparison?.asked == nil)
        #expect(desk.state.comparison?.columns.count == 2)
    }
}
