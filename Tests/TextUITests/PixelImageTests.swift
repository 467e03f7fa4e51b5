import Testing

@testable import TextUI

@Suite("Images in pixels")
struct PixelImageTests {
    /// One pixel, four bytes.
    private let one = "\u{1b}_Ga=T,f=32,s=1,v=1,c=1,r=1,m=1\u{1b}\\\u{1b}_Gm=1;AAE=\u{1b}\\\u{1b}_Gm=0;AgM=\u{1b}\\\n"

    private func read(_ text: String) throws -> PixelImage {
        try PixelImage(readingKitty: text, size: Size(width: 2, height: 1))
    }

    @Test("size and pixels are taken, whatever pieces they come in")
    func pieces() throws {
        let image = try read(one)
        #expect(image.width == 1 && image.height == 1 && image.rgba == [0, 1, 2, 3])
    }

    @Test(
        "anything else is refused",
        arguments: [
            "", "text", "\u{1b}[2J", "\u{1b}_Ga=T,f=32,s=1,v=1,m=0;AAAA\u{1b}\\",
            "\u{1b}_Ga=T,f=32,s=1,v=1,m=1;AAAAAA==\u{1b}\\",
            "\u{1b}_Ga=d,d=A\u{1b}\\", "\u{1b}_Ga=T,f=100,s=1,v=1,m=0;AAAAAA==\u{1b}\\",
            "\u{1b}_Ga=T,f=32,t=f,s=1,v=1,m=0;AAAAAA==\u{1b}\\", "\u{1b}_Ga=T,f=32,s=1,v=1,m=0;AAAA\u{7}==\u{1b}\\",
            "\u{1b}_Ga=T,f=32,s=-1,v=1,m=0;\u{1b}\\", "\u{1b}_Ga=T,f=32,s=99999999,v=99999999,m=0;AAAAAA==\u{1b}\\",
        ])
    func refused(_ text: String) {
        #expect(throws: PixelImage.Problem.self) { try read(text) }
    }

    @Test("nothing may follow the last piece")
    func tail() {
        #expect(throws: PixelImage.Problem.self) { try read(one + "\u{1b}]0;title\u{7}") }
    }

    @Test("cells know their part of the image; what is drawn over them is what it was")
    func cells() throws {
        var frame = Frame(size: Size(width: 4, height: 2))
        let before = frame
        frame.put(try read(one), row: 0, at: Point(x: 1, y: 1), clip: Rect(x: 0, y: 0, width: 2, height: 2))
        #expect(frame[x: 1, y: 1].image == ImageCell(id: 16, row: 0, column: 0))
        #expect(frame[x: 2, y: 1].image == nil)
        #expect(frame != before)
        frame.put("ab", at: Point(x: 0, y: 1))
        #expect(frame[x: 1, y: 1].image == nil)
        #expect(frame.text() == "\nab")
    }

    @Test("a text cannot stand for an image")
    func placeholder() {
        var frame = Frame(size: Size(width: 12, height: 1))
        frame.put("\u{10EEEE}\u{305}\u{305}", at: Point(x: 0, y: 0))
        #expect(!frame.text().unicodeScalars.contains("\u{10EEEE}"))
    }

    @Test("what a terminal says of itself is told, and is never keys")
    func reports() {
        var decoder = InputDecoder()
        let reports: [TerminalEvent] = [
            .report(.name("kitty(0.35.2)")), .report(.kittyGraphics), .report(.cellSize(Size(width: 10, height: 21))),
            .report(.sixel),
        ]
        let answer = "\u{1b}P>|kitty(0.35.2)\u{1b}\\\u{1b}_Gi=31;OK\u{1b}\\\u{1b}[6;21;10t\u{1b}[?62;4c"
        #expect(decoder.decode(Array(answer.utf8)) == reports)
        #expect(
            decoder.decode(Array("\u{1b}_Gi=31;ENOTSUP\u{1b}\\\u{1b}[6;0;10t\u{1b}[8;24;80t\u{1b}[?1;2cx".utf8)) == [
                .key(.character("x"))
            ])
        var events: [TerminalEvent] = []
        for byte in Array(answer.utf8) { events += decoder.decode([byte]) }
        #expect(events == reports)
    }
}
