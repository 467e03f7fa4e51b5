import RequestCore
import Testing

@Suite struct EventStreamParserTests {
    /// Events as text, one for each: `name|data`.
    private func read(_ pieces: [[UInt8]]) -> [String] {
        var parser = EventStreamParser(endMark: "[DONE]")
        var events = pieces.flatMap { parser.feed($0) }
        if let last = parser.finish() { events.append(last) }
        return events.map { ($0.name ?? "") + "|" + String(decoding: $0.data, as: UTF8.self) }
    }

    private func read(_ text: String) -> [String] { read([Array(text.utf8)]) }

    /// Everything that can go wrong at a cut, in one stream.
    private static let tricky = Array(
        ("\u{FEFF}: hello\r\nretry: 10\r\n\r\ndata: {\"a\":1}\r\n\r\nevent: x\ndata:two\rdata: é😀\u{2028}\u{85}\r\r"
            + "id: 4\ndata\ndata\n\nunknown: 1\ndata:  spaced\n\n:\n\ndata: [DONE]\r\n\r\n").utf8)
    private static let expected = ["|{\"a\":1}", "x|two\né😀\u{2028}\u{85}", "| spaced", "|[DONE]"]

    @Test("a stream is read the same in one piece and byte by byte")
    func bytewise() {
        #expect(read([Self.tricky]) == Self.expected)
        #expect(read(Self.tricky.map { [$0] }) == Self.expected)
    }

    @Test("a stream is read the same wherever it is cut once or twice")
    func everyCut() {
        let bytes = Self.tricky
        var wrong = 0
        for first in 0...bytes.count {
            for second in first...bytes.count {
                let pieces = [Array(bytes[..<first]), Array(bytes[first..<second]), Array(bytes[second...])]
                if read(pieces) != Self.expected { wrong += 1 }
            }
        }
        #expect(wrong == 0)
    }

    @Test("line ends are LF, CR LF and CR, also mixed")
    func lineEnds() {
        #expect(
            read("data: a\n\ndata: b\r\n\r\ndata: c\r\rdata: d\r\n\ndata: e\n\r") == ["|a", "|b", "|c", "|d", "|e"])
    }

    @Test("a byte order mark counts at the start only, and half of one is text")
    func byteOrderMark() {
        #expect(read("\u{FEFF}data: a\n\n") == ["|a"])
        #expect(read("\u{FEFF}\u{FEFF}data: a\n\n") == [])
        #expect(read([[0xEF], [0xBB], Array("data: a\n\n".utf8)]) == [])
        #expect(read("data: a\n\n\u{FEFF}data: b\n\n") == ["|a"])
    }

    @Test("events without data are dropped, and a name does not outlive its event")
    func emptyData() {
        #expect(read("data:\n\ndata: \n\nevent: ping\n\ndata: x\n\nevent:\ndata: y\n\n") == ["|x", "|y"])
        #expect(read("data\ndata\n\ndata:\ndata: z\n\n") == ["|\nz"])
    }

    @Test("a field needs its exact name")
    func fieldNames() {
        #expect(read(" data: a\n\nDATA: b\n\ndatab: c\n\ndata : d\n\ndat\n\n") == [])
    }

    @Test("the last event counts without its blank line if it is whole JSON or [DONE]")
    func missingBlankLine() {
        #expect(read("data: {\"a\":1}") == ["|{\"a\":1}"])
        #expect(read("data: {\"a\":1}\n") == ["|{\"a\":1}"])
        #expect(read("data: [DONE]") == ["|[DONE]"])
        #expect(read("data: {\"a\":1") == [])
        #expect(read("data: 12") == [])
        #expect(read("data: [DON") == [])
        #expect(read("data: x\n\nda") == ["|x"])
    }

    @Test("a line of 20 MB in small pieces takes time in proportion")
    func longLine() {
        var parser = EventStreamParser(endMark: "[DONE]")
        var events: [ServerSentEvent] = parser.feed(Array("data: \"".utf8))
        let piece = [UInt8](repeating: UInt8(ascii: "x"), count: 4096)
        for _ in 0..<5000 { events += parser.feed(piece) }
        events += parser.feed(Array("\"\n\n".utf8))
        #expect(events.count == 1)
        #expect(events.first?.data.count == 5000 * 4096 + 2)
    }
}
