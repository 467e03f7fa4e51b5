import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("/ filters short lists")
struct FilteredListTests {
    /// The layers with such a list, and words that one of their rows has.
    private func desk(under place: String) -> Desk {
        var desk = LayerTests.desk(under: place)
        if place == "filters" {
            desk.state.logs.savedFilters = [
                .init(name: "slow", text: "total:>2s"), .init(name: "bad", text: "error:*"),
            ]
        }
        if place == "tree" {
            desk.press("escape")
            _ = desk.state.thread.append(Message(.assistant, "an answer"))
            desk.state.openTree()
        }
        return desk
    }

    private func selected(_ desk: Desk) -> String? {
        switch desk.state.layers.top {
        case let list as SavedFilterList: list.selected(in: desk.state)?.name
        case let list as EvaluationList: list.selected(in: desk.state)?.record.id
        case let list as TreeView:
            list.rows(in: desk.state).indices.contains(list.selection)
                ? "\(list.rows(in: desk.state)[list.selection].id)" : nil
        default: nil
        }
    }

    @Test(
        "no row has the words: nothing is selected; Esc clears, and again closes",
        arguments: ["filters", "evaluations", "tree"])
    func nothing(place: String) {
        var desk = desk(under: place)
        let before = selected(desk)
        #expect(before != nil)
        desk.press("/")
        desk.type("qqq")
        #expect(selected(desk) == nil)
        #expect(desk.screen.contains("nothing matches"))
        #expect(desk.screen.contains(" / qqq"))
        desk.press("enter")
        #expect(selected(desk) == nil)
        desk.press("escape")
        #expect(selected(desk) != nil)
        desk.press("escape")
        #expect(desk.state.layers.isEmpty || !(desk.state.layers.top is any FilteredList))
    }

    @Test("rows with all words stay, in capitals or not, and Enter works on them")
    func words() {
        var desk = desk(under: "filters")
        desk.press("/")
        desk.type("ERROR bad")
        desk.press("enter")
        #expect(selected(desk) == "bad")
        desk.press("enter")
        #expect(desk.state.layers.isEmpty)
        desk = self.desk(under: "tree")
        desk.press("/")
        desk.type("answer")
        desk.press("enter")
        let view = desk.state.layers.top as? TreeView
        #expect(view?.rows(in: desk.state).count == 1)
        desk.press("enter")
        #expect(desk.state.thread.cursor == .selected(.entry(desk.state.thread.entries[1].id)))
    }

    @Test("a paste goes into the filter while it is typed, and Enter with nothing typed keeps none")
    func paste() {
        var desk = desk(under: "filters")
        desk.paste("x")
        #expect((desk.state.layers.top as? SavedFilterList)?.filter.isActive == false)
        desk.press("/")
        desk.paste("x")
        #expect((desk.state.layers.top as? SavedFilterList)?.filter.isActive == true)
        desk.press("backspace enter")
        #expect((desk.state.layers.top as? SavedFilterList)?.filter.isActive == false)
        desk.press("escape")
        #expect(desk.state.layers.isEmpty)
    }

    @Test("a column found by its name moves among all columns")
    func columns() throws {
        var desk = desk(under: "columns")
        let list = try #require(desk.state.layers.top as? ColumnList)
        let last = try #require(list.columns(in: desk.state).last)
        let place = list.columns(in: desk.state).count - 1
        desk.press("/")
        desk.type(last.title + " " + last.about)
        desk.press("enter K")
        #expect(list.columns(in: desk.state).firstIndex { $0.id == last.id } == place - 1)
    }

    @Test("an empty list has nothing to filter")
    func empty() {
        var desk = LayerTests.desk(under: "filters")
        desk.press("/")
        #expect(desk.notice == "there is nothing to filter")
        #expect(!desk.state.hints.contains { $0.word == "filter" })
    }
}
