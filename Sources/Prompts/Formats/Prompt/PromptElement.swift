/// The names of the elements of a `.prompt` body and what may stand in them.
enum PromptElement: String, CaseIterable {
    case system, developer, user, assistant, tool
    case text, image, part, refusal

    /// The role of a message element; nil for what only stands inside of one.
    var role: Role? { Role(rawValue: rawValue) }

    /// The attributes of the element as a message or, for `nested`, inside of one.
    func attributes(nested: Bool) -> [String] {
        switch self {
        case .image: ["url", "detail"]
        case .text, .part, .refusal: ["indent"]
        case .tool: ["name", "id", "indent", "other"]
        case .system, .developer, .user, .assistant: nested ? [] : ["name", "indent", "other"]
        }
    }

    /// The elements that may stand in a message of this role.
    static func children(of role: Role) -> Set<PromptElement> {
        role == .assistant ? [.text, .image, .part, .tool, .refusal] : [.text, .image, .part]
    }

    /// Returns the element whose tag begins with the `<` at `position`; nil when it begins none of our tags.
    ///
    /// A tag's name ends at white space, `>` or `/>`: `<textarea>` and `<user@example.org>` are text.
    /// - Parameter meetsTag: whether another tag follows the end of `bytes`, and not the end of a line or file.
    static func tag(
        in bytes: ArraySlice<UInt8>, at position: Int, meetsTag: Bool = false
    ) -> (element: PromptElement, isClosing: Bool)? {
        var start = position + 1
        let isClosing = start < bytes.endIndex && bytes[start] == Byte.slash
        if isClosing { start += 1 }
        var end = start
        while end < bytes.endIndex, end - start <= longestName, (0x61...0x7A).contains(bytes[end]) { end += 1 }
        guard end - start >= shortestName, end - start <= longestName,
            end < bytes.endIndex ? endsName(bytes, at: end) : !meetsTag,
            let element = PromptElement(rawValue: String(decoding: bytes[start..<end], as: UTF8.self))
        else { return nil }
        return (element, isClosing)
    }

    private static let shortestName = 4
    private static let longestName = 9

    private static func endsName(_ bytes: ArraySlice<UInt8>, at position: Int) -> Bool {
        switch bytes[position] {
        case Byte.space, Byte.tab, Byte.lineFeed, Byte.greater: return true
        case Byte.slash: return position + 1 < bytes.endIndex && bytes[position + 1] == Byte.greater
        default: return false
        }
    }
}

/// The bytes with a meaning in a `.prompt` body.
enum Byte {
    static let tab: UInt8 = 0x09
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let space: UInt8 = 0x20
    static let quote: UInt8 = 0x22
    static let hash: UInt8 = 0x23
    static let ampersand: UInt8 = 0x26
    static let slash: UInt8 = 0x2F
    static let semicolon: UInt8 = 0x3B
    static let less: UInt8 = 0x3C
    static let equals: UInt8 = 0x3D
    static let greater: UInt8 = 0x3E
    static let backslash: UInt8 = 0x5C

    static func isBlank(_ byte: UInt8) -> Bool { byte == space || byte == tab }
    static func isWhite(_ byte: UInt8) -> Bool { isBlank(byte) || byte == lineFeed || byte == carriageReturn }
}
