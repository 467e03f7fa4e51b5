/// A text that arrives in pieces, and may be told again as a whole.
///
/// Servers differ: the text may stand in the event that opens its item and come again in pieces, the whole may be told up
/// to three times at the end, and pieces may follow the whole. Every function returns what is new.
struct StreamedText: Sendable {
    /// What has been passed on.
    private(set) var text = ""
    /// The text of the opening event, until it is known whether the pieces repeat it.
    private var promised: String?

    /// Notes a text that stood in the opening event.
    mutating func promise(_ text: String) {
        if !text.isEmpty, self.text.isEmpty { promised = text }
    }

    /// Takes a piece.
    mutating func take(_ piece: String) -> String {
        guard let promised else {
            text += piece
            return piece
        }
        let together = text + piece
        if promised.utf8.starts(with: together.utf8) {
            text = together
            return piece
        }
        self.promised = nil
        // A piece that does not repeat the beginning goes on after it.
        let isRepetition = !text.isEmpty || together.utf8.starts(with: promised.utf8)
        let new = isRepetition ? piece : promised + piece
        text += new
        return new
    }

    /// Takes the whole text, or what stood in the opening event if it is nil. A whole that contradicts the pieces adds
    /// nothing: the finished item replaces them.
    mutating func complete(_ whole: String?) -> String {
        guard let whole = whole ?? promised, whole.utf8.starts(with: text.utf8) else { return "" }
        promised = nil
        let new = String(Substring(whole.utf8.dropFirst(text.utf8.count)))
        text = whole
        return new
    }
}
