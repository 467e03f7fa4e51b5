import JSON
import Prompts
import RequestCore
import Testing
import TextUI

@testable import Playground

/// Rows of the store that a crash, another program or a person's editor has damaged.
@MainActor @Suite("Damaged conversations are read as far as they can be")
struct StoredThreadDamageTests {
    private static let pieces: [JSONValue] = [
        .null, true, -1, 0, 1, 2, 1e300, "", "system", "tool", "x", [], [:], ["role": "user"],
        ["role": "user", "content": "q"],
        [
            "role": "assistant", "content": .null,
            "tool_calls": [["id": "", "function": ["name": "f", "arguments": "{"]]],
        ],
        ["role": "tool", "content": "r", "tool_call_id": "c"], ["provider": "p", "model": "m", "total_ms": -1],
        ["kind": "nothing", "message": 1],
    ]
    private static let keys = [
        "message", "facts", "failure", "result", "repeats", "alternatives", "role", "content", "tool_calls", "last",
        "messages", "written", "draft", "config", "inputs", "id", "parent", "entry", "model", "template", "log",
        "usage",
    ]

    /// A value that begins like a stored one, with parts exchanged, left out and added.
    private func damaged(_ value: JSONValue, _ numbers: inout Numbers, depth: Int = 0) -> JSONValue {
        if Int.random(in: 0..<14, using: &numbers) == 0 { return Self.pieces.randomElement(using: &numbers) ?? .null }
        switch value {
        case .object(let object) where depth < 6:
            var result = JSONObject()
            for member in object.members where Int.random(in: 0..<20, using: &numbers) > 0 {
                result[member.key] = damaged(member.value, &numbers, depth: depth + 1)
            }
            if Int.random(in: 0..<8, using: &numbers) == 0, let key = Self.keys.randomElement(using: &numbers) {
                result[key] = Self.pieces.randomElement(using: &numbers)
            }
            return .object(result)
        case .array(let items) where depth < 6: return .array(items.map { damaged($0, &numbers, depth: depth + 1) })
        default: return value
        }
    }

    /// A conversation with branches, calls, a failure and steps of undo.
    private func conversation() -> StoredConversation {
        var desk = Desk(focus: .thread)
        desk.send(.sessionLoaded(RestoredSession()))
        var facts = AnswerFacts(provider: "simulator", model: "m", totalMS: 1, isIncomplete: false)
        facts.usage = Usage(input: 3, output: 4, raw: ["prompt_tokens": 3])
        desk.state.thread.append(Message(.user, "q"))
        desk.state.rememberMoment()
        let call = ToolCall(id: "c", name: "tide", arguments: #"{"at":"Brest"}"#)
        desk.state.thread.append(Message(role: .assistant, toolCalls: [call, call]), facts: facts)
        desk.state.thread.append(.toolResult("14:10", for: "c"))
        desk.state.rememberMoment()
        desk.state.draft.config[.temperature] = 0.5
        desk.state.rememberMoment()
        desk.state.thread.append(Message(.assistant, "a"), facts: facts)
        desk.state.thread.rewrite(from: 0) { $0[0].message = Message(.user, "Q") }
        desk.state.rememberMoment()
        return desk.state.session.conversation
    }

    /// What holds of every tree.
    private func check(_ tree: ThreadTree, _ seed: UInt64) {
        let nodes = tree.nodes
        let ids = Set(nodes.map(\.entry.id))
        #expect(ids.count == nodes.count, "\(seed)")
        #expect(nodes.allSatisfy { $0.parent == ThreadTree.root || ids.contains($0.parent) }, "\(seed)")
        #expect(tree.path.indices.allSatisfy { tree.place(of: tree.path[$0].id) == $0 }, "\(seed)")
        let again = ThreadTree(nodes)
        let isSame = again == tree
        #expect(isSame, "read and written, it is the same; \(seed)")
        var pane = ThreadPane()
        pane.tree = tree
        #expect(pane.openCalls.allSatisfy { pane.call($0) != nil }, "\(seed)")
    }

    @Test(
        "any rows make a tree in which each message stands once, after another one; any step of undo leads to such a tree",
        arguments: 0..<4)
    func damage(round: UInt64) {
        let whole = conversation()
        #expect(whole.steps.count > 2 && whole.messages.count > 5)
        for seed in (round * 20)..<(round * 20 + 20) {
            var numbers = Numbers(state: seed &* 77 &+ 5)
            var stored = whole
            for place in stored.messages.indices {
                stored.messages[place].value = damaged(stored.messages[place].value, &numbers)
                if Int.random(in: 0..<6, using: &numbers) == 0 {
                    stored.messages[place].parent = [-1, 0, 2, 99, -7, Int.max].randomElement(using: &numbers) ?? 0
                }
                if Int.random(in: 0..<6, using: &numbers) == 0 { stored.messages[place].isChosen.toggle() }
            }
            stored.messages.shuffle(using: &numbers)
            stored.messages.removeLast(Int.random(in: 0..<3, using: &numbers))
            check(ThreadTree(stored), seed)
            stored.steps = stored.steps.map { StoredUndoStep(number: $0.number, value: damaged($0.value, &numbers)) }
            stored.draft = damaged(stored.draft, &numbers)
            stored.writing = damaged(stored.writing, &numbers)
            var desk = Desk(focus: .thread)
            desk.send(.sessionLoaded(RestoredSession(stored)))
            for _ in 0..<6 {
                desk.press("alt-1 ctrl-_")
                check(desk.state.thread.tree, seed)
            }
            desk.state.metrics = ScreenView.frame(of: desk.state, blocks: ThreadBlocks()).metrics
        }
    }

    @Test("selecting and searching in a thread of odd texts never leaves its lines", arguments: 0..<6)
    func selection(round: UInt64) throws {
        let odd = [
            "", " ", "\t", "\n", "é", "e\u{301}", "👩‍🚀", "漢字", "\u{200F}שלום", "a b", "x", "\u{1b}[31m", "|", "- ", "`",
            "\u{FFFD}",
        ]
        var numbers = Numbers(state: round &+ 3)
        var desk = Desk(width: 60, height: 16, focus: .thread)
        for index in 0..<12 {
            let text = (0..<Int.random(in: 0..<40, using: &numbers)).compactMap { _ in
                odd.randomElement(using: &numbers)
            }
            desk.state.thread.append(Message(index % 2 == 0 ? .user : .assistant, text.joined()))
        }
        let blocks = ThreadBlocks()
        func draw() { desk.state.metrics = ScreenView.frame(of: desk.state, blocks: blocks).metrics }
        desk.press("esc")
        draw()
        desk.press("V")
        let keys = ["h", "j", "k", "l", "w", "b", "e", "0", "$", "g", "G", "V", "v", "o", "ctrl-d", "ctrl-u"]
        for _ in 0..<200 {
            draw()
            desk.press(keys.randomElement(using: &numbers) ?? "h")
            let mode = try #require(desk.state.layers.top as? VisualMode)
            let page = mode.selection.page
            #expect(mode.selection.lines.lowerBound >= 0 && mode.selection.lines.upperBound < page.lineCount)
            for line in mode.selection.lines {
                guard let range = mode.selection.range(inLine: line) else { continue }
                #expect(range.upperBound <= page.line(line).left.text.utf8.count)
            }
            #expect(!mode.selection.text.unicodeScalars.contains("\u{1b}"))
        }
        desk.press("esc /")
        for _ in 0..<30 {
            desk.type(odd.randomElement(using: &numbers).map { $0 == "\n" ? "x" : $0 } ?? "x")
            draw()
            desk.press(["down", "up", "backspace", "enter", "n", "N", "/"].randomElement(using: &numbers) ?? "up")
            draw()
            #expect(desk.state.metrics.threadTop >= 0)
            #expect(desk.state.metrics.threadTop <= max(0, desk.state.metrics.threadLines - 1))
        }
    }
}
