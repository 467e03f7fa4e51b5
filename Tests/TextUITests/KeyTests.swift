import Testing
import TextUI

@Suite struct KeyTests {
    @Test(
        "keys have a name for settings and a label for the footer",
        arguments: [
            ("ctrl-r", Key.control("r"), "^R"), ("alt-enter", Key(.enter, .alt), "Alt-Enter"),
            ("f5", .function(5), "F5"), ("shift-tab", .shiftTab, "Shift-Tab"), ("ctrl-_", .control("_"), "^_"),
            ("alt-1", .alt("1"), "Alt-1"), ("space", .space, "Space"), ("?", .character("?"), "?"),
            ("ctrl-left", Key(.left, .control), "Ctrl-Left"), ("pgup", .pageUp, "PgUp"), ("esc", .escape, "Esc"),
            ("G", .character("G"), "G"), ("alt-i", .alt("i"), "Alt-I"),
            ("ctrl-space", Key(.character(" "), .control), "Ctrl-Space"),
            ("-", .character("-"), "-"), ("ctrl--", .control("-"), "^-"),
            ("ctrl-alt-shift-up", Key(.up, [.control, .alt, .shift]), "Ctrl-Alt-Shift-Up"),
            ("alt-shift-i", Key(.character("i"), [.alt, .shift]), "Alt-Shift-I"), ("é", .character("é"), "é"),
        ])
    func names(name: String, key: Key, label: String) {
        #expect(Key(description: name) == key)
        #expect(key.description == name)
        #expect(key.label == label)
    }

    @Test(
        "other spellings of a name mean the same key",
        arguments: [
            ("Ctrl-R", "ctrl-r"), ("CTRL+R", "ctrl-r"), ("Alt-I", "alt-i"), ("return", "enter"), ("Escape", "esc"),
            ("PageDown", "pgdn"), ("shift-g", "G"), ("F12", "f12"), ("alt-ctrl-x", "ctrl-alt-x"), ("del", "delete"),
        ])
    func aliases(name: String, canonical: String) {
        #expect(Key(description: name)?.description == canonical)
    }

    @Test(
        "unknown names mean no key",
        arguments: ["", "ctrl", "ctrl-", "f0", "f25", "f05", "hyper-x", "ctrl-ctrl-x", "word", " ", "\u{1B}", "f+5"])
    func unknown(name: String) {
        #expect(Key(description: name) == nil)
    }

    @Test("every key that a terminal can send is found by its name again")
    func roundTrip() {
        let codes: [Key.Code] =
            [
                .enter, .tab, .escape, .backspace, .delete, .insert, .up, .down, .left, .right, .home, .end, .pageUp,
                .pageDown,
            ]
            + (1...24).map { .function($0) } + (33...126).map { .character(Character(Unicode.Scalar($0))) }
            + [.character(" "), .character("漢")]
        for code in codes {
            for bits in 0..<8 {
                let key = Key(code, Key.Modifiers(rawValue: UInt8(bits)))
                let isShiftedSign = key.typedCharacter != nil && key.modifiers.contains(.shift)
                #expect(Key(description: key.description) == key || isShiftedSign, "\(key.description)")
            }
        }
    }
}
