/// Recognises a text that a server sends whole with every chunk, so that each brings only what is new.
///
/// A stream of pieces hardly ever begins with a piece of words that the next piece repeats and continues; a stream of
/// whole texts always does. One piece that does not fit ends the suspicion.
struct CumulativeText: Sendable {
    /// What a piece of the stream brings.
    enum Change: Equatable {
        /// The piece, or its end, follows what came.
        case append(String)
        /// The piece is the whole text, and what came before it was, too.
        case replace(String)
    }

    private enum State {
        case unknown, whole, pieces
    }

    private var state = State.unknown
    /// The last piece, as long as the text may be cumulative.
    private var last = ""
    private var count = 0

    mutating func take(_ piece: String) -> Change {
        guard state != .pieces, !piece.isEmpty else { return .append(piece) }
        count += 1
        let isContinued = piece.utf8.count >= last.utf8.count && piece.utf8.starts(with: last.utf8)
        switch state {
        case .whole where isContinued:
            return advance(to: piece)
        case .unknown where isContinued && piece.utf8.count > last.utf8.count:
            guard last.utf8.count >= 3, last.contains(where: \.isLetter) else {
                last = piece
                return .append(piece)
            }
            state = .whole
            if count == 2 { return advance(to: piece) }
            last = piece
            return .replace(piece)
        case .whole where last.utf8.starts(with: piece.utf8):
            return .append("")
        case .whole, .unknown, .pieces:
            state = .pieces
            last = ""
            return .append(piece)
        }
    }

    private mutating func advance(to piece: String) -> Change {
        let new = String(decoding: piece.utf8.dropFirst(last.utf8.count), as: UTF8.self)
        last = piece
        return .append(new)
    }
}
