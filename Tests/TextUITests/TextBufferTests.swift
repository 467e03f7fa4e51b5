import Fuzzing
import Testing
import TextUI

extension TextBuffer {
    fileprivate var selectedText: String { selection.map { text(in: $0) } ?? "" }
}

/// A text with `|` for the cursor and, where something is selected, `^` for the other end of the selection.
private func marked(_ buffer: TextBuffer) -> String {
    var text = buffer.text
    func insert(_ mark: Character, at position: TextPosition) {
        let offset = buffer.utf8Offset(of: position)
        text.insert(mark, at: text.utf8.index(text.startIndex, offsetBy: offset))
    }
    guard let selection = buffer.selection else {
        insert("|", at: buffer.cursor)
        return text
    }
    let isAtEnd = selection.upperBound == buffer.cursor
    insert(isAtEnd ? "|" : "^", at: selection.upperBound)
    insert(isAtEnd ? "^" : "|", at: selection.lowerBound)
    return text
}

/// A buffer after keys: names between spaces, `_` for a typed space, other words typed.
private func after(_ keys: String, in text: String = "", multiline: Bool = true, width: Int? = nil) -> TextBuffer {
    var buffer = TextBuffer(text, isMultiline: multiline)
    buffer.wrapWidth = width
    for name in keys.split(separator: " ") {
        if name == "_" {
            buffer.handle(.key(.space))
        } else if let key = Key(description: String(name)) {
            buffer.handle(.key(key))
        } else {
            for character in name { buffer.handle(.key(.character(character))) }
        }
    }
    return buffer
}

/// What each edit in turn said of itself.
private func results(_ edits: [TextEdit], _ buffer: inout TextBuffer) -> [Bool] {
    edits.map { buffer.apply($0) }
}

@Suite struct TextBufferTests {
    @Test(
        "keys move, write and delete",
        arguments: [
            ("hello", "", "hello|"), ("ctrl-a x", "abc", "x|abc"), ("home x end y", "abc", "xabcy|"),
            ("left left x", "abc", "ax|bc"), ("backspace", "abc", "ab|"), ("home delete", "abc", "|bc"),
            ("left backspace", "e\u{301}a", "|a"), ("backspace", "👩‍👧", "|"), ("left", "🇫🇷🇩🇪", "🇫🇷|🇩🇪"),
            ("enter x", "a", "a\nx|"), ("home backspace", "a\nb", "a|b"), ("up end delete", "a\nb", "a|b"),
            ("alt-b", "one two", "one |two"), ("alt-b alt-b alt-f", "one two", "one| two"),
            ("ctrl-left ctrl-left", "a.b, c", "a.|b, c"), ("ctrl-w", "one two", "one |"),
            ("home alt-d", "one two", "| two"), ("left left ctrl-k", "abcd", "ab|"),
            ("left left ctrl-u", "abcd", "|cd"),
            ("up ctrl-k", "a\nb", "a|b"), ("ctrl-w ctrl-y ctrl-y", "one two", "one twotwo|"),
            ("ctrl-home x", "a\nb", "x|a\nb"), ("ctrl-home ctrl-end x", "a\nb", "a\nbx|"),
            ("left left up", "ab\ncdef", "ab|\ncdef"), ("up down", "abc\nd\nefg", "abc\nd\nefg|"),
            ("up up down down", "abc\nd\nefg", "abc\nd\nefg|"), ("ctrl-j", "a", "a\n|"), ("ctrl-h", "ab", "a|"),
        ])
    func script(keys: String, text: String, expected: String) {
        #expect(marked(after(keys, in: text)) == expected)
    }

    @Test(
        "Shift selects, and what is written or deleted goes over the selection",
        arguments: [
            ("shift-left shift-left", "abc", "a|bc^"), ("shift-left shift-left x", "abc", "ax|"),
            ("shift-left backspace", "abc", "ab|"), ("home shift-right shift-right", "abc", "^ab|c"),
            ("shift-left shift-left left", "abc", "a|bc"), ("shift-left right", "abc", "abc|"),
            ("shift-up", "ab\ncd", "ab|\ncd^"), ("shift-home delete", "ab\ncd", "ab\n|"),
            ("ctrl-shift-left ctrl-y", "one two", "one |two^"), ("shift-left shift-right", "abc", "abc|"),
            ("shift-left ctrl-w ctrl-y ctrl-y", "abc", "abcc|"),
        ])
    func selecting(keys: String, text: String, expected: String) {
        #expect(marked(after(keys, in: text)) == expected)
    }

    @Test(
        "Backspace takes one mark at a time where marks follow a letter, in every script",
        arguments: [
            ("ที่", ["ที", "ท", ""]), ("กำ", ["ก", ""]), ("नमस्ते", ["नमस्त", "नमस्", "नमस", "नम"]),
            ("क्ष", ["क्", "क", ""]), ("தி", ["த", ""]), ("မြ", ["မ", ""]), ("បុ", ["ប", ""]), ("བོ", ["བ", ""]),
            ("ש\u{5C1}\u{5B8}", ["ש\u{5C1}", "ש", ""]), ("ب\u{651}\u{64E}", ["ب\u{651}", "ب", ""]),
            ("x\u{303}\u{323}", ["x\u{303}", "x", ""]),
            ("क्\u{200D}", ["क", ""]),
        ])
    func marks(text: String, steps: [String]) {
        var buffer = TextBuffer("a" + text)
        for step in steps {
            buffer.apply(.deleteBackward)
            #expect(Array(buffer.text.unicodeScalars).count == Array(step.unicodeScalars).count + 1, "\(buffer.text)")
            #expect(buffer.text == "a" + step)
        }
        let undone = steps.indices.contains { _ in buffer.apply(.undo) && buffer.text == "a" + text }
        #expect(undone)
    }

    @Test(
        "Backspace takes whole what is one sign to a reader",
        arguments: [
            "👩‍👧‍👦", "👍🏽", "❤️", "1️⃣", "🇫🇷", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "👩🏽‍🚀", "é", "e\u{301}", "ế", "e\u{302}\u{301}", "한",
            "\u{1112}\u{1161}\u{11AB}", "\u{304B}\u{3099}", "葛\u{E0100}",
        ])
    func whole(sign: String) {
        var buffer = TextBuffer("a" + sign)
        buffer.apply(.deleteBackward)
        #expect(buffer.text == "a")
    }

    @Test("Delete, arrows and selection go by whole syllables")
    func syllables() {
        #expect(marked(after("left", in: "aที่")) == "a|ที่")
        #expect(marked(after("home right delete", in: "aที่b")) == "a|b")
        #expect(marked(after("shift-left backspace", in: "aที่")) == "a|")
        #expect(marked(after("left backspace", in: "ที่ก")) == "ที|ก")
    }

    @Test("the selected text is what lies between its ends, over lines too")
    func selectedText() {
        var buffer = TextBuffer("one\ntwo\nthree")
        buffer.apply(.select(TextPosition(line: 0, offset: 1)..<TextPosition(line: 2, offset: 2)))
        #expect(buffer.selectedText == "ne\ntwo\nth")
        buffer.apply(.selectAll)
        #expect(buffer.selectedText == buffer.text)
        buffer.apply(.deselect)
        #expect(buffer.selection == nil && buffer.selectedText == "")
    }

    @Test("a place outside the text or inside a grapheme is moved to a real one")
    func clamping() {
        var buffer = TextBuffer("e\u{301}x\nab")
        buffer.apply(.place(TextPosition(line: 0, offset: 1), selecting: false))
        #expect(buffer.cursor == TextPosition(line: 0, offset: 0))
        buffer.apply(.place(TextPosition(line: 7, offset: 7), selecting: false))
        #expect(buffer.cursor == TextPosition(line: 1, offset: 2))
        #expect(buffer.position(utf8Offset: 5) == TextPosition(line: 1, offset: 0))
        #expect(buffer.utf8Offset(of: TextPosition(line: 1, offset: 1)) == 6)
    }

    @Test("one line takes no line break: pastes are folded, Enter and up are left to others")
    func oneLine() {
        var buffer = TextBuffer("a", isMultiline: false)
        let pasted = buffer.handle(.paste("b\r\nc\nd"))
        #expect(pasted && buffer.text == "ab c d")
        let handled = [Key.enter, .up, .tab].map { buffer.handle(.key($0)) }
        #expect(handled == [false, false, false])
    }

    @Test("a key that can do nothing says so")
    func edges() {
        var buffer = TextBuffer("ab\ncd")
        let down = TextEdit.move(.down, selecting: false)
        let up = TextEdit.move(.up, selecting: false)
        let atEnd = results([down, .move(.right, selecting: false), .deleteForward, .redo, .undo, .yank], &buffer)
        #expect(atEnd == Array(repeating: false, count: 6))
        let upwards = results([up, up], &buffer)
        #expect(upwards == [true, false])
    }

    @Test("pasted line breaks of all kinds are lines")
    func breaks() {
        var buffer = TextBuffer()
        buffer.handle(.paste("a\rb\r\nc\n"))
        #expect(marked(buffer) == "a\nb\nc\n|")
        #expect(buffer.lines == ["a", "b", "c", ""])
    }

    @Test("lines are indented and outdented together, alone the cursor goes to the next even column")
    func indenting() {
        var buffer = TextBuffer("a\n b\n\nc")
        buffer.apply(.selectAll)
        buffer.apply(.indent)
        #expect(marked(buffer) == "^  a\n   b\n\n  c|" || marked(buffer) == "  ^a\n   b\n\n  c|")
        buffer.apply(.outdent)
        buffer.apply(.outdent)
        #expect(buffer.text == "a\nb\n\nc")
        let undone = results([.undo, .undo, .undo, .undo], &buffer)
        #expect(undone == [true, true, true, false])
        #expect(buffer.text == "a\n b\n\nc")
        var single = TextBuffer("a")
        single.apply(.indent)
        #expect(single.text == "a ")
    }

    @Test("a new line can begin with the spaces of the one before")
    func keepsIndent() {
        var buffer = TextBuffer("  a")
        buffer.keepsIndent = true
        buffer.apply(.newline)
        #expect(marked(buffer) == "  a\n  |")
    }

    @Test("a text of a megabyte is edited without being walked through")
    func megabyte() {
        for text in [
            String(repeating: "some words in a line of text\n", count: 36_000), String(repeating: "x ", count: 500_000),
        ] {
            var buffer = TextBuffer(text)
            buffer.wrapWidth = 80
            _ = buffer.layout(width: 80)
            let count = text.utf8.count
            let time = ContinuousClock().measure {
                for _ in 0..<20 {
                    buffer.handle(.key(.character("y")))
                    buffer.handle(.key(.left))
                    buffer.handle(.key(.up))
                    #expect(buffer.layout(width: 80).rowCount > 1)
                }
            }
            #expect(buffer.text.utf8.count == count + 20)
            #expect(time < .seconds(20))
        }
    }
}

@Suite struct TextBufferUndoTests {
    @Test("typing is undone word by word")
    func words() {
        var buffer = after("one _ two _ three")
        var texts: [String] = []
        while buffer.apply(.undo) { texts.append(buffer.text) }
        #expect(texts == ["one two ", "one ", ""])
        while buffer.apply(.redo) {}
        #expect(marked(buffer) == "one two three|")
    }

    @Test("a paste is one step, deleting in a row is one step, moving begins a new one")
    func steps() {
        var buffer = TextBuffer("start")
        buffer.handle(.paste(" some words"))
        for _ in 0..<6 { buffer.handle(.key(.backspace)) }
        #expect(buffer.text == "start some")
        buffer.apply(.undo)
        #expect(buffer.text == "start some words")
        buffer.apply(.undo)
        #expect(buffer.text == "start")
        #expect(marked(after("a left b ctrl-_")) == "|a")
    }

    @Test("the keys of undo and redo work, and an edit forgets what was undone")
    func keys() {
        #expect(after("ab ctrl-_ alt-_").text == "ab")
        #expect(after("ab enter ctrl-_ x alt-_").text == "abx")
    }

    @Test("whatever was done, undoing all gives the first text and redoing all the last")
    func property() {
        var generator = SeededGenerator(seed: 7)
        let keys = [
            "left", "right", "up", "down", "home", "end", "shift-left", "shift-up", "shift-right", "ctrl-left",
            "ctrl-right", "backspace", "delete", "ctrl-w", "alt-d", "ctrl-k", "ctrl-u", "ctrl-y", "enter", "ctrl-_",
            "alt-_",
        ]
        for round in 0..<200 {
            let isMultiline = round % 4 != 0
            let start = HostileText.make(&generator, pieces: 10)
            var buffer = TextBuffer(start, isMultiline: isMultiline)
            let first = buffer.text
            if Bool.random(using: &generator) { buffer.wrapWidth = 6 }
            for _ in 0..<60 {
                switch Int.random(in: 0..<10, using: &generator) {
                case 0..<4:
                    buffer.apply(.insert(HostileText.pieces.randomElement(using: &generator) ?? ""))
                case 4: buffer.apply(.insert(HostileText.make(&generator, pieces: 6)))
                case 5: buffer.apply(Bool.random(using: &generator) ? .indent : .outdent)
                default:
                    guard let key = Key(description: keys.randomElement(using: &generator) ?? "") else { continue }
                    buffer.handle(.key(key))
                }
                #expect(buffer.clamped(buffer.cursor) == buffer.cursor)
                let layout = buffer.layout(width: 8)
                #expect(layout.point(of: layout.position(at: layout.cursor)) == layout.cursor)
            }
            while buffer.apply(.redo) {}
            let last = buffer.text
            while buffer.apply(.undo) {}
            #expect(buffer.text == first)
            while buffer.apply(.redo) {}
            #expect(buffer.text == last)
        }
    }
}

@Suite struct TextLayoutTests {
    @Test("rows are wrapped one column early, so that the cursor has a cell behind the end")
    func rows() {
        let buffer = TextBuffer("hello world\nx")
        let layout = buffer.layout(width: 7)
        #expect(layout.rows(0..<9).map(\.text) == ["hello ", "world", "x"])
        #expect(layout.rows(0..<9).map(\.line) == [0, 0, 1])
        #expect(layout.rows(0..<9).map(\.isContinuation) == [false, true, false])
        #expect(layout.cursor == Point(x: 1, y: 2))
    }

    @Test("up and down go by wrapped rows and keep their column")
    func visualRows() {
        #expect(marked(after("up", in: "hello world", width: 7)) == "hello| world")
        #expect(marked(after("home up", in: "a\nhello world", width: 7)) == "|a\nhello world")
        #expect(marked(after("up up down down", in: "abcdef\nx\nabcdef", width: 20)) == "abcdef\nx\nabcdef|")
        #expect(marked(after("left up", in: "漢字漢\nabcd", width: 20)) == "漢|字漢\nabcd")
    }

    @Test("the selection is told for each row, with the line breaks in it")
    func selection() {
        var buffer = TextBuffer("hello world\n\nab")
        buffer.apply(.select(TextPosition(line: 0, offset: 3)..<TextPosition(line: 2, offset: 1)))
        let rows = buffer.layout(width: 7).rows(0..<9)
        #expect(rows.map(\.selection) == [3..<6, 0..<5, nil, 0..<1])
        #expect(rows.map(\.selectsLineBreak) == [false, true, true, false])
    }

    @Test("a click finds the place under it")
    func clicks() {
        let layout = TextBuffer("hello world\na漢b\tc").layout(width: 10)
        #expect(layout.position(at: Point(x: 2, y: 0)) == TextPosition(line: 0, offset: 2))
        #expect(layout.position(at: Point(x: 50, y: 1)) == TextPosition(line: 0, offset: 11))
        #expect(layout.position(at: Point(x: 2, y: 2)) == TextPosition(line: 1, offset: 1))
        #expect(layout.position(at: Point(x: 6, y: 2)) == TextPosition(line: 1, offset: 5))
        #expect(layout.position(at: Point(x: 0, y: 9)) == TextPosition(line: 1, offset: 0))
        #expect(layout.position(at: Point(x: 3, y: -1)) == .start)
    }

    @Test("the columns of a part of a line are told, for colours")
    func columns() {
        let rows = TextBuffer("a漢\tb word").layout(width: 8).rows(0..<9)
        #expect(rows[0].text == "a漢 b ")
        #expect(rows[0].columns(of: 1..<5) == 1..<4)
        #expect(rows[1].columns(of: 0..<100) == 0..<4)
        #expect(rows[1].columns(of: 0..<2) == nil)
    }

    @Test("a one-line field shows the part around the cursor")
    func window() {
        let buffer = after("", in: "0123456789", multiline: false)
        let layout = buffer.layout(width: 6)
        #expect(layout.rowCount == 1)
        #expect(layout.row(0).text == "56789")
        #expect(layout.cursor == Point(x: 5, y: 0))
        let start = after("home", in: "0123456789", multiline: false).layout(width: 6)
        #expect(start.row(0).text == "01234" && start.cursor == Point(x: 0, y: 0))
    }

    @Test("a window scrolls no further than the cursor needs")
    func scrolling() {
        var buffer = TextBuffer((0..<20).map { "line \($0)" }.joined(separator: "\n"))
        #expect(buffer.layout(width: 20).top(height: 5, nearest: 0) == 15)
        buffer.apply(.move(.pageUp(3), selecting: false))
        #expect(buffer.layout(width: 20).top(height: 5, nearest: 15) == 15)
        buffer.apply(.move(.textStart, selecting: false))
        #expect(buffer.layout(width: 20).top(height: 5, nearest: 15) == 0)
        #expect(buffer.layout(width: 20).top(height: 50, nearest: 15) == 0)
    }

    @Test("what is remembered of a text's rows is never wrong")
    func cache() {
        var generator = SeededGenerator(seed: 8)
        var buffer = TextBuffer("")
        for _ in 0..<400 {
            let positions = [0, 1].map { _ in
                buffer.position(utf8Offset: Int.random(in: 0...max(1, buffer.text.utf8.count), using: &generator))
            }.sorted()
            buffer.apply(.replace(positions[0]..<positions[1], HostileText.make(&generator, pieces: 8)))
            let width = Bool.random(using: &generator) ? 9 : 6
            let rows = buffer.layout(width: width).rows(0..<Int.max)
            #expect(rows == TextBuffer(buffer.text).layout(width: width).rows(0..<Int.max).map { $0 })
            #expect(rows.map(\.text) == TextWrapper.wrap(buffer.text, width: width - 1).map(\.text))
        }
    }
}
