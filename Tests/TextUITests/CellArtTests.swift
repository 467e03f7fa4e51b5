import Testing

@testable import TextUI

@Suite("Images of characters")
struct CellArtTests {
    private func art(_ text: String, _ width: Int, _ height: Int) throws -> Frame {
        var frame = Frame(size: Size(width: width + 2, height: height + 2))
        let art = try CellArt(reading: text, size: Size(width: width, height: height))
        for row in 0..<height { frame.put(art, row: row, at: Point(x: 1, y: 1 + row)) }
        return frame
    }

    @Test("characters and their colours become cells")
    func colours() throws {
        let frame = try art("\u{1b}[0m\u{1b}[38;5;231;48;2;1;2;3m▀\u{1b}[7m \u{1b}[0m\n\u{1b}[91;107mx", 2, 2)
        #expect(frame.text() == "\n ▀\n x\n")
        #expect(frame[x: 1, y: 1].style == Style(foreground: .rgb(255, 255, 255), background: .rgb(1, 2, 3)))
        #expect(frame[x: 2, y: 1].style.attributes == .reverse)
        #expect(frame[x: 1, y: 2].style == Style(foreground: .ansi(9), background: .ansi(15)))
    }

    @Test("the colours of xterm's palette are what they are there")
    func palette() {
        #expect(Color(palette: 7) == .ansi(7))
        #expect(Color(palette: 16) == .rgb(0, 0, 0))
        #expect(Color(palette: 110) == .rgb(135, 175, 215))
        #expect(Color(palette: 232) == .rgb(8, 8, 8))
        #expect(Color(palette: 255) == .rgb(238, 238, 238))
    }

    @Test(
        "anything that is no colour and no character of one column is refused",
        arguments: [
            "\u{1b}]0;title\u{7}", "\u{1b}[2J", "\u{1b}[?1049h", "\u{1b}P0;q\u{1b}\\", "\u{1b}_Ga=d\u{1b}\\", "a\u{7}",
            "\u{9b}31m", "\u{1b}[38;5m", "\u{1b}[38;2;1;2m", "\u{1b}[38;5;256m", "\u{1b}[5m", "\u{1b}", "\u{1b}[3", "字",
            "e\u{301}", "\u{10EEEE}", "\u{202e}", "abc", "a\nb\nc", "\u{1b}[?25m", "\t",
        ])
    func refused(_ text: String) {
        #expect(throws: CellArt.Problem.self) { try CellArt(reading: text, size: Size(width: 2, height: 2)) }
    }

    @Test("rows that end early are filled with spaces")
    func short() throws {
        let frame = try art("\u{1b}[?25l\u{1b}[44ma\u{1b}[0m\n\u{1b}[?25h", 2, 2)
        #expect(frame[x: 2, y: 1].style == .plain)
        #expect(frame[x: 1, y: 1].style.background == .ansi(4))
    }

    @Test("an image is cut at the edges of the clip, and takes wide letters below it away whole")
    func clipped() throws {
        var frame = Frame(size: Size(width: 6, height: 1))
        frame.put("字字字", at: Point(x: 0, y: 0))
        let art = try CellArt(reading: "abcdef", size: Size(width: 6, height: 1))
        frame.put(art, row: 0, at: Point(x: 0, y: 0), clip: Rect(x: 1, y: 0, width: 2, height: 1))
        #expect(frame.text() == " bc 字")
        frame.put(art, row: 1, at: Point(x: 0, y: 0))
        frame.put(art, row: 0, at: Point(x: -4, y: 0))
        #expect(frame.text() == "efc 字")
    }
}
