import RequestCore

/// The event stream's rules once more, over the whole text at once and with nothing of the parser's.
struct EventStreamReference {
    /// What a reader has when the last byte is in.
    private(set) var events: [ServerSentEvent] = []
    /// What the end of the stream adds.
    private(set) var last: ServerSentEvent?
    private var name: String?
    private var data: [[UInt8]] = []

    init(_ bytes: [UInt8]) {
        let text = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
        var lines: [[UInt8]] = [[]]
        var previous: UInt8?
        for byte in text {
            switch (previous, byte) {
            case (0x0D, 0x0A): break
            case (_, 0x0D), (_, 0x0A): lines.append([])
            default: lines[lines.count - 1].append(byte)
            }
            previous = byte
        }
        for line in lines.dropLast() { take(line) }
        var ended = self
        ended.take(lines.last ?? [])
        ended.take([])
        guard ended.events.count > events.count, let last = ended.events.last else { return }
        let start = last.data.drop { $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
        let isContainer = start.first == UInt8(ascii: "{") || start.first == UInt8(ascii: "[")
        let depth = JSONGrammar(Array(last.data))?.depth
        let words = last.data.split { $0 <= 0x20 }
        let isEndMark = words.count == 1 && words[0].elementsEqual("[DONE]".utf8)
        if isEndMark || isContainer && (1...512).contains(depth ?? 0) { self.last = last }
    }

    private mutating func take(_ line: [UInt8]) {
        guard !line.isEmpty else {
            let joined = Array(data.joined(separator: [0x0A]))
            if joined.contains(where: { $0 != 0x0A }) { events.append(ServerSentEvent(name: name, data: joined[...])) }
            (name, data) = (nil, [])
            return
        }
        let colon = line.firstIndex(of: UInt8(ascii: ":"))
        var value = colon.map { Array(line[($0 + 1)...]) } ?? []
        if value.first == 0x20 { value.removeFirst() }
        switch String(decoding: line[..<(colon ?? line.count)], as: UTF8.self) {
        case "data": data.append(value)
        case "event": name = value.isEmpty ? nil : String(decoding: value, as: UTF8.self)
        default: break
        }
    }
}
