/// The beginning of what a server sent, for an error that names it.
enum Excerpt {
    private static let length = 200

    static func of(_ bytes: some Collection<UInt8>) -> String {
        // A character has four bytes at most, and a cut one at the end is dropped with the rest.
        of(String(decoding: bytes.prefix(length * 4 + 4), as: UTF8.self))
    }

    static func of(_ text: String) -> String {
        let cut = text.prefix(length)
        return cut.endIndex == text.endIndex ? text : cut + "…"
    }
}
