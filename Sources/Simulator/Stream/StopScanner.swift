/// Watches a text for stop sequences while it passes, holding back what may be the beginning of one.
struct StopScanner {
    private let texts: [String]
    private let stops: [[UInt8]]
    private var held: [UInt8] = []
    /// The stop sequence that was met first; nil as long as none was.
    private(set) var met: String?

    init(_ stops: [String]) {
        texts = stops
        self.stops = stops.map { Array($0.utf8) }
    }

    /// What may be sent on of the text so far.
    mutating func push(_ text: String) -> String {
        guard !stops.isEmpty else { return text }
        held += text.utf8
        let found = stops.indices.compactMap { index in place(of: stops[index]).map { (place: $0, index: index) } }
        if let first = found.min(by: { $0.place < $1.place }) {
            met = texts[first.index]
            defer { held = [] }
            return String(decoding: held[..<first.place], as: UTF8.self)
        }
        var keep = stops.map(beginning).max() ?? 0
        // Never cut a scalar in two.
        while keep < held.count, keep > 0, held[held.count - keep] & 0xC0 == 0x80 { keep += 1 }
        let sent = String(decoding: held.dropLast(keep), as: UTF8.self)
        held.removeFirst(held.count - keep)
        return sent
    }

    /// What is still held when the text is at its end.
    mutating func flush() -> String {
        defer { held = [] }
        return String(decoding: held, as: UTF8.self)
    }

    private func place(of stop: [UInt8]) -> Int? {
        guard held.count >= stop.count else { return nil }
        return (0...(held.count - stop.count)).first { held[$0..<($0 + stop.count)].elementsEqual(stop) }
    }

    /// How much of the end may be the beginning of `stop`.
    private func beginning(of stop: [UInt8]) -> Int {
        let longest = min(stop.count - 1, held.count)
        return (0...max(longest, 0)).last { held.suffix($0).elementsEqual(stop.prefix($0)) } ?? 0
    }
}
