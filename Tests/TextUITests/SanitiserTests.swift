import Fuzzing
import Testing
import TextUI

@Suite struct SanitiserTests {
    @Test(
        "what a terminal would obey or hide is shown",
        arguments: [
            ("plain é 漢\n\ttext", "plain é 漢\n\ttext"), ("\u{1B}[31m", "␛[31m"), ("a\rb", "a␍b"), ("a\r\nb", "a\r\nb"),
            ("\u{7F}", "␡"), ("\u{9B}2J", "‹9b›2J"), ("a\u{202E}b", "a‹202e›b"), ("\u{200B}", "‹200b›"),
            ("\u{FEFF}x", "‹feff›x"), ("a\u{200D}b", "a‹200d›b"), ("\u{E0041}", "‹e0041›"), ("a\u{E0041}", "a‹e0041›"),
            ("\u{301}", "\u{25CC}\u{301}"), ("👩‍👧", "👩‍👧"), ("می\u{200C}خ", "می\u{200C}خ"), ("\u{2028}", "‹2028›"),
        ])
    func forms(text: String, expected: String) {
        #expect(Sanitiser.visible(text) == expected)
    }

    @Test("no control character survives, and what is visible stays as it is")
    func property() {
        var generator = SeededGenerator(seed: 2)
        for _ in 0..<2000 {
            let text = HostileText.make(&generator, pieces: 12)
            let visible = Sanitiser.visible(text)
            for (index, scalar) in visible.unicodeScalars.enumerated() {
                let value = scalar.value
                let isBreak = value == 0x0A || value == 0x09 || value == 0x0D
                let isControl = value < 0x20 && !isBreak || (0x7F...0x9F).contains(value)
                let isDirection = (0x202A...0x202E).contains(value) || (0x2066...0x2069).contains(value)
                #expect(!isControl && !isDirection, "\(index) in \(text.debugDescription)")
            }
            #expect(Sanitiser.visible(visible) == visible, "\(text.debugDescription)")
        }
    }

    @Test("one line has neither breaks nor runs of spaces")
    func oneLine() {
        #expect(Sanitiser.oneLine("  a\n\n b\t\r\nc \u{1B} ") == "a b c ␛")
        #expect(Sanitiser.oneLine("\n\n") == "")
    }
}
