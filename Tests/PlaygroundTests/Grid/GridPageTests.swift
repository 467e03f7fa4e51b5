import Evaluations
import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("The grid of an evaluation")
struct GridPageTests {
    private func page(_ desk: Desk) throws -> GridPage { try #require(desk.state.layers.all(GridPage.self).last) }

    @Test("opening asks for the evaluation, and the row under the cursor is looked at as soon as rows are known")
    func opening() throws {
        var desk = Desk()
        desk.state.asked = []
        #expect(desk.state.asking { $0.openGrid("01EVAL") } == [.grid(.open("01EVAL"))])
        #expect(desk.screen.contains("Grid"))
        var table = GridTable(GridSamples.record())
        table.take(GridSamples.cells())
        desk.send(.grid(.opened(OpenGrid(table), isWhole: true)))
        let key = GridRowKey(row: GridSamples.dataset.rows[0].id, ordinal: 0)
        #expect(desk.effects == [.grid(.look(evaluation: "01EVAL", row: key, columns: 3))])
        desk.press("j")
        let next = GridRowKey(row: GridSamples.dataset.rows[1].id, ordinal: 0)
        #expect(desk.effects == [.grid(.look(evaluation: "01EVAL", row: next, columns: 3))])
    }

    @Test("n goes to the next row that fails, from the last to the first, and N back")
    func failures() throws {
        var desk = GridSamples.desk()
        desk.press("n")
        #expect(try page(desk).selection == 3)
        desk.press("n n")
        #expect(try page(desk).selection == 7)
        desk.press("n n n")
        #expect(try page(desk).selection == 3)
        desk.press("N")
        #expect(try page(desk).selection == 10)
    }

    @Test("n goes to a column in which the row fails, unless it is in one already")
    func failingColumn() throws {
        var desk = GridSamples.desk(row: 8)
        desk.press("n")
        #expect(try page(desk).selection == 9 && page(desk).column == 1)
        desk.press("n")
        #expect(try page(desk).selection == 10 && page(desk).column == 2)
        desk.press("N N")
        #expect(try page(desk).selection == 7 && page(desk).column == 0)
    }

    @Test("f chooses the rows by what became of them, and Esc shows all again before it closes the grid")
    func filter() throws {
        var desk = GridSamples.desk()
        desk.press("f")
        desk.type("changed")
        desk.press("enter")
        #expect(try page(desk).order == [3, 6, 7, 9, 10])
        #expect(desk.screen.contains("changed   A B of 3   row 1 of 5"))
        desk.press("escape")
        #expect(try page(desk).order.count == 12)
        desk.press("escape")
        #expect(desk.state.layers.isEmpty)
        #expect(desk.effects == [.grid(.close)])
    }

    @Test("/ finds rows by the values of their variables; Enter keeps the search and Esc clears it")
    func search() throws {
        var desk = GridSamples.desk()
        desk.press("/")
        desk.type("brest dover")
        #expect(try page(desk).order == [6])
        desk.press("enter n")
        #expect(desk.notice == "this is the only row that fails")
        desk.press("escape")
        #expect(try page(desk).order.count == 12)
        #expect(try page(desk).selection == 6)
    }

    @Test("/ asks for answers with the words, too, and shows their rows as soon as they are found")
    func searchOfAnswers() throws {
        var desk = GridSamples.desk()
        desk.press("/")
        desk.type("Low")
        #expect(desk.effects.contains(.grid(.find(evaluation: "01EVAL", words: ["low"]))))
        #expect(try page(desk).order.isEmpty)
        let key = GridRowKey(row: GridSamples.dataset.rows[4].id, ordinal: 0)
        desk.send(.grid(.found(evaluation: "01EVAL", ["low": [key]])))
        #expect(try page(desk).order == [4])
        desk.type(" brest")
        #expect(try page(desk).order.isEmpty)
        desk.send(.grid(.found(evaluation: "another", ["low": []])))
        desk.press("ctrl-u")
        desk.type("low calais")
        #expect(try page(desk).order == [4])
    }

    @Test(
        "s sorts by the column under the cursor, worst first, then best, then as in the dataset; the cursor stays on its row"
    )
    func sort() throws {
        var desk = GridSamples.desk(row: 2)
        desk.press("s")
        #expect(try page(desk).order.prefix(3) == [7, 6, 3])
        #expect(try page(desk).order[page(desk).selection] == 2)
        desk.press("right s")
        #expect(try page(desk).order.first == 9)
        desk.press("s")
        #expect(try page(desk).order.last == 9)
        desk.press("s")
        #expect(try page(desk).order == Array(0..<12))
    }

    @Test("b compares with the column under the cursor from then on")
    func baseline() {
        var desk = GridSamples.desk(width: 120, height: 40)
        #expect(desk.screen.contains("against A"))
        desk.press("right b")
        #expect(desk.screen.contains("against B"))
        #expect(desk.notice == "compared with B from now on")
    }

    @Test("Tab goes round the distinct answers, and Enter opens the log of the one that is shown")
    func answers() throws {
        var desk = GridSamples.desk(width: 120, height: 40, row: 6)
        #expect(desk.screen.contains("A   3 of 5 answers"))
        desk.press("tab")
        #expect(desk.screen.contains("A   1 of 5 answers"))
        let group = try #require(page(desk).group(in: desk.state))
        desk.press("enter")
        #expect(desk.effects == [.logs(.load(group.log))])
        desk.press("tab tab")
        #expect(desk.screen.contains("A   3 of 5 answers"))
    }

    @Test("d shows how the answer differs from the baseline's most frequent one")
    func diff() {
        var desk = GridSamples.desk(width: 120, height: 40, row: 6)
        desk.press("right d")
        #expect(desk.screen.contains("‹A› → B"))
        #expect(desk.screen.contains(#""harbour": "Dover""#) && desk.screen.contains(#"‹"Brest"›"#))
        #expect(desk.screen.contains("‹95›"))
        desk.press("y")
        let copied = desk.effects.compactMap { if case .terminal(.copy(let text)) = $0 { text } else { nil } }
        #expect(copied.first?.contains("--- A") == true && copied.first?.contains("+++ B") == true)
    }

    @Test("m marks in the answers below what differs from the baseline's, also for the next row and another baseline")
    func marks() {
        var desk = GridSamples.desk(width: 120, height: 40, row: 6)
        #expect(!desk.screen.contains("‹95›"))
        desk.press("m")
        #expect(desk.screen.contains("‹95›") && desk.screen.contains("‹words› of A only"))
        desk.press("right b")
        #expect(desk.screen.contains("‹105›") && desk.screen.contains("‹words› of B only"))
        desk.press("m")
        #expect(!desk.screen.contains("‹105›"))
    }

    @Test("where answers do not stand side by side, m says what to press instead")
    func marksOnSmallScreens() {
        var desk = GridSamples.desk(row: 6)
        desk.press("m")
        #expect(desk.notice?.contains("d shows the differences of one") == true)
    }

    @Test("+ rates the answer that is shown, again clears it, and the head counts it beside the checks")
    func ratings() throws {
        var desk = GridSamples.desk(width: 120, height: 40, row: 6)
        let log = try #require(page(desk).group(in: desk.state)?.log)
        desk.press("+")
        #expect(desk.effects == [.logs(.judge(log, .good))])
        desk.send(.logs(.judged(log, .good)))
        #expect(desk.screen.contains("rated") && desk.screen.contains("+1  -0"))
        desk.press("-")
        #expect(desk.effects == [.logs(.judge(log, .bad))])
        desk.send(.logs(.judged(log, .bad)))
        #expect(desk.screen.contains("+0  -1"))
        desk.press("-")
        #expect(desk.effects == [.logs(.judge(log, nil))])
    }

    @Test("t takes the cell into the thread")
    func take() throws {
        var desk = GridSamples.desk(row: 6)
        let log = try #require(page(desk).group(in: desk.state)?.log)
        desk.press("t")
        #expect(desk.effects == [.logs(.load(log))])
        var record = LogSamples.record(id: log)
        record.prompt = "harbours"
        desk.send(.logs(.loaded(record, versionNumber: 12, wire: nil)))
        #expect(desk.effects == [.logs(.loadVersion(of: record))])
    }

    @Test(
        "cells that others write come in while the grid is open: the row under the cursor is read again, no row moves")
    func live() throws {
        var desk = GridSamples.desk(row: 6)
        let before = try page(desk).order
        var cell = GridSamples.cell(6, 0, 2, passes: true)
        cell.log = "new"
        desk.send(.grid(.changed(evaluation: "01EVAL", GridCells(cells: [cell], revision: 9, repeats: 5))))
        let key = GridRowKey(row: cell.key.row, ordinal: 0)
        #expect(desk.effects == [.grid(.look(evaluation: "01EVAL", row: key, columns: 3))])
        #expect(try page(desk).order == before)
        let other = GridSamples.cell(7, 0, 2, passes: true)
        desk.send(.grid(.changed(evaluation: "01EVAL", GridCells(cells: [other], revision: 10, repeats: 5))))
        #expect(desk.effects.isEmpty)
        #expect(desk.state.grids.open?.table.tally(row: 7, column: 0).passed == 1)
        let late = GridCells(cells: [other], revision: 10, repeats: 5)
        desk.send(.grid(.changed(evaluation: "another", late)))
        #expect(desk.effects.isEmpty)
    }

    @Test("a grid that was closed opens again where the cursor was")
    func place() throws {
        var desk = GridSamples.desk(row: 6)
        desk.press("right q")
        desk.state.openGrid("01EVAL")
        #expect(try page(desk).selection == 6 && page(desk).column == 1)
        desk.state.openGrid("another")
        #expect(try page(desk).selection == 0)
    }

    @Test("on a wide screen the opened log stands beside the grid, elsewhere over it")
    func logBeside() throws {
        for (width, height) in [(200, 60), (120, 40)] {
            var desk = GridSamples.desk(width: width, height: height, row: 6)
            desk.send(.logs(.loaded(LogSamples.record(id: "x"), versionNumber: nil, wire: nil)))
            let layout = try #require(GridLayout(desk.state, page(desk)))
            #expect(layout.box.maxX == (width == 200 ? desk.state.besideRect.x : width))
            #expect(layout.columns.allSatisfy { $0.x + $0.width <= layout.box.maxX })
        }
    }

    @Test("F7 closes the grid, also one that was opened by running a file from the list")
    func again() throws {
        var desk = GridSamples.desk(row: 2)
        desk.press("f7")
        #expect(desk.state.layers.isEmpty && desk.effects.contains(.grid(.close)))
        desk.state.openEvaluations()
        desk.state.openGrid("01EVAL")
        #expect(try page(desk).selection == 2)
        desk.press("f7")
        #expect(desk.state.layers.isEmpty)
    }

    @Test("< and > make the column under the cursor narrower and wider; the sign of the order stands at its name")
    func widths() {
        var desk = GridSamples.desk(width: 120, height: 40)
        desk.press("right < < s")
        #expect(desk.screen.contains("▴"))
        let head = desk.screen.split(separator: "\n").first { $0.contains("baseline") } ?? ""
        let before = head.split(separator: "│").map(\.count)
        desk.press("> >")
        let after = (desk.screen.split(separator: "\n").first { $0.contains("baseline") } ?? "").split(separator: "│")
            .map(\.count)
        #expect(after[2] == before[2] + 4)
    }

    @Test("rows of the same values are told apart by their messages; a check without a value shows its limit")
    func names() throws {
        let text = [1, 2].map {
            #"{"vars": {"language": "French"}, "messages": [{"role": "user", "content": "Text \#($0)"}]}"#
        }
        let dataset = try DatasetReader(file: "a.jsonl").read(Array(text.joined(separator: "\n").utf8), format: .jsonl)
        let rows = GridRows(dataset)
        #expect(dataset.rows.map { rows.label(of: GridRowKey(row: $0.id, ordinal: 0)) } == ["Text 1", "Text 2"])
        var check = Check(type: "latency")
        check.threshold = 20_000
        let row = DataRow(vars: [:], checks: [.check(check)])
        let key = CellKey(column: 0, row: row.id, ordinal: 0, repeat: 0)
        var cell = CellRecord(key: key, index: 0, log: "L")
        cell.state = .answered
        let result = CheckResult(type: "latency", value: .null, outcome: .pass)
        cell.verdict = CellVerdict(checks: [result], outcome: .pass, score: nil)
        let detail = GridRowDetail(key: GridRowKey(row: row.id, ordinal: 0), cells: [cell], columns: 1)
        let line = try #require(detail.checks.first)
        #expect(GridDetailView.name(of: line, in: row) == "latency 20000")
        #expect(GridDetailView.name(of: line, in: nil) == "latency")
    }

    @Test("a click selects the cell below it")
    func click() throws {
        var desk = GridSamples.desk()
        desk.state.metrics = desk.canvas.metrics
        let lines = desk.screen.split(separator: "\n", omittingEmptySubsequences: false)
        let line = try #require(lines.firstIndex { $0.contains("  2  Calais") })
        desk.send(.mouse(MouseEvent(kind: .press, button: .left, position: Point(x: 60, y: line))))
        #expect(try page(desk).selection == 1 && page(desk).column == 1)
    }

    @Test("# shows the numbers of all columns as a page")
    func numbers() {
        var desk = GridSamples.desk(width: 120, height: 40)
        desk.press("#")
        #expect(desk.screen.contains("A  harbours v11 77b0e4aa  openai · gpt-4.1-mini"))
        #expect(desk.screen.contains("every repeat passes"))
        #expect(desk.screen.contains("exact McNemar p"))
    }

    @Test("what a file or a model wrote is shown, not obeyed")
    func hostile() {
        var desk = GridSamples.desk(width: 120, height: 40)
        var detail = GridSamples.detail(row: 0)
        detail.take(log: detail.logs[0], text: "\u{1B}[31mred\u{7}\r\nnext")
        desk.send(.grid(.looked(evaluation: "01EVAL", detail)))
        #expect(!desk.screen.contains("\u{1B}") && desk.screen.contains("red"))
    }
}

@MainActor @Suite("The list of evaluations")
struct EvaluationListTests {
    @Test("names time, prompt, dataset, size, columns, what is done and what passes; Enter opens the grid")
    func list() throws {
        var desk = Desk(width: 120, height: 40)
        #expect(desk.state.asking { $0.openEvaluations() } == [.grid(.list)])
        #expect(desk.screen.contains("…"))
        let listing = EvaluationListing(record: GridSamples.record(), done: 170, passed: 150, checked: 170)
        desk.send(.grid(.listed([listing])))
        #expect(
            desk.screen.contains(
                "▸ 20 Nov 10:42  harbours  tides.csv  12 × 5  A B gpt-4.1-mini, C gpt-6-l…"))
        #expect(desk.screen.contains("170 of 180 done  150 of 170 pass"))
        desk.press("enter")
        #expect(desk.effects == [.grid(.open("01EVAL"))])
        #expect(desk.state.layers.top is GridPage)
    }

    @Test("says how to make the first one, and the cursor stays on its evaluation when newer ones come")
    func cursor() throws {
        var desk = Desk()
        desk.state.openEvaluations()
        desk.send(.grid(.listed([])))
        #expect(desk.screen.contains("No evaluations yet."))
        var (one, two) = (GridSamples.record(), GridSamples.record())
        (one.id, two.id) = ("01A", "01B")
        desk.send(.grid(.listed([EvaluationListing(record: two, done: 0), EvaluationListing(record: one, done: 0)])))
        desk.press("j")
        var three = one
        three.id = "01C"
        desk.send(.grid(.listed([three, two, one].map { EvaluationListing(record: $0, done: 0) })))
        #expect((desk.state.layers.top as? EvaluationList)?.selection == 2)
    }
}
