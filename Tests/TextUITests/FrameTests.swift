import Fuzzing
import Testing
import TextUI

@Suite struct FrameTests {
    private func frame(_ width: Int, _ height: Int = 1) -> Frame {
        Frame(size: Size(width: width, height: height))
    }

    @Test("text is put at its place and its columns are told")
    func put() {
        var frame = frame(10, 2)
        #expect(frame.put("héllo", at: Point(x: 1, y: 1)) == 5)
        #expect(frame.text() == "\n héllo")
        #expect(frame[x: 2, y: 1] == Cell(text: "é", width: 1, style: .plain))
    }

    @Test("nothing is drawn outside the frame or the clip")
    func clipping() {
        var frame = frame(6, 2)
        frame.put("abcdefghij", at: Point(x: -2, y: 0))
        frame.put("abc", at: Point(x: 0, y: 2))
        frame.put("abc", at: Point(x: 0, y: -1))
        frame.put("0123456789", at: Point(x: -1, y: 1), clip: Rect(x: 2, y: 0, width: 2, height: 9))
        #expect(frame.text() == "cdefgh\n  34")
    }

    @Test("a wide character is never cut in half")
    func wideAtEdges() {
        var frame = frame(4)
        frame.put("abc漢", at: Point(x: 0, y: 0))
        #expect(frame.text() == "abc")
        frame.put("漢字", at: Point(x: -1, y: 0))
        #expect(frame.text() == " 字")
        #expect(frame[x: 1, y: 0].width == 2 && frame[x: 2, y: 0].width == 0)
    }

    @Test("writing over one half of a wide character leaves a space in the other")
    func overwriting() {
        var frame = frame(6)
        frame.put("漢字漢", at: Point(x: 0, y: 0))
        frame.put("x", at: Point(x: 1, y: 0))
        frame.put("y", at: Point(x: 2, y: 0))
        #expect(frame.text() == " xy 漢")
        frame.fill(Rect(x: 5, y: 0, width: 1, height: 1), character: "z")
        #expect(frame.text() == " xy  z")
        frame.put("漢字", at: Point(x: 0, y: 0))
        frame.put("字", at: Point(x: 1, y: 0))
        #expect(frame.text() == " 字  z")
    }

    @Test("control characters are drawn visibly")
    func controls() {
        var frame = frame(20)
        #expect(frame.put("a\u{1B}[1m\tb\nc\r\n\u{9B}", at: Point(x: 0, y: 0)) == 15)
        #expect(frame.text() == "a␛[1m␉b␊c␍␊‹9b›")
    }

    @Test("what is put takes the columns that DisplayWidth counts, and every row stays whole")
    func property() {
        var generator = SeededGenerator(seed: 5)
        for _ in 0..<1000 {
            let text = HostileText.make(&generator, pieces: 12)
            var wide = frame(400)
            #expect(wide.put(text, at: Point(x: 0, y: 0)) == DisplayWidth.of(text), "\(text.debugDescription)")
            var narrow = frame(12)
            for _ in 0..<3 {
                let text = HostileText.make(&generator, pieces: 6)
                narrow.put(text, at: Point(x: Int.random(in: -4...12, using: &generator), y: 0))
            }
            var expected = 0
            for x in 0..<12 {
                let cell = narrow[x: x, y: 0]
                #expect((cell.width == 0) == (expected > 0))
                expected = cell.width == 0 ? expected - 1 : cell.width - 1
            }
            #expect(expected == 0)
        }
    }

    @Test("boxes, fills and styles")
    func boxes() {
        var frame = frame(5, 3)
        frame.box(frame.bounds)
        #expect(frame.text() == "┌───┐\n│   │\n└───┘")
        frame.box(frame.bounds, borders: .ascii)
        #expect(frame.text() == "+---+\n|   |\n+---+")
        frame.restyle(Rect(x: 1, y: 1, width: 2, height: 1)) { $0 = $0.reversed() }
        let reversed = (0..<3).map { y in
            String((0..<5).map { frame.style(at: Point(x: $0, y: y)).attributes.contains(.reverse) ? "R" : "." })
        }
        #expect(reversed == [".....", ".RR..", "....."])
    }

    @Test("only cells that look different have changed since an earlier frame")
    func changes() {
        var before = frame(10)
        before.put("a e\u{301} 漢", at: Point(x: 0, y: 0))
        var after = frame(10)
        after.put("👩‍👧", at: Point(x: 0, y: 0))
        after.put("a e\u{301} 字", at: Point(x: 0, y: 0))
        var changed: [Point: Cell] = [:]
        after.forEachChange(since: before) { changed[$0] = $1 }
        #expect(changed == [Point(x: 4, y: 0): Cell(text: "字", width: 2, style: .plain)])
        #expect(before != after)
        after.put("漢", at: Point(x: 4, y: 0))
        #expect(before == after)
    }

    @Test("styled text keeps its styles, measures itself and is cut with an ellipsis")
    func styledText() {
        let bold = Style().bold()
        let text: StyledText = "ab" + StyledText("cd漢", bold)
        #expect(text.width == 6)
        #expect(text.truncated(to: 6) == text)
        #expect(text.truncated(to: 5).text == "abcd…")
        #expect(text.truncated(to: 2).text == "a…")
        #expect(text.truncated(to: 3).spans.last == StyledText.Span("…", bold))
        var frame = frame(8)
        #expect(frame.put(text, at: Point(x: 1, y: 0)) == 6)
        #expect(frame.text() == " abcd漢")
        #expect(frame.style(at: Point(x: 3, y: 0)) == bold)
    }

    @Test("rectangles are split, inset and centred")
    func rectangles() {
        let rect = Rect(x: 2, y: 1, width: 10, height: 5)
        #expect(rect.removingTop(2) == (Rect(x: 2, y: 1, width: 10, height: 2), Rect(x: 2, y: 3, width: 10, height: 3)))
        #expect(rect.removingBottom(9).rest.isEmpty)
        #expect(rect.removingLeft(3).rest == Rect(x: 5, y: 1, width: 7, height: 5))
        #expect(rect.inset(by: 1) == Rect(x: 3, y: 2, width: 8, height: 3))
        #expect(rect.inset(by: 4).isEmpty)
        #expect(rect.centred(Size(width: 4, height: 9)) == Rect(x: 5, y: 1, width: 4, height: 5))
        #expect(rect.intersection(Rect(x: 0, y: 0, width: 4, height: 2)) == Rect(x: 2, y: 1, width: 2, height: 1))
        #expect(rect.intersection(Rect(x: 20, y: 0, width: 4, height: 2)).isEmpty)
        #expect(rect.contains(Point(x: 11, y: 5)) && !rect.contains(Point(x: 12, y: 5)))
    }
}
