import Evaluations
import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("Running an evaluation from its grid")
struct GridRunningTests {
    private func job(
        requests: Int = 12, asks: Bool = false, isNew: Bool = false, isSentElsewhere: Bool = false,
        id: String = "01EVAL"
    ) -> EvaluationJob {
        var record = GridSamples.record()
        record.id = id
        return EvaluationJob(
            record: record, isNew: isNew, requests: requests, sentence: "12 requests, about $0.02", asks: asks,
            isSentElsewhere: isSentElsewhere, send: {}, stop: {}, drop: {})
    }

    private func serial(_ desk: Desk) throws -> Int {
        for effect in desk.effects { if case .grid(.prepare(let serial, _)) = effect { return serial } }
        throw Harness.Unseen(description: "nothing was prepared: \(desk.effects)")
    }

    private func start(_ desk: Desk) -> EvaluationStart? {
        for effect in desk.effects { if case .grid(.prepare(_, let start)) = effect { return start } }
        return nil
    }

    @Test("the keys send what is missing, a cell, a row, a column; with marked rows, those")
    func wishes() {
        var desk = GridSamples.desk(row: 6)
        func key(_ row: Int) -> GridRowKey { GridRowKey(row: GridSamples.dataset.rows[row].id, ordinal: 0) }
        desk.press("ctrl-r")
        #expect(start(desk) == .cells(.missing, of: "01EVAL"))
        desk.press("right r")
        #expect(start(desk) == .cells(.again(rows: [key(6)], columns: [1]), of: "01EVAL"))
        desk.press("R")
        #expect(start(desk) == .cells(.again(rows: [key(6)], columns: nil), of: "01EVAL"))
        desk.press("C")
        #expect(start(desk) == .cells(.again(rows: nil, columns: [1]), of: "01EVAL"))
        desk.press("space space R")
        #expect(start(desk) == .cells(.again(rows: [key(6), key(7)], columns: nil), of: "01EVAL"))
    }

    @Test("what is ready goes out at once below the limit; above it, only after the question, whose default is no")
    func question() throws {
        var desk = GridSamples.desk()
        desk.press("ctrl-r")
        var number = try serial(desk)
        desk.send(.grid(.prepared(number, job())))
        #expect(desk.effects.contains(.grid(.send(number))))
        desk.press("ctrl-r")
        number = try serial(desk)
        desk.send(.grid(.prepared(number, job(asks: true))))
        #expect(!desk.effects.contains(.grid(.send(number))))
        #expect(desk.screen.contains("Send 12 requests?"))
        desk.press("enter")
        #expect(desk.effects.contains(.grid(.drop(number))))
        desk.press("ctrl-r")
        number = try serial(desk)
        desk.send(.grid(.prepared(number, job(asks: true))))
        desk.press("up enter")
        #expect(desk.effects.contains(.grid(.send(number))))
        desk.send(.grid(.prepared(number, job(asks: true))))
        desk.press("esc")
        #expect(desk.effects.contains(.grid(.drop(number))) && desk.notice == "Nothing was sent.")
    }

    @Test("nothing to send is said, and nothing is sent")
    func nothing() throws {
        var desk = GridSamples.desk()
        desk.press("ctrl-r")
        let number = try serial(desk)
        desk.send(.grid(.prepared(number, job(requests: 0))))
        #expect(desk.effects.contains(.grid(.drop(number))))
        #expect(desk.notice == "Every cell has an answer; nothing is sent.")
    }

    @Test(
        "while it runs nothing else of it can be sent; ^C and x stop it, again stops what is under way; the rest stays")
    func stopping() throws {
        var desk = GridSamples.desk()
        desk.send(.grid(.started("01EVAL")))
        desk.press("ctrl-r")
        #expect(desk.effects.isEmpty || start(desk) == nil)
        #expect(desk.notice?.contains("is running") == true)
        desk.press("x")
        #expect(desk.effects.contains(.grid(.stop("01EVAL"))))
        let grid = try #require(desk.state.grids.open)
        #expect(GridHeaderView.right(grid, desk.state, .plain).text.contains("stopping"))
        desk.press("ctrl-c")
        #expect(desk.effects.contains(.grid(.stop("01EVAL"))))
        desk.send(.grid(.ended("01EVAL", nil, unanswered: 4)))
        #expect(desk.notice == "Stopped. What was answered is kept. ^R goes on.")
        desk.press("x")
        #expect(!desk.effects.contains(.grid(.stop("01EVAL"))))
    }

    @Test("an evaluation runs on when its grid is closed, and ^C stops it from the panes too")
    func behind() throws {
        var desk = GridSamples.desk()
        desk.send(.grid(.started("01EVAL")))
        desk.press("q")
        #expect(desk.state.layers.isEmpty && desk.state.grids.running["01EVAL"] != nil)
        desk.press("ctrl-c")
        #expect(desk.effects.contains(.grid(.stop("01EVAL"))))
        #expect(!desk.state.asksToQuit)
    }

    @Test("what another process is sending is not sent from here, and that is said")
    func elsewhere() throws {
        var desk = GridSamples.desk()
        desk.press("ctrl-r")
        let number = try serial(desk)
        desk.send(.grid(.prepared(number, job(requests: 0, isSentElsewhere: true))))
        #expect(desk.effects.contains(.grid(.drop(number))))
        #expect(
            desk.notice == "Nothing is sent: another process runs this evaluation; answers appear here.")
    }

    @Test(
        "the end says how many cells have no answer, and where to look",
        arguments: [
            (0, "The evaluation is done."), (nil, "The evaluation is done."),
            (1, "1 cell still has no answer. Enter on one shows why."),
            (1200, "1,200 cells still have no answer. Enter on one shows why."),
        ] as [(Int?, String)])
    func unanswered(count: Int?, notice: String) {
        var desk = GridSamples.desk()
        desk.send(.grid(.started("01EVAL")))
        desk.send(.grid(.ended("01EVAL", nil, unanswered: count)))
        #expect(desk.notice == notice)
    }

    @Test("away from the grid the end names the key of the evaluations")
    func unansweredBehind() {
        var desk = GridSamples.desk()
        desk.send(.grid(.started("01EVAL")))
        desk.press("q")
        desk.send(.grid(.ended("01EVAL", nil, unanswered: 4)))
        #expect(desk.notice == "4 cells still have no answer. F7 shows the evaluations.")
    }

    @Test("stopping names the key that stops what is under way: x in the grid, ^C elsewhere")
    func stopKey() {
        var desk = GridSamples.desk()
        desk.send(.grid(.started("01EVAL")))
        desk.press("x")
        #expect(desk.notice == "Finishing what is under way. x again stops it.")
        desk.press("q ctrl-c")
        #expect(desk.notice == "Stopping what is under way.")
        desk.send(.grid(.ended("01EVAL", nil, unanswered: 4)))
        desk.send(.grid(.started("01EVAL")))
        desk.press("ctrl-c")
        #expect(desk.notice == "Finishing what is under way. ^C again stops it.")
    }

    @Test("the panes' header says that an evaluation runs, and ^Q asks once before it ends it")
    func quitting() {
        var desk = GridSamples.desk()
        desk.press("q")
        desk.send(.grid(.started("01EVAL")))
        let header = ScreenView.frame(of: desk.state, blocks: ThreadBlocks()).frame.text()
            .split(separator: "\n").first.map(String.init)
        #expect(header?.contains("evaluating") == true)
        desk.press("ctrl-q")
        #expect(!desk.effects.contains(.terminal(.quit)))
        #expect(desk.notice == "An evaluation is running. ^Q again stops it and quits; what was answered is kept.")
        desk.press("tab ctrl-q")
        #expect(!desk.effects.contains(.terminal(.quit)))
        desk.press("ctrl-q")
        #expect(desk.effects.contains(.terminal(.quit)))
    }

    @Test("the list starts the evaluation of a file after a question, and its grid opens as soon as it is sent")
    func file() throws {
        var desk = Desk()
        desk.state.openEvaluations()
        desk.press("o")
        desk.type("weather.eval.yaml")
        desk.press("enter")
        #expect(start(desk) == .file("weather.eval.yaml"))
        let number = try serial(desk)
        desk.send(.grid(.prepared(number, job(isNew: true, id: "01NEW"))))
        #expect(!desk.effects.contains(.grid(.send(number))))
        #expect(desk.screen.contains("Send 12 requests?"))
        #expect(desk.screen.contains("12 rows × 3 columns × 5 repeats: 12 requests, about $0.02"))
        desk.press("up enter")
        #expect(desk.effects.contains(.grid(.send(number))) && desk.effects.contains(.grid(.open("01NEW"))))
        #expect((desk.state.layers.top as? GridPage)?.evaluation == "01NEW")
    }

    @Test("c checks again")
    func check() {
        var desk = GridSamples.desk()
        desk.press("c")
        #expect(desk.effects == [.grid(.check("01EVAL"))])
    }
}
