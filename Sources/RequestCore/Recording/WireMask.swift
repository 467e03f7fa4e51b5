/// Masks keys in the pieces of a body, wherever they were cut. A piece is held back while a key could begin in it and
/// end in a later piece.
struct WireMask: Sendable {
    private let secrets: SecretSpans
    private var held: [Piece] = []
    /// Which of the held bytes are of a key. They are covered when they are recorded: what follows is compared with the
    /// bytes as they came.
    private var isSecret: [Bool] = []
    private var heldCount = 0

    /// Bytes that arrived together.
    struct Piece: Sendable, Hashable {
        var atMS: Double
        var bytes: [UInt8]
    }

    init(_ secrets: [Secret]) {
        self.secrets = SecretSpans(secrets)
    }

    /// Takes a piece.
    ///
    /// - Returns: the pieces that may be recorded now.
    mutating func take(_ bytes: [UInt8], atMS: Double) -> [Piece] {
        guard !secrets.isEmpty else { return [Piece(atMS: atMS, bytes: bytes)] }
        held.append(Piece(atMS: atMS, bytes: bytes))
        heldCount += bytes.count
        mark()
        var ready = 0
        var left = heldCount
        while ready < held.count, left - held[ready].bytes.count >= secrets.reach {
            left -= held[ready].bytes.count
            ready += 1
        }
        return release(ready)
    }

    /// Ends the body and returns the pieces that were held back.
    mutating func finish() -> [Piece] {
        release(held.count)
    }

    /// Replaces every byte of a key in `bytes` by a star, so that cuts stay where they were.
    func covering(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for span in secrets.spans(in: bytes) {
            for at in span { bytes[at] = UInt8(ascii: "*") }
        }
        return bytes
    }

    private mutating func mark() {
        isSecret += Array(repeating: false, count: heldCount - isSecret.count)
        for span in secrets.spans(in: held.flatMap(\.bytes)) {
            for at in span { isSecret[at] = true }
        }
    }

    /// The first pieces, with keys covered.
    private mutating func release(_ count: Int) -> [Piece] {
        var at = 0
        let pieces = held[..<count].map { piece in
            var piece = piece
            for place in piece.bytes.indices where isSecret[at + place] { piece.bytes[place] = UInt8(ascii: "*") }
            at += piece.bytes.count
            return piece
        }
        held.removeFirst(count)
        isSecret.removeFirst(at)
        heldCount -= at
        return pieces
    }
}
