import JSON
import Prompts
import RequestCore
import Testing

@testable import Playground

@MainActor @Suite struct CompareRunningTests {
    @Test("the run key sends the question to every column at once, each with its own config")
    func run() throws {
        var desk = CompareSamples.desk([.init(), .init(model: "gpt-4o"), .init(.version(CompareSamples.version))])
        desk.press("ctrl-r")
        let runs = CompareSamples.runs(desk)
        #expect(runs.map(\.request.config.model) == ["gpt-4.1-mini", "gpt-4o", "gpt-4.1-mini"])
        #expect(runs.map { $0.request.config.parameters[.temperature] } == [0.2, 0.2, 1])
        #expect(runs.allSatisfy { $0.request.thread.map(\.text) == [CompareSamples.question] })
        #expect(runs.allSatisfy { $0.request.context.source == .playground && $0.request.prompt == "harbours" })
        #expect(desk.state.thread.composer.isEmpty && desk.state.isComparing)
        #expect(desk.state.thread.messages.count == 1 && desk.page?.isWriting == false)
    }

    @Test("where a dialect has no choices, n answers are n requests, for each repeat")
    func choices() throws {
        var desk = CompareSamples.desk([.init(settings: ["n=3"]), .init(provider: "claude", settings: ["n=3"])])
        desk.state.settings.providers = ProviderDirectory(names: ["claude"]) { name in
            .ready(Provider(name: name ?? "plain", kind: .http, dialect: name == nil ? .chat : .messages))
        }
        desk.state.comparison?.setRepeats(2)
        desk.press("ctrl-r")
        #expect(
            CompareSamples.runs(desk).map(\.request.provider.name) == ["plain", "plain"]
                + Array(repeating: "claude", count: 6))
        #expect(desk.state.comparison?.columns.map(\.answers.count) == [2, 6])
    }

    @Test("s puts the fastest column first, then the cheapest, then all as they were added; # has their numbers")
    func sorting() {
        var desk = CompareSamples.desk([.init(), .init(model: "gpt-4o"), .init(model: "gpt-4.1")])
        desk.press("ctrl-r")
        let runs = CompareSamples.runs(desk).map(\.id)
        for (run, time) in zip(runs, [3.0, 1.0, 2.0]) {
            desk.state.now = time
            desk.receive(run, CompareSamples.pieces("Dover") + CompareSamples.ending)
        }
        desk.press("s")
        #expect(desk.state.comparison?.columns.map(\.label) == ["B", "C", "A"])
        #expect(desk.notice == "the fastest column first" && desk.state.comparison?.baseline == "A")
        desk.press("s s")
        #expect(desk.state.comparison?.columns.map(\.label) == ["A", "B", "C"])
        desk.press("#")
        let screen = desk.frame().text()
        #expect(screen.contains("Numbers") && screen.contains("p50 3.0 s") && screen.contains("as A's"))
    }

    @Test("/ shows the columns whose answers have the words beside the baseline, and Esc shows all again")
    func finding() {
        var desk = CompareSamples.desk(
            width: 200, height: 60, [.init(), .init(model: "gpt-4o"), .init(model: "gpt-4.1")])
        desk.press("ctrl-r")
        desk.answer("Brest at noon", "Dover at noon", "Dover later")
        desk.press("/")
        desk.type("NOON dover")
        desk.press("enter")
        #expect(desk.notice == "1 of 3 columns have these words. Esc shows all.")
        #expect(desk.state.comparison?.shown == [0, 1])
        #expect(!desk.frame().text().contains("Dover later"))
        desk.press("tab tab")
        #expect(desk.state.comparison?.focus == desk.state.comparison?.shown.first)
        desk.press("escape")
        #expect(desk.state.comparison?.shown == [0, 1, 2] && desk.page != nil)
    }

    @Test(
        "while words are looked for, columns that still answer are shown; those without the words go when their answers end"
    )
    func findingUnderWay() {
        var desk = CompareSamples.desk([.init(), .init(model: "gpt-4o"), .init(model: "gpt-4.1")])
        desk.press("ctrl-r")
        let runs = CompareSamples.runs(desk)
        desk.state.comparison?.find("noon")
        #expect(desk.state.comparison?.shown == [0, 1, 2])
        for (run, text) in zip(runs, ["Brest", "at noon", "later"]) {
            desk.receive(run.id, CompareSamples.pieces(text) + CompareSamples.ending)
        }
        #expect(desk.state.comparison?.shown == [0, 1])
        desk.state.comparison?.find("later")
        #expect(desk.state.comparison?.shown == [0, 2])
    }

    @Test("r asks the marked columns again, and no others")
    func marked() {
        var desk = CompareSamples.desk([.init(), .init(model: "gpt-4o"), .init(model: "gpt-4.1")])
        desk.press("ctrl-r")
        desk.answer("a", "b", "c")
        desk.state.comparison?.moveFocus(to: 0)
        desk.press("space tab space")
        #expect(desk.frame().text().contains("• A"))
        desk.press("r")
        #expect(CompareSamples.runs(desk).map(\.request.config.model) == ["gpt-4.1-mini", "gpt-4.1"])
    }

    @Test("pieces of all columns arrive side by side, each in its own column")
    func streaming() {
        var desk = CompareSamples.desk()
        desk.press("ctrl-r")
        let runs = CompareSamples.runs(desk).map(\.id)
        desk.receive(runs[0], CompareSamples.pieces("Brest "))
        desk.receive(runs[1], CompareSamples.pieces("Dover "))
        desk.receive(runs[0], [.textDelta(choice: 0, block: 0, "first")])
        #expect(desk.state.comparison?.columns.map { $0.current?.message.text } == ["Brest first", "Dover "])
        #expect(desk.state.comparison?.underWayCount == 2)
    }

    @Test("an error stays in its column and does not touch the others")
    func failure() throws {
        var desk = CompareSamples.desk()
        desk.press("ctrl-r")
        let runs = CompareSamples.runs(desk).map(\.id)
        let refused = RunError(kind: .rateLimit, status: 429, message: "slow down")
        desk.receive(runs[0], [.sent(attempt: 0), .ended(error: refused)])
        desk.receive(runs[1], CompareSamples.pieces("Dover") + CompareSamples.ending)
        let columns = try #require(desk.state.comparison?.columns)
        #expect(columns[0].current?.run.reply.error == refused && columns[1].current?.canBeTaken == true)
        #expect(!desk.state.isComparing)
        #expect(desk.frame().text().contains("failed 429"))
    }

    @Test("a column that cannot be sent says why, and the others are sent")
    func obstacle() {
        var desk = CompareSamples.desk([.init(), .init(provider: "nowhere")])
        desk.press("ctrl-r")
        #expect(CompareSamples.runs(desk).count == 1)
        #expect(desk.state.comparison?.columns[1].obstacle?.contains("nowhere") == true)
        #expect(desk.frame().text().contains("not sent"))
    }

    @Test("Esc stops all columns, K one; what has come stays")
    func stop() {
        var desk = CompareSamples.desk()
        desk.press("ctrl-r")
        let runs = CompareSamples.runs(desk).map(\.id)
        for run in runs { desk.receive(run, CompareSamples.pieces("so far")) }
        desk.press("K")
        #expect(stops(desk) == [runs[1]])
        desk.press("esc")
        #expect(stops(desk) == [runs[0]])
        for run in runs { desk.receive(run, [.ended(error: .cancelled)]) }
        #expect(desk.state.comparison?.columns.map { $0.current?.message.text } == ["so far", "so far"])
        #expect(desk.page != nil)
        desk.press("esc")
        #expect(desk.page == nil)
    }

    @Test("Ctrl-C stops the columns first, over the panes too")
    func interrupt() {
        var desk = CompareSamples.desk()
        desk.press("ctrl-r")
        let runs = CompareSamples.runs(desk).map(\.id)
        desk.press("q")
        #expect(desk.page == nil && desk.state.isComparing)
        desk.press("ctrl-c")
        #expect(stops(desk) == runs && desk.notice == nil)
    }

    @Test("r sends the same question to one column, and x drops one with what it runs")
    func again() {
        var desk = CompareSamples.desk()
        desk.press("ctrl-r")
        desk.answer("one", "two")
        desk.press("shift-tab r")
        let runs = CompareSamples.runs(desk)
        #expect(runs.map(\.request.config.model) == ["gpt-4.1-mini"])
        #expect(runs.first?.request.thread.map(\.text) == [CompareSamples.question])
        #expect(desk.state.comparison?.columns.map { $0.current?.message.text } == ["", "two"])
        desk.press("x")
        #expect(stops(desk) == runs.map(\.id))
        #expect(desk.state.comparison?.columns.map(\.label) == ["B"])
    }

    @Test("a clone has a change as --set writes it, and refuses what is none")
    func clone() {
        var desk = CompareSamples.desk()
        desk.press("c")
        desk.press("esc i esc c")
        #expect(desk.page != nil)
        desk.type("temperature=1.5")
        desk.press("enter ctrl-r")
        #expect(CompareSamples.runs(desk).map { $0.request.config.parameters[.temperature] } == [0.2, 0.2, 1.5])
        #expect(desk.state.comparison?.columns.map(\.recipe.model) == [nil, "gpt-4o", "gpt-4o"])
        desk.press("ctrl-c c")
        desk.type("temperature=1")
        desk.press("enter")
        #expect(desk.state.comparison?.focused?.recipe.settings == ["temperature=1"])
        desk.press("c")
        desk.type("provider=openai")
        desk.press("enter")
        #expect(desk.state.comparison?.focused?.recipe.provider == "openai")
        desk.press("c")
        desk.type("hotter")
        desk.press("enter")
        #expect(desk.notice?.contains("key=value") == true)
    }

    @Test("repeats ask each column several times and group what says the same")
    func repeats() throws {
        var desk = CompareSamples.desk()
        desk.press("esc n ctrl-u")
        desk.type("3")
        desk.press("enter ctrl-r")
        #expect(CompareSamples.runs(desk).count == 6)
        desk.answer("yes", "no", "yes", "a", "b", "c")
        let columns = try #require(desk.state.comparison?.columns)
        #expect(columns[0].groups == [[0, 2], [1]] && columns[1].groups.count == 3)
        let text = desk.frame().text()
        #expect(text.contains("2×") && text.contains("3 of 3 · 2 answers"))
        desk.press("left >")
        #expect(desk.state.comparison?.focused?.current?.message.text == "no")
    }

    @Test("a number of repeats that is none is refused in words", arguments: ["0", "21", "many"])
    func badRepeats(text: String) {
        var desk = CompareSamples.desk()
        desk.press("esc n ctrl-u")
        desk.type(text)
        desk.press("enter")
        #expect(desk.notice == "'\(text)' is not a number from 1 to 20" && desk.state.comparison?.repeats == 1)
    }

    @Test("a thread that ends with an answer is asked anew from the question before it")
    func answered() {
        var desk = CompareSamples.desk()
        desk.state.thread.composer = .init()
        desk.state.thread.append(Message(.user, "first"))
        desk.state.thread.append(Message(.assistant, "an answer"))
        desk.press("ctrl-r")
        #expect(CompareSamples.runs(desk).allSatisfy { $0.request.thread.map(\.text) == ["first"] })
        #expect(desk.state.thread.messages.count == 2)
    }

    @Test("after an untaken question another message is not sent; e takes the question back to change it")
    func untaken() {
        var desk = CompareSamples.desk()
        desk.press("ctrl-r")
        desk.answer("one", "two")
        desk.press("i")
        desk.type("And Dover?")
        desk.press("ctrl-r")
        #expect(CompareSamples.runs(desk).isEmpty && desk.notice?.contains("Take an answer") == true)
        desk.state.thread.composer = .init()
        desk.press("esc e")
        #expect(desk.state.thread.composer.buffer.text == CompareSamples.question && desk.page?.isWriting == true)
        desk.type(" Dover?")
        desk.press("ctrl-r")
        #expect(CompareSamples.runs(desk).first?.request.thread.map(\.text) == [CompareSamples.question + " Dover?"])
    }

    @Test("nothing is sent without a question")
    func nothing() {
        var desk = CompareSamples.desk()
        desk.state.thread.composer = .init()
        desk.press("ctrl-r")
        #expect(CompareSamples.runs(desk).isEmpty && desk.notice == "Nothing to send. Type a message first.")
        #expect(desk.page?.isWriting == true)
    }

    @Test("another document ends a comparison and stops what it runs")
    func otherDocument() {
        var desk = CompareSamples.desk()
        desk.press("ctrl-r")
        let runs = CompareSamples.runs(desk).map(\.id)
        desk.state.draft.documentID = 99
        desk.send(.tick)
        #expect(stops(desk) == runs && desk.state.comparison == nil && desk.page == nil)
    }

    private func stops(_ desk: Desk) -> [Int] {
        desk.effects.compactMap { if case .run(.stop(let id)) = $0 { id } else { nil } }
    }
}
