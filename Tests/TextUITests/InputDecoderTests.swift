import Fuzzing
import Testing
import TextUI

@Suite struct InputDecoderTests {
    private func events(_ text: String, _ sequences: [String: Key] = [:]) -> [TerminalEvent] {
        let table = Dictionary(uniqueKeysWithValues: sequences.map { (Array($0.key.utf8), $0.value) })
        var decoder = InputDecoder(sequences: table)
        return decoder.decode(text.utf8) + decoder.flush()
    }

    @Test(
        "bytes are the keys people pressed",
        arguments: [
            ("a", "a"), ("G", "G"), ("é", "é"), ("漢", "漢"), (" ", "space"), ("\r", "enter"), ("\n", "ctrl-j"),
            ("\t", "tab"),
            ("\u{1B}", "esc"), ("\u{7F}", "backspace"), ("\u{8}", "backspace"), ("\u{12}", "ctrl-r"),
            ("\u{1F}", "ctrl-_"),
            ("\u{0}", "ctrl-space"), ("\u{1B}1", "alt-1"), ("\u{1B}\r", "alt-enter"), ("\u{1B}I", "alt-shift-i"),
            ("\u{1B}_", "alt-_"), ("\u{1B}[A", "up"), ("\u{1B}OA", "up"), ("\u{1B}[1;5D", "ctrl-left"),
            ("\u{1B}[1;2C", "shift-right"), ("\u{1B}[Z", "shift-tab"), ("\u{1B}OP", "f1"), ("\u{1B}[15~", "f5"),
            ("\u{1B}[24;2~", "shift-f12"), ("\u{1B}[3~", "delete"), ("\u{1B}[5~", "pgup"), ("\u{1B}[1~", "home"),
            ("\u{1B}[13;5u", "ctrl-enter"), ("\u{1B}[13;3u", "alt-enter"), ("\u{1B}[27;5;13~", "ctrl-enter"),
            ("\u{1B}[27u", "esc"), ("\u{1B}[114;5u", "ctrl-r"), ("\u{1B}[57414u", "enter"),
            ("\u{1B}\u{1B}[A", "alt-up"),
            ("\u{1B}[", "alt-["), ("\u{1B}O", "alt-shift-o"), ("\u{1B}é", "alt-é"), ("\u{1B}\u{7F}", "alt-backspace"),
            ("\u{1B}]", "alt-]"), ("\u{1B}P", "alt-shift-p"), ("\u{1B}OM", "enter"), ("\u{1B}[a", "shift-up"),
        ])
    func keys(bytes: String, name: String) {
        #expect(events(bytes) == [Key(description: name).map { .key($0) }])
    }

    @Test("what terminfo says of a terminal goes before what is common")
    func terminfo() {
        #expect(events("\u{1B}[[A", ["\u{1B}[[A": .function(1)]) == [.key(.function(1))])
        #expect(events("\u{1B}[25~", ["\u{1B}[25~": Key(.function(3), .shift)]) == [.key(Key(.function(3), .shift))])
    }

    @Test("keys that arrive byte by byte are the same keys")
    func pieces() {
        var decoder = InputDecoder()
        var found: [TerminalEvent] = []
        for byte in "漢\u{1B}[1;5Dx\u{1B}OQ\u{1B}[<0;3;4M".utf8 { found += decoder.decode([byte]) }
        let press = MouseEvent(kind: .press, position: Point(x: 2, y: 3))
        let keys: [Key] = [.character("漢"), Key(.left, .control), .character("x"), .function(2)]
        #expect(found == keys.map { .key($0) } + [.mouse(press)])
        #expect(!decoder.isWaiting)
    }

    @Test("an ESC waits for what may follow, and is the Escape key when nothing does")
    func escape() {
        var decoder = InputDecoder()
        #expect(decoder.decode([0x1B]) == [])
        #expect(decoder.isWaiting)
        #expect(decoder.flush() == [.key(.escape)])
        #expect(!decoder.isWaiting)
        #expect(events("\u{1B}\u{1B}") == [.key(.escape), .key(.escape)])
    }

    @Test("inside a paste bytes are text")
    func paste() {
        #expect(
            events("x\u{1B}[200~a\rb\r\n\u{1B}[A\u{3}\u{1B}[201~y") == [
                .key(.character("x")), .paste("a\nb\n\u{1B}[A\u{3}"), .key(.character("y")),
            ])
        var decoder = InputDecoder()
        var found: [TerminalEvent] = []
        for byte in "\u{1B}[200~é\u{1B}[20\u{1B}[201~".utf8 {
            found += decoder.decode([byte])
            if !found.isEmpty { break }
        }
        #expect(found == [.paste("é\u{1B}[20")])
    }

    @Test(
        "the mouse is reported with button, place and modifiers",
        arguments: [
            ("\u{1B}[<0;10;5M", MouseEvent(kind: .press, position: Point(x: 9, y: 4))),
            ("\u{1B}[<2;1;1m", MouseEvent(kind: .release, button: .right, position: Point(x: 0, y: 0))),
            ("\u{1B}[<32;1;1M", MouseEvent(kind: .drag, position: Point(x: 0, y: 0))),
            ("\u{1B}[<64;1;2M", MouseEvent(kind: .wheelUp, button: .none, position: Point(x: 0, y: 1))),
            (
                "\u{1B}[<81;1;2M",
                MouseEvent(kind: .wheelDown, button: .none, position: Point(x: 0, y: 1), modifiers: .control)
            ),
            ("\u{1B}[M !!", MouseEvent(kind: .press, position: Point(x: 0, y: 0))),
        ])
    func mouse(bytes: String, event: MouseEvent) {
        #expect(events(bytes) == [.mouse(event)])
    }

    @Test(
        "answers of terminals and releases of keys are no keys",
        arguments: [
            "\u{1B}]11;rgb:0000/0000/0000\u{7}", "\u{1B}]11;rgb:0/0/0\u{1B}\\", "\u{1B}_Gi=1;OK\u{1B}\\",
            "\u{1B}[?62;22c",
            "\u{1B}P1+r544e=78\u{1B}\\", "\u{1B}[13;5:3u", "\u{1B}[24;80R", "\u{1B}[?2026;2$y", "\u{1B}[201~",
        ])
    func answers(bytes: String) {
        #expect(events(bytes + "x") == [.key(.character("x"))])
    }

    @Test("bytes, however broken and wherever cut, are the same keys, and nothing waits after a flush")
    func fuzz() {
        #expect(throws: Never.self) { try KeysFuzz().run(seed: 6, inputs: 10_000) }
    }
}
