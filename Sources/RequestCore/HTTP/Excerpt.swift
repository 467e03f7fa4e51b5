/// The beginning of a server's text, for an error that quotes it.
enum Excerpt {
    private static let length = 200

    static func of(_ bytes: some Collection<UInt8>) -> String {
        // A character has at most four bytes, and one that is cut at the end is dropped with the rest.
        of(String(decoding: bytes.prefix(length * 4 + 4), as: UTF8.self))
    }

    static func of(_ text: String) -> String {
        let cut = text.prefix(length)
        return cut.endIndex == text.endIndex ? text : cut + "…"
    }
}
