import Fuzzing
import Testing
import TextUI

@Suite struct TextWrapperTests {
    @Test(
        "text is broken after spaces, beside wide characters, and in words longer than a row",
        arguments: [
            ("", 5, [""]), ("hello", 5, ["hello"]), ("hello world", 5, ["hello", "world"]),
            ("hello world", 8, ["hello ", "world"]), ("abcdefgh", 3, ["abc", "def", "gh"]),
            ("a bcdefgh", 4, ["a ", "bcde", "fgh"]), ("a\nb", 5, ["a", "b"]), ("a\r\nb", 5, ["a", "b"]),
            ("a\n", 5, ["a", ""]), ("\n\n", 5, ["", "", ""]), ("漢字漢", 5, ["漢字", "漢"]), ("漢", 1, ["\u{FFFD}"]),
            ("ab漢字", 3, ["ab", "漢", "字"]), ("a\tb", 9, ["a   b"]), ("\tx", 3, ["   ", "x"]), ("a\rb", 9, ["a␍b"]),
            ("aa      b", 3, ["aa ", "b"]), ("  indent", 6, ["  inde", "nt"]), ("x \u{1B}[0m", 5, ["x ", "␛[0m"]),
        ])
    func rows(text: String, width: Int, expected: [String]) {
        #expect(TextWrapper.wrap(text, width: width).map(\.text) == expected)
    }

    @Test("rows that go on with a line are marked")
    func continuations() {
        let lines = TextWrapper.wrap("one two\nthree", width: 4)
        #expect(lines.map(\.isContinuation) == [false, true, false, true])
        #expect(lines.map(\.range) == [0..<4, 4..<8, 8..<12, 12..<13])
    }

    @Test("the rows' ranges are the whole text, and no row is wider than the width or narrower than it says")
    func property() {
        var generator = SeededGenerator(seed: 3)
        for _ in 0..<1500 {
            let text = HostileText.make(&generator, pieces: 30)
            let width = Int.random(in: 1...14, using: &generator)
            let lines = TextWrapper.wrap(text, width: width)
            var offset = 0
            for line in lines {
                #expect(line.range.lowerBound == offset)
                offset = line.range.upperBound
                #expect(line.width <= width, "\(text.debugDescription) at \(width)")
                #expect(DisplayWidth.of(line.text) == line.width, "\(text.debugDescription) at \(width)")
            }
            #expect(offset == text.utf8.count)
        }
    }

    @Test("a text that grows in any pieces is wrapped as if it had been there at once")
    func growing() {
        var generator = SeededGenerator(seed: 4)
        for _ in 0..<1500 {
            let width = Int.random(in: 1...14, using: &generator)
            var growing = GrowingWrap(width: width)
            var text = ""
            for _ in 0..<20 {
                let piece = HostileText.pieces.randomElement(using: &generator) ?? ""
                text += piece
                growing.append(piece)
            }
            #expect(growing.text == text)
            #expect(growing.lines == TextWrapper.wrap(text, width: width), "\(text.debugDescription) at \(width)")
        }
    }

    @Test("an answer of 20,000 pieces without a line break is wrapped in time that grows with its length only")
    func growingFast() {
        let clock = ContinuousClock()
        func time(_ pieces: Int) -> Duration {
            clock.measure {
                var growing = GrowingWrap(width: 60)
                for _ in 0..<pieces { growing.append("some ") }
                #expect(growing.lines.count == (pieces * 5 + 59) / 60)
            }
        }
        _ = time(1000)
        #expect(time(20_000) < time(2000) * 60 + .milliseconds(200))
    }
}
