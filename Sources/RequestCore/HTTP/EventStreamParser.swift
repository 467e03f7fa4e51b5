/// One event of an event stream.
public struct ServerSentEvent: Sendable, Hashable {
    /// The `event` field; nil where the server named none.
    public var name: String?
    /// The `data` lines, joined by line feeds; never empty. UTF-8 by the standard, not checked here.
    public var data: ArraySlice<UInt8>

    /// An event of these fields.
    public init(name: String? = nil, data: ArraySlice<UInt8>) {
        self.name = name
        self.data = data
    }

    /// Whether this is `[DONE]`, by which chat completions end their streams.
    public var isDone: Bool {
        data.elementsEqual("[DONE]".utf8)
    }
}

/// Cuts the bytes of an event stream into events, wherever the pieces that bring them were cut.
///
/// By the WHATWG's HTML standard, section 9.2.6, on bytes: lines end with LF, CR LF or CR, a byte order mark at the
/// start is skipped, comments and unknown fields are passed over. Two things differ: an event whose data is empty is
/// dropped, since no chat-completions server means anything by it; and ``finish()`` may give out an event that lacks
/// its blank line.
///
/// Every byte is looked at once, however long a line is and however small the pieces are.
public struct EventStreamParser: Sendable {
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The beginning of a line whose end has not arrived.
    private var line: [UInt8] = []
    private var data: ArraySlice<UInt8>?
    private var name: String?
    /// Whether the last byte was CR, so that an LF that follows belongs to it.
    private var endedInCarriageReturn = false
    /// How much of a byte order mark has been seen; nil once the start is over.
    private var markLength: Int? = 0

    /// A parser at the start of a stream.
    public init() {}

    /// Takes in the next bytes of the stream.
    ///
    /// - Returns: the events that they complete.
    public mutating func feed(_ bytes: [UInt8]) -> [ServerSentEvent] {
        var events: [ServerSentEvent] = []
        var start = skipByteOrderMark(bytes)
        if endedInCarriageReturn, start < bytes.count {
            endedInCarriageReturn = false
            if bytes[start] == UInt8(ascii: "\n") { start += 1 }
        }
        while start < bytes.count {
            let end = LineScan.endOfLine(in: bytes, from: start)
            guard end < bytes.count else {
                line += bytes[start...]
                break
            }
            takeLine(endingWith: bytes[start..<end], into: &events)
            start = end + 1
            if bytes[end] == UInt8(ascii: "\r") {
                if start == bytes.count {
                    endedInCarriageReturn = true
                } else if bytes[start] == UInt8(ascii: "\n") {
                    start += 1
                }
            }
        }
        return events
    }

    /// Ends the stream.
    ///
    /// The standard drops an event that is not followed by a blank line. Servers forget that line after their last
    /// event, so the event counts here if it is whole: a JSON object or array, or `[DONE]`.
    public mutating func finish() -> ServerSentEvent? {
        var events: [ServerSentEvent] = []
        takeLine(endingWith: [], into: &events)
        if events.isEmpty { takeLine(endingWith: [], into: &events) }
        let last = events.last
        self = EventStreamParser()
        guard let last, last.isDone || JSONShape.isWholeContainer(last.data) else { return nil }
        return last
    }

    /// - Returns: where the text begins in `bytes`.
    private mutating func skipByteOrderMark(_ bytes: [UInt8]) -> Int {
        guard var length = markLength else { return 0 }
        var at = 0
        while at < bytes.count {
            guard bytes[at] == Self.byteOrderMark[length] else {
                line += Self.byteOrderMark[..<length]
                markLength = nil
                return at
            }
            at += 1
            length += 1
            if length == Self.byteOrderMark.count {
                markLength = nil
                return at
            }
        }
        markLength = length
        return at
    }

    private mutating func takeLine(endingWith rest: ArraySlice<UInt8>, into events: inout [ServerSentEvent]) {
        guard !line.isEmpty else { return take(rest, into: &events) }
        var whole: [UInt8] = []
        swap(&whole, &line)
        whole += rest
        take(whole[...], into: &events)
    }

    private mutating func take(_ line: ArraySlice<UInt8>, into events: inout [ServerSentEvent]) {
        if line.isEmpty {
            if let data, data.contains(where: { $0 != UInt8(ascii: "\n") }) {
                events.append(ServerSentEvent(name: name, data: data))
            }
            data = nil
            name = nil
        } else if let value = Self.value(of: "data", in: line) {
            if data == nil {
                data = value
            } else {
                data?.append(UInt8(ascii: "\n"))
                data?.append(contentsOf: value)
            }
        } else if let value = Self.value(of: "event", in: line) {
            name = value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
        }
    }

    /// The value if `line` is that field; one space after the colon does not belong to it.
    @inline(__always)
    private static func value(of field: StaticString, in line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
        let length = field.utf8CodeUnitCount
        let start = line.startIndex
        guard line.count >= length else { return nil }
        for offset in 0..<length where line[start + offset] != field.utf8Start[offset] { return nil }
        guard line.count > length else { return line[line.endIndex...] }
        guard line[start + length] == UInt8(ascii: ":") else { return nil }
        let value = line[(start + length + 1)...]
        return value.first == UInt8(ascii: " ") ? value.dropFirst() : value
    }
}
