package import TextUI

/// Choosing a part of a message by its letter: to copy it, to send it through a command, or to read it in the pager.
package struct BlockPicker: Layer {
    package static let place = Command.Place("blocks", "Choosing a block")
    package static let commands = [
        Command(
            BlockPicker.self, "blocks.pipe", "Send a block through a command", "through a command",
            help: "Then press the block's letter.", keys: ["|"],
            perform: { picker, _ in picker.use = picker.use == .pipe ? .copy : .pipe }),
        Command(
            BlockPicker.self, "blocks.page", "Read a block in the pager", "pager",
            help: "Then press the block's letter.", keys: ["P"],
            perform: { picker, _ in picker.use = picker.use == .page ? .copy : .page }),
        Command.help(BlockPicker.self, "help.blocks", "the choice of a block"),
        Command(
            BlockPicker.self, "blocks.close", "Choose no block", "cancel", help: "Goes back.", keys: ["escape"],
            perform: { $0.leave(in: &$1) }),
    ]

    /// What becomes of the chosen block.
    enum Use: Sendable, Hashable {
        case copy, pipe, page
    }

    let ref: EntryRef
    let parts: [MessagePart]
    var use = Use.copy

    /// The most blocks that the footer names.
    private static let named = 3
    /// The letters of the parts, in order; later parts have none.
    static let letters = Array("abcdefghijklmnopqrstuvwxyz")

    package func textHints(in state: AppState) -> [KeyHint] {
        let verb =
            switch use {
            case .copy: "copy"
            case .pipe: "send"
            case .page: "read"
            }
        let scroll = KeyHint(.down, "scroll", label: "\(Key.up.label) \(Key.down.label)")
        // A block may be out of view, with its letter.
        guard parts.count > Self.named else {
            return zip(Self.letters, parts).enumerated().map { index, part in
                KeyHint(.character(part.0), (index == 0 ? "\(verb) " : "") + part.1.content.words)
            } + [scroll]
        }
        let last = Self.letters[min(parts.count, Self.letters.count) - 1]
        return [KeyHint(.character("a"), verb, label: "a–\(last)"), scroll]
    }

    package func takes(_ key: Key) -> Bool {
        key.typedCharacter != nil || ListKeys.isMove(key, hasLetters: false)
    }

    package mutating func press(_ key: Key, in state: inout AppState) {
        switch key.code {
        case .up: return state.scrollThread(by: -1)
        case .down: return state.scrollThread(by: 1)
        case .pageUp: return state.scrollThread(by: -max(1, state.metrics.threadHeight / 2))
        case .pageDown: return state.scrollThread(by: max(1, state.metrics.threadHeight / 2))
        default: break
        }
        guard let character = key.onLatinLayout.typedCharacter else { return }
        guard let index = Self.letters.firstIndex(of: character), parts.indices.contains(index) else {
            return state.say("no block has the letter \(character); Esc goes back", .warning)
        }
        let part = parts[index].content
        state.layers.pop()
        switch use {
        case .copy: state.ask(.terminal(.copy(part.text)))
        case .pipe: state.askForCommand(taking: part.text)
        case .page: state.ask(.terminal(.page(part.text)))
        }
    }

    package mutating func scroll(by lines: Int, in state: inout AppState) { state.scrollThread(by: lines) }

    /// Draws the letters in the left margin, beside the first rows of the parts.
    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        guard let text = canvas.metrics.threadText, let lines = canvas.metrics.entryLines[ref] else { return }
        for (letter, part) in zip(Self.letters, parts) {
            let y = lines.lowerBound + part.row - canvas.metrics.threadTop
            guard y >= 0, y < text.rect.height else { continue }
            let place = Point(x: text.rect.x, y: text.rect.y + y)
            canvas.frame.put(String(letter), at: place, style: canvas.theme[.match].bold(), clip: text.rect)
        }
    }
}

extension AppState {
    /// Shows the letters of the selected message's blocks.
    ///
    /// - Parameter use: what becomes of the chosen one.
    mutating func pickBlock(_ use: BlockPicker.Use = .copy) {
        guard case .selected(let ref) = thread.cursor, let text = metrics.threadText else { return }
        guard metrics.entryLines[ref] != nil else {
            select(ref)
            return say("The selected message was out of view. It is here now.")
        }
        let parts = text.page.parts(of: ref)
        guard !parts.isEmpty else {
            let copy = settings.keymap.label(of: "thread.copy") ?? "y"
            return say("This message has no code, table, JSON, call or image. \(copy) copies all of it.", .warning)
        }
        reveal(parts[0].row, of: ref)
        layers.push(BlockPicker(ref: ref, parts: parts, use: use))
    }

    /// Scrolls a row of a message into view, counted from its first one.
    private mutating func reveal(_ row: Int, of ref: EntryRef) {
        guard let lines = metrics.entryLines[ref] else { return }
        let line = lines.lowerBound + row - metrics.threadTop
        if line < 0 { scrollThread(by: line) }
        if line >= metrics.threadHeight { scrollThread(by: line - metrics.threadHeight + 1) }
    }
}

extension LogPage {
    /// What can be copied by itself of a message.
    func parts(of ref: EntryRef) -> [MessagePart] {
        guard case .blocks(let blocks, _) = body else { return [] }
        return blocks.first { $0.ref == ref }?.parts ?? []
    }
}
