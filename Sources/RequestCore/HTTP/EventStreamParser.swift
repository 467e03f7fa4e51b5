/// One event of an event stream.
package struct ServerSentEvent: Sendable, Hashable {
    /// The `event` field; nil if the server sent none.
    package var name: String?
    /// The `data` lines, joined by line feeds; empty only for an error without a word. The standard says UTF-8, but
    /// nothing here checks it.
    package var data: ArraySlice<UInt8>

    /// Makes an event.
    package init(name: String? = nil, data: ArraySlice<UInt8>) {
        self.name = name
        self.data = data
    }

    /// Whether the data is this text, with or without blanks around it.
    func says(_ text: String?) -> Bool {
        guard let text, data.count >= text.utf8.count else { return false }
        return Self.trimmed(data).elementsEqual(text.utf8)
    }

    private static func trimmed(_ data: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var data = data
        while let last = data.last, last <= 0x20 { data.removeLast() }
        return data.drop { $0 <= 0x20 }
    }
}

/// Cuts the bytes of an event stream into events, wherever the pieces were cut.
///
/// It follows the WHATWG's HTML standard, section 9.2.6, on bytes: lines end with LF, CR LF or CR, a byte order mark
/// at the start is skipped, comments and unknown fields are ignored. Two things differ: an event without data is
/// dropped, because no server means anything by it, and ``finish()`` may return an event without its blank line. If it
/// is asked to, it also reads what servers write into a stream that breaks off: a field `error`, an event `error`
/// without data, and a JSON object on lines of its own.
///
/// Every byte is read once, however long a line is and however small the pieces are.
package struct EventStreamParser: Sendable {
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The beginning of a line, until its end arrives.
    private var line: [UInt8] = []
    private var data: ArraySlice<UInt8>?
    private var name: String?
    /// Whether the last byte was CR, so that a following LF belongs to it.
    private var endedInCarriageReturn = false
    /// How many bytes of a byte order mark have been read; nil after the start.
    private var markLength: Int? = 0

    /// The data of the last event if it is not JSON.
    private let endMark: String?
    private let takesStrayObjects: Bool
    /// A JSON object without a field's name, until it is closed.
    private var stray: StrayObject?

    /// Makes a parser for a new stream.
    ///
    /// - Parameters:
    ///   - endMark: the data of the event that ends the server's streams, if it is not JSON.
    ///   - takesStrayObjects: whether errors and objects outside of events are read, too.
    package init(endMark: String? = nil, takesStrayObjects: Bool = false) {
        self.endMark = endMark
        self.takesStrayObjects = takesStrayObjects
    }

    /// The bytes of the event that is not complete.
    var pendingLength: Int { line.count + (data?.count ?? 0) + (stray?.bytes.count ?? 0) }

    /// Reads the next bytes of the stream.
    ///
    /// - Returns: the events that these bytes complete.
    package mutating func feed(_ bytes: [UInt8]) -> [ServerSentEvent] {
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
    /// The standard drops an event without a blank line after it. Servers forget that line after their last event, so
    /// here the event counts if it is whole: a JSON object or array, or the end mark.
    package mutating func finish() -> ServerSentEvent? {
        var events: [ServerSentEvent] = []
        takeLine(endingWith: [], into: &events)
        if events.isEmpty { takeLine(endingWith: [], into: &events) }
        let last = events.last
        let takesAll = takesStrayObjects && last?.name == "error"
        self = EventStreamParser(endMark: endMark, takesStrayObjects: takesStrayObjects)
        guard let last, takesAll || last.says(endMark) || JSONShape.isWholeContainer(last.data) else { return nil }
        return last
    }

    /// - Returns: the beginning of the text in `bytes`.
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
            } else if takesStrayObjects, data == nil, name == "error" {
                events.append(ServerSentEvent(name: name, data: []))
            }
            data = nil
            name = nil
            stray = nil
        } else if let value = Self.value(of: "data", in: line) {
            if data == nil {
                data = value
            } else {
                data?.append(UInt8(ascii: "\n"))
                data?.append(contentsOf: value)
            }
        } else if let value = Self.value(of: "event", in: line) {
            name = value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
        } else if takesStrayObjects {
            takeStray(line, into: &events)
        }
    }

    /// Reads a line that is of no event: llama.cpp reports an error under a field `error`, proxies as bare JSON.
    private mutating func takeStray(_ line: ArraySlice<UInt8>, into events: inout [ServerSentEvent]) {
        if stray == nil, let value = Self.value(of: "error", in: line) {
            if !value.isEmpty { events.append(ServerSentEvent(name: "error", data: value)) }
            return
        }
        guard stray != nil || line.first(where: { $0 > 0x20 }) == UInt8(ascii: "{") else { return }
        stray = stray ?? StrayObject()
        stray?.take(line)
        guard let whole = stray, whole.isClosed else { return }
        stray = nil
        events.append(ServerSentEvent(data: whole.bytes[...]))
    }

    /// A JSON object that stands on lines of its own.
    private struct StrayObject: Sendable {
        private(set) var bytes: [UInt8] = []
        private var progress = JSONShape.ObjectProgress()

        var isClosed: Bool { progress.isClosed }

        mutating func take(_ line: ArraySlice<UInt8>) {
            if !bytes.isEmpty { bytes.append(UInt8(ascii: "\n")) }
            bytes += line
            for byte in line { progress.take(byte) }
        }
    }

    /// The value if `line` is that field. One space after the colon is not part of it.
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
