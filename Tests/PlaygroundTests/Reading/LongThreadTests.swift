import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("A thread that is longer than anybody looks at")
struct LongThreadTests {
    private let blocks = ThreadBlocks()

    /// A desk with so many messages of one to four lines, and some with calls.
    private func desk(_ messages: Int, size: Size = Size(width: 80, height: 24)) -> Desk {
        var desk = Desk(width: size.width, height: size.height, focus: .thread)
        for number in 0..<messages {
            let lines = (0...(number % 4)).map { "message \(number) line \($0)" }.joined(separator: "\n")
            if number % 7 == 6 {
                let call = ToolCall(id: "c\(number)", name: "tide", arguments: #"{"n":\#(number)}"#)
                desk.state.thread.append(Message(role: .assistant, toolCalls: [call]))
                desk.state.thread.append(.toolResult("result \(number)", for: call.id))
            }
            desk.state.thread.append(Message(.user, lines))
        }
        return desk
    }

    private func draw(_ desk: inout Desk) {
        desk.state.metrics = ScreenView.frame(of: desk.state, blocks: blocks).metrics
    }

    /// The line of the whole thread at the top of the view.
    private func top(_ desk: Desk) -> Int {
        let all = ThreadPart(
            blocks.blocks(of: desk.state, width: desk.state.metrics.threadTextWidth + 1), tail: [], beginsThread: true)
        let anchor = desk.state.metrics.threadAnchor(atLine: desk.state.metrics.threadTop)
        return all.line(of: anchor, height: desk.state.metrics.threadHeight) ?? -1
    }

    @Test("lays out what is seen and some more, however long it is, at its end, its beginning and between")
    func lazy() {
        var desk = desk(4_000)
        draw(&desk)
        #expect(desk.state.metrics.entryLines.count < 60)
        desk.press("esc g")
        draw(&desk)
        #expect(desk.state.metrics.threadOrigin == nil && desk.state.metrics.threadTop == 0)
        #expect(desk.state.metrics.entryLines.count < 60)
        desk.press("G")
        draw(&desk)
        #expect(desk.state.metrics.threadGoesOn == false && desk.state.metrics.threadOrigin != nil)
        desk.state.select(.entry(desk.state.thread.entries[2_000].id))
        draw(&desk)
        #expect(desk.state.metrics.entryLines.count < 90)
        let lines = desk.state.metrics.entryLines[.entry(desk.state.thread.entries[2_000].id)]
        let view = desk.state.metrics.threadTop..<(desk.state.metrics.threadTop + desk.state.metrics.threadHeight)
        #expect(lines.map { view.contains($0.lowerBound) && view.contains($0.upperBound - 1) } == true)
    }

    @Test("paged and wheeled through, it stands where the whole would", arguments: [UInt64(1), 2, 3])
    func scrolls(seed: UInt64) {
        var random = Numbers(state: seed)
        var desk = desk(300)
        desk.press("esc")
        draw(&desk)
        var expected = top(desk)
        for _ in 0..<200 {
            let steps = [-1, 1, -3, 3, -11, 11, -11, -11][Int.random(in: 0..<8, using: &random)]
            desk.state.scrollThread(by: steps)
            draw(&desk)
            let all = blocks.blocks(of: desk.state, width: desk.state.metrics.threadTextWidth + 1)
            let total = all.reduce(-1) { $0 + $1.height + 1 }
            expected = max(0, min(expected + steps, total - desk.state.metrics.threadHeight))
            #expect(top(desk) == expected)
        }
    }

    @Test("a message that is edited in place far above the end is in view, with its cursor")
    func editing() {
        var desk = desk(900)
        draw(&desk)
        desk.press("esc")
        desk.state.select(.entry(desk.state.thread.entries[400].id))
        draw(&desk)
        desk.press("e")
        desk.type("x")
        draw(&desk)
        let frame = ScreenView.frame(of: desk.state, blocks: blocks).frame
        #expect(frame.cursor != nil)
        #expect(frame.text().contains("editing · Esc close"))
    }

    @Test("a search finds what was never laid out, and n goes there")
    func search() {
        var desk = desk(600)
        draw(&desk)
        desk.press("esc /")
        desk.type("message 3 line 2")
        draw(&desk)
        #expect(ScreenView.frame(of: desk.state, blocks: blocks).frame.text().contains("message 3 line 2"))
        desk.press("enter")
        draw(&desk)
        #expect(desk.state.thread.cursor == .selected(.entry(desk.state.thread.entries[3].id)))
        desk.press("esc")
        draw(&desk)
        #expect(ScreenView.frame(of: desk.state, blocks: blocks).frame.text().contains("message 3 line 2"))
        #expect(desk.state.metrics.entryLines.count < 60)
    }

    @Test(
        "a search lays out what is seen, counts the rest in pieces between keys, and n goes to every match",
        arguments: [UInt64(1), 2])
    func searchInPieces(seed: UInt64) throws {
        var random = Numbers(state: seed)
        var desk = desk(900)
        draw(&desk)
        desk.press("esc")
        for _ in 0..<Int.random(in: 0..<40, using: &random) {
            desk.press("pgup")
            draw(&desk)
        }
        desk.press("/")
        desk.type("LINE 3")
        #expect(desk.state.awaitsLayout, "a key that follows at once needs what this one found")
        draw(&desk)
        #expect(desk.state.metrics.searchGoesOn && !desk.state.awaitsLayout)
        #expect(desk.state.metrics.entryLines.count < 90)
        while desk.state.metrics.searchGoesOn { draw(&desk) }
        let all = blocks.blocks(of: desk.state, width: desk.state.metrics.threadTextWidth + 1)
        let count = LogMatches(of: "line 3", in: LogPage(blocks: all, gap: 1, theme: .plain)).count
        #expect(desk.state.metrics.threadMatches?.count == count && count == 225)
        desk.press("enter")
        var seen: Set<EntryRef> = []
        for _ in 0..<count {
            draw(&desk)
            let ref = try #require(desk.state.thread.cursor.entry)
            seen.insert(ref)
            let lines = try #require(desk.state.metrics.entryLines[ref])
            let top = desk.state.metrics.threadTop
            // The match is in the message's last line.
            #expect((top..<(top + desk.state.metrics.threadHeight)).contains(lines.upperBound - 1))
            desk.press("n")
        }
        #expect(seen.count == count)
    }

    @Test("up in a search that has not seen all looks through the rest at once, and goes to the last match")
    func searchUpwards() {
        var desk = desk(900)
        draw(&desk)
        desk.press("esc g")
        draw(&desk)
        desk.press("/")
        desk.type("line 3")
        draw(&desk)
        desk.press("up")
        draw(&desk)
        #expect(!desk.state.metrics.searchGoesOn)
        let frame = ScreenView.frame(of: desk.state, blocks: blocks).frame
        #expect(frame.text().contains("225 of 225") && frame.text().contains("message 899 line 3"))
    }

    @Test("visual mode lays out what is near, more where the cursor comes to its end, and all when it goes to an end")
    func visualReach() throws {
        var desk = desk(900)
        draw(&desk)
        desk.press("esc")
        desk.state.select(.entry(desk.state.thread.entries[500].id))
        draw(&desk)
        desk.press("V")
        draw(&desk)
        let first = desk.state.metrics.entryLines.count
        #expect(first < 160)
        for _ in 0..<30 {
            desk.press("ctrl-u")
            draw(&desk)
        }
        let mode = try #require(desk.state.layers.top as? VisualMode)
        #expect(desk.state.metrics.entryLines.count > first && desk.state.metrics.entryLines.count < 900)
        #expect(mode.selection.lines.count > 290, "no move was lost at an end of what was laid out")
        desk.press("g")
        #expect(desk.state.awaitsLayout, "a key that follows at once needs all above")
        draw(&desk)
        #expect(ScreenView.frame(of: desk.state, blocks: blocks).frame.text().contains("message 0 line 0"))
        desk.press("y")
        let copied = desk.effects.compactMap { if case .terminal(.copy(let text)) = $0 { text } else { nil } }
        #expect(copied.first?.hasPrefix("user\nmessage 0 line 0\n") == true)
    }

    @Test("visual mode begins in what is laid out and reaches the first line and the last one")
    func visual() throws {
        var desk = desk(500)
        desk.press("esc")
        draw(&desk)
        desk.press("V")
        draw(&desk)
        desk.press("G")
        draw(&desk)
        desk.press("g")
        draw(&desk)
        desk.press("y")
        let copied = desk.effects.compactMap { if case .terminal(.copy(let text)) = $0 { text } else { nil } }
        let text = try #require(copied.first)
        #expect(text.hasPrefix("user\nmessage 0 line 0\n") && text.contains("\nmessage 498 line 2\n"))
        // It began in the last message, which is the first line of what was selected.
        #expect(text.hasSuffix("message 499 line 0") || text.hasSuffix("m"))
    }

    @Test("in visual mode what is marked stays where it was when all of the thread is laid out")
    func visualStays() {
        var desk = desk(500)
        desk.press("esc")
        draw(&desk)
        desk.press("V e")
        let before = (desk.state.layers.top as? VisualMode)?.selection.text
        draw(&desk)
        desk.press("h")
        desk.press("l")
        #expect(before == "message" && (desk.state.layers.top as? VisualMode)?.selection.text == before)
    }
}

@Suite("What is known of a thread without reading it")
struct ThreadOutlineTests {
    /// The places of the messages that stand by themselves, read from all of them.
    private func standing(_ pane: ThreadPane) -> [Int] {
        var nested: Set<Int> = []
        for (index, entry) in pane.entries.enumerated() where !entry.message.toolCalls.isEmpty {
            var left = Array(pane.answers(after: index).indices)
            for call in entry.message.toolCalls {
                guard
                    let answer = left.firstIndex(where: { (pane.entries[$0].message.toolCallID ?? "") == call.id })
                else { continue }
                nested.insert(left.remove(at: answer))
            }
        }
        return pane.entries.indices.filter { !nested.contains($0) }
    }

    @Test(
        "it says what all messages say, after any appending, changing, leaving and choosing",
        arguments: [UInt64(1), 2, 3, 4])
    func agrees(seed: UInt64) {
        var random = Numbers(state: seed)
        var pane = ThreadPane()
        func below(_ bound: Int) -> Int { Int.random(in: 0..<max(1, bound), using: &random) }
        for step in 0..<600 {
            switch below(8) {
            case 0, 1: pane.append(Message(.user, "q\(step)"))
            case 2:
                var facts = AnswerFacts(provider: "p", model: "m", totalMS: 1, isIncomplete: false)
                facts.usage = Usage(input: below(50), output: below(9), raw: .null)
                facts.cost = below(2) == 0 ? nil : Double(below(8)) / 8
                pane.append(Message(.assistant, "a\(step)"), facts: facts)
            case 3:
                // Ids that are missing, and that occur twice.
                let calls = (0..<below(4)).map {
                    ToolCall(id: ["x", "y", ""][($0 + step) % 3], name: "f", arguments: "{}")
                }
                pane.append(Message(role: .assistant, toolCalls: calls))
            case 4: pane.append(.toolResult("r\(step)", for: ["x", "y", "", "z"][below(4)]))
            case 5: if !pane.entries.isEmpty { pane.tree.leave(from: below(pane.entries.count), keeping: .all) }
            case 6:
                guard !pane.entries.isEmpty else { continue }
                pane.rewrite(from: below(pane.entries.count)) {
                    $0[0].message = Message($0[0].message.role, "c\(step)")
                }
            default: if let id = pane.tree.aside.keys.sorted().first { pane.tree.choose(id) }
            }
            #expect(pane.standing == standing(pane))
            #expect(pane.openCalls == pane.entries.indices.flatMap(pane.openCalls(at:)))
            #expect(pane.entries.indices.allSatisfy { pane.tree.place(of: pane.entries[$0].id) == $0 })
            let facts = pane.entries.compactMap(\.facts)
            let tokens = facts.reduce(0) { $0 + ($1.usage?.input ?? 0) + ($1.usage?.output ?? 0) }
            #expect(pane.tree.outline.spent.tokens == tokens)
            let costs = facts.compactMap(\.cost)
            #expect(pane.tree.outline.spent.cost == (costs.isEmpty ? nil : costs.reduce(0, +)))
            let all = SelectableEntries(hasSystemRow: false, templateCount: 2, tree: pane.tree)
            #expect(all.indices.allSatisfy { all.firstIndex(of: all[$0]) == $0 })
        }
    }
}
