import JSON
import Playground
import Prompts
import RequestCore
import TextUI

/// The rows of a stored conversation, as they were written and as they are damaged: cut JSON, messages without the one before
/// them, circles, values of other kinds. What can be read becomes a thread that is drawn, undone, searched and selected in.
///
/// It drives the playground, so it runs on the main actor only.
package struct ConversationFuzz: FuzzTarget {
    package static let name = "conversations"

    /// A row stands on a line: what it is, its numbers, its JSON.
    private static let damage = Damage(
        tokens: HostileTexts.pieces + [
            "\nmessage 3 2 1 ", "\nmessage 0 9 1 {", "\nstep 2 ", "\ndraft ", "\nwriting ", "-1", "99", "null", "[]",
            "{}",
            "\"message\":{\"role\":\"user\"", "\"role\":\"assistant\"", "\"role\":\"tool\"", "\"content\":null",
            "\"tool_calls\":[", "\"tool_call_id\":\"c\"", "\"facts\":{", "\"failure\":{\"kind\":\"cancelled\"}",
            "\"alternatives\":[", "\"repeats\":1", "\"last\":", "\"messages\":[", "\"entry\":", "\"parent\":",
            "\"written\":",
            "\"editor\":{\"title\":\"t\",\"text\":\"x\",\"purpose\":\"tool\",\"index\":9}", "\"composer\":",
            "\"cursor\":7",
            "\"results\":[", "\"comparison\":{", "\"config\":{", "1e300", "true",
        ])

    private let whole: [UInt8]

    package init() {
        var lines: [String] = []
        let stored = Self.conversation
        lines.append("draft \(stored.draft.compact)")
        lines.append("writing \(stored.writing.compact)")
        for message in stored.messages {
            lines.append("message \(message.id) \(message.parent) \(message.isChosen ? 1 : 0) \(message.value.compact)")
        }
        for step in stored.steps { lines.append("step \(step.number) \(step.value.compact)") }
        whole = Array(lines.joined(separator: "\n").utf8)
    }

    package func input(_ numbers: inout SeededGenerator) -> [UInt8] {
        var lines = String(decoding: whole, as: UTF8.self).split(separator: "\n").map(String.init)
        // Rows that are gone, twice there or in another order.
        if numbers.chance(40) { lines.remove(at: numbers.below(lines.count)) }
        if numbers.chance(20) { lines.append(numbers.pick(lines)) }
        if numbers.chance(20) { lines.shuffle(using: &numbers) }
        // A parent that is elsewhere, itself or nowhere.
        if numbers.chance(40),
            let place = lines.indices.filter({ lines[$0].hasPrefix("message ") }).randomElement(using: &numbers)
        {
            var words = lines[place].split(separator: " ", maxSplits: 4).map(String.init)
            words[numbers.pick([1, 2, 2, 3])] = numbers.pick(["-1", "0", "1", "2", "7", "99", "-7", "\(Int.max)"])
            lines[place] = words.joined(separator: " ")
        }
        let bytes = Array(lines.joined(separator: "\n").utf8)
        return numbers.chance(70) ? Self.damage.of(bytes, &numbers) : bytes
    }

    package func check(_ input: [UInt8], _ numbers: inout SeededGenerator) throws(FuzzFinding) {
        let stored = Self.read(String(decoding: input, as: UTF8.self))
        try checkTree(ThreadTree(stored))
        var random = numbers
        let problem: FuzzFinding? = MainActor.assumeIsolated {
            do throws(FuzzFinding) {
                try checkSession(stored, &random)
                return nil
            } catch {
                return error
            }
        }
        numbers = random
        if let problem { throw problem }
    }

    // MARK: Rows

    /// The rows that can be read, as the store would give them.
    private static func read(_ text: String) -> StoredConversation {
        var stored = StoredConversation(id: "01CONVERSATION", draft: .null)
        for line in text.split(separator: "\n") {
            let words = line.split(separator: " ", maxSplits: 1)
            guard words.count == 2 else { continue }
            switch words[0] {
            case "draft": stored.draft = (try? JSONValue(parsing: String(words[1]))) ?? stored.draft
            case "writing": stored.writing = (try? JSONValue(parsing: String(words[1]))) ?? stored.writing
            case "message":
                let parts = words[1].split(separator: " ", maxSplits: 3)
                guard parts.count == 4, let id = Int(parts[0]), let parent = Int(parts[1]),
                    let value = try? JSONValue(parsing: String(parts[3]))
                else { continue }
                stored.messages.append(StoredMessage(id: id, parent: parent, isChosen: parts[2] == "1", value: value))
            case "step":
                let parts = words[1].split(separator: " ", maxSplits: 1)
                guard parts.count == 2, let number = Int(parts[0]),
                    let value = try? JSONValue(parsing: String(parts[1]))
                else { continue }
                stored.steps.append(StoredUndoStep(number: number, value: value))
            default: break
            }
        }
        return stored
    }

    /// A conversation with branches, calls, a failure, a draft of a message, and steps of undo.
    private static var conversation: StoredConversation {
        var state = fresh
        _ = state.update(.sessionLoaded(RestoredSession()))
        let calls = ["c", "d"].map { ToolCall(id: $0, name: "tide", arguments: #"{"at":"Brest"}"#) }
        for message in [
            Message(.user, "When is **high tide**?"), Message(role: .assistant, toolCalls: calls),
            .toolResult("14:10", for: "c"), .toolResult("15:20", for: "d"),
            Message(.assistant, "| port | at |\n|---|---|\n| Brest | 14:10 |\n\n```json\n{\"a\": 1}\n```"),
            Message(.user, "And 明日?"), Message(.assistant, "Later."),
        ] {
            _ = state.thread.append(message)
        }
        press("alt-2 esc k k e ! esc k d j K f D", &state)
        press("i", &state)
        for character in "what is typed" { _ = state.update(.key(.character(character))) }
        var stored = state.session.conversation
        for place in stored.messages.indices where stored.messages[place].value["message"]?["role"] == "assistant" {
            var value = stored.messages[place].value.objectValue ?? JSONObject()
            value["facts"] = ["provider": "simulator", "model": "m", "total_ms": 1, "usage": ["prompt_tokens": 3]]
            stored.messages[place].value = .object(value)
        }
        return stored
    }

    // MARK: What holds

    /// A tree in which each message stands once, after another one, and which is the same when it is stored and read again.
    private func checkTree(_ tree: ThreadTree) throws(FuzzFinding) {
        let nodes = tree.nodes
        let ids = Set(nodes.map(\.entry.id))
        try require(ids.count == nodes.count, "an id stands twice")
        try require(
            nodes.allSatisfy { $0.parent == ThreadTree.root || ids.contains($0.parent) && $0.parent < $0.entry.id },
            "a message follows none that came before it")
        try require(tree.path.indices.allSatisfy { tree.place(of: tree.path[$0].id) == $0 }, "a place is another one's")
        try require(ThreadTree(nodes) == tree, "is another tree when it is read again")
    }

    @MainActor private func checkSession(_ stored: StoredConversation, _ numbers: inout SeededGenerator)
        throws(FuzzFinding)
    {
        var state = Self.fresh
        let blocks = ThreadBlocks()
        _ = state.update(.sessionLoaded(RestoredSession(stored)))
        try draw(&state, blocks)
        try checkTree(state.thread.tree)
        Self.press("esc", &state)
        for _ in 0..<4 {
            Self.press("alt-2 esc ctrl-_", &state)
            try checkTree(state.thread.tree)
            try draw(&state, blocks)
        }
        let again = ThreadTree(state.session.conversation)
        try require(again == state.thread.tree, "is another thread when it is stored and read again")
        try select(&state, blocks, &numbers)
    }

    /// Selects and searches in the thread, by any keys of visual mode.
    @MainActor private func select(
        _ state: inout AppState, _ blocks: ThreadBlocks, _ numbers: inout SeededGenerator
    ) throws(FuzzFinding) {
        let motions = ["h", "j", "k", "l", "w", "b", "e", "0", "$", "g", "G", "V", "v", "o", "ctrl-d", "ctrl-u"]
        Self.press("alt-2 esc \(numbers.pick(["g", "G", "k"])) V", &state)
        for _ in 0..<numbers.below(12) {
            try draw(&state, blocks)
            Self.press(numbers.pick(motions), &state)
        }
        guard let key = Key(description: "y") else { return }
        for effect in state.update(.key(key)) {
            guard case .terminal(.copy(let text)) = effect else { continue }
            try require(Self.isPlain(text), "copies a control character: \(text.debugDescription)")
        }
        Self.press("esc / \(numbers.pick(["t", "1", "z", "明"])) enter n N esc", &state)
        try draw(&state, blocks)
    }

    @MainActor private func draw(_ state: inout AppState, _ blocks: ThreadBlocks) throws(FuzzFinding) {
        for _ in 0..<2 {
            let canvas = ScreenView.frame(of: state, blocks: blocks)
            state.metrics = canvas.metrics
            try require(Self.isPlain(canvas.frame.text()), "a control character reaches the screen")
            if let cursor = canvas.frame.cursor {
                try require(
                    (0..<state.size.width).contains(cursor.x) && (0..<state.size.height).contains(cursor.y),
                    "the cursor is outside of the screen: \(cursor)")
            }
        }
    }

    private static func isPlain(_ text: String) -> Bool {
        text.unicodeScalars.allSatisfy { $0 == "\n" || !($0.value < 0x20 || (0x7F..<0xA0).contains($0.value)) }
    }

    // MARK: The playground

    private static var fresh: AppState {
        var state = AppState(
            size: Size(width: 80, height: 24),
            settings: AppSettings(
                providers: ProviderDirectory(names: []) { _ in .ready(.simulator) }, keymap: .standard))
        state.draft = Draft(name: "harbours", config: Config(model: "gpt-4.1-mini"))
        state.canSaveSession = true
        return state
    }

    /// Presses keys by their names, between spaces.
    private static func press(_ names: String, _ state: inout AppState) {
        for name in names.split(separator: " ") {
            if let key = Key(description: String(name)) { _ = state.update(.key(key)) }
        }
    }
}
