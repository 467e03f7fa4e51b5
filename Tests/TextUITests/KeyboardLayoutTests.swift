import Testing
import TextUI

@Suite struct KeyboardLayoutTests {
    private func events(_ text: String) -> [TerminalEvent] {
        var decoder = InputDecoder()
        return decoder.decode(text.utf8) + decoder.flush()
    }

    @Test(
        "with Ctrl or Alt the place of a key counts, whatever alphabet the layout has",
        arguments: [
            ("\u{1B}з", "alt-p"), ("\u{1B}З", "alt-shift-p"), ("\u{1B}π", "alt-p"), ("\u{1B}Σ", "alt-shift-s"),
            ("\u{1B}і", "alt-s"), ("\u{1B}פ", "alt-p"), ("\u{1B}ㅔ", "alt-p"), ("\u{1B}ж", "alt-;"),
            ("\u{1B}[1079;3u", "alt-p"), ("\u{1B}[1082;5u", "ctrl-r"), ("\u{1B}[1091::101;5u", "ctrl-e"),
            ("\u{1B}[27;5;1082~", "ctrl-r"), ("\u{1B}é", "alt-é"), ("з", "з"), ("\u{1B}[1079u", "з"),
        ])
    func places(bytes: String, name: String) {
        #expect(events(bytes) == [Key(description: name).map { .key($0) }])
    }

    @Test("a letter alone stays as it is, and its place is known where a command is meant")
    func latin() {
        #expect(Key.character("ь").onLatinLayout == .character("m"))
        #expect(Key.character("М").onLatinLayout == .character("V"))
        #expect(Key.character("μ").onLatinLayout == .character("m"))
        #expect(Key.character("é").onLatinLayout == .character("é"))
        #expect(Key.character("x").onLatinLayout == .character("x"))
        #expect(Key.enter.onLatinLayout == .enter)
        #expect(Key(description: "alt-й") == Key(description: "alt-q"))
    }

    @Test(
        "the keypad is the same keys under CSI u as elsewhere",
        arguments: [
            (57399, "0"), (57408, "9"), (57409, "."), (57410, "/"), (57411, "*"), (57412, "-"), (57413, "+"),
            (57414, "enter"), (57415, "="), (57416, ","), (57417, "left"), (57418, "right"), (57419, "up"),
            (57420, "down"),
            (57421, "pgup"), (57422, "pgdn"), (57423, "home"), (57424, "end"), (57425, "insert"), (57426, "delete"),
        ])
    func keypad(code: Int, name: String) {
        #expect(events("\u{1B}[\(code)u") == [Key(description: name).map { .key($0) }])
        #expect(events("\u{1B}[\(code);129u") == [Key(description: name).map { .key($0) }])
        #expect(events("\u{1B}[57376u") == [.key(.function(13))])
        #expect(events("\u{1B}[57427u") == [] && events("\u{1B}[57441;2u") == [])
    }

    @Test("what a key writes is what the terminal says it writes")
    func written() {
        #expect(events("\u{1B}[49:33;2u") == [.key(.character("!"))])
        #expect(events("\u{1B}[97;2;65u") == [.key(.character("A"))])
        #expect(events("\u{1B}[97;2u") == [.key(.character("A"))])
        #expect(events("\u{1B}[97:65;5u") == [.key(.control("a"))])
    }
}
