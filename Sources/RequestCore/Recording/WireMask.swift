/// Masks keys in the pieces of a body, wherever they were cut. A piece is held back while a key could begin in it and
/// end in a later piece.
struct WireMask: Sendable {
    private let keys: [[UInt8]]
    private let longest: Int
    private var held: [Piece] = []
    private var heldCount = 0

    /// Bytes that arrived together.
    struct Piece: Sendable, Hashable {
        var atMS: Double
        var bytes: [UInt8]
    }

    init(_ secrets: [Secret]) {
        keys = secrets.map { Array($0.revealed.utf8) }.filter { $0.count >= 4 }
        longest = keys.map(\.count).max() ?? 0
    }

    /// Takes a piece.
    ///
    /// - Returns: the pieces that may be recorded now.
    mutating func take(_ bytes: [UInt8], atMS: Double) -> [Piece] {
        guard longest > 0 else { return [Piece(atMS: atMS, bytes: bytes)] }
        held.append(Piece(atMS: atMS, bytes: bytes))
        heldCount += bytes.count
        cover()
        var ready = 0
        var left = heldCount
        while ready < held.count, left - held[ready].bytes.count >= longest - 1 {
            left -= held[ready].bytes.count
            ready += 1
        }
        let pieces = Array(held[..<ready])
        held.removeFirst(ready)
        heldCount = left
        return pieces
    }

    /// Ends the body and returns the pieces that were held back.
    mutating func finish() -> [Piece] {
        defer {
            held = []
            heldCount = 0
        }
        return held
    }

    /// Replaces every byte of a key in `bytes` by a star, so that cuts stay where they were.
    func covering(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for key in keys {
            for start in SecretMask.places(of: key, in: bytes) {
                for at in start..<(start + key.count) { bytes[at] = UInt8(ascii: "*") }
            }
        }
        return bytes
    }

    private mutating func cover() {
        let joined = held.flatMap(\.bytes)
        let covered = covering(joined)
        guard covered != joined else { return }
        var at = 0
        for place in held.indices {
            let count = held[place].bytes.count
            held[place].bytes = Array(covered[at..<(at + count)])
            at += count
        }
    }
}
