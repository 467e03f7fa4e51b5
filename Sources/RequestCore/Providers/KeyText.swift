/// The check of a text that should be a key. A text that went wrong on its way from a web page into a file is refused
/// here, with the reason, rather than by a server in words that do not help.
package enum KeyText {
    private static let quotes: Set<Unicode.Scalar> = ["\"", "'", "`", "\u{201C}", "\u{201D}", "\u{2018}", "\u{2019}"]

    /// What is wrong with a key; nil if nothing is. The sentence never quotes the key.
    package static func problem(with key: String) -> String? {
        let scalars = key.unicodeScalars
        guard !scalars.isEmpty else { return "the key is empty" }
        if scalars.contains(where: { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }) {
            return "the key has a line break or another control character"
        }
        if scalars.contains(where: quotes.contains) { return "the key has a quotation mark in it: remove the quotes" }
        if key.lowercased().hasPrefix("bearer ") {
            return "the key begins with 'Bearer ': remove that word, Étude adds it"
        }
        if scalars.contains(where: \.properties.isWhitespace) { return "the key has a space in it: copy it again" }
        if let place = scalars.enumerated().first(where: { !$0.element.isASCII })?.offset {
            return "character \(place + 1) of the key is not an ASCII character: copy it again"
        }
        return nil
    }
}
