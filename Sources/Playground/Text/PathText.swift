import Prompts

/// Reads paths as people type them and as terminals drop them: quoted, with backslashes, as `file://` URLs.
package enum PathText {
    private static let imageEndings = [".png", ".jpg", ".jpeg", ".webp", ".gif"]

    /// Whether a text may be a path, so that it can be completed.
    package static func isPath(_ text: String) -> Bool {
        // Only the beginning of a data URL is read, because it may have megabytes.
        let lowered = text.prefix(8).lowercased()
        return !["http://", "https://", "data:", "sha256:"].contains { lowered.hasPrefix($0) }
    }

    /// The single path in a text.
    package static func path(in text: String) -> String {
        let words = words(in: text)
        return words.count == 1 ? plain(words[0]) : plain(text)
    }

    /// The images in a text: several if each word looks like one, else the whole text as one path.
    package static func images(in text: String) -> [String] {
        let words = words(in: text).map(plain)
        if words.count == 1 || (words.count > 1 && words.allSatisfy(isImage)) { return words }
        return [plain(text)]
    }

    /// The images in a paste, if each word is one: paths and URLs with the ending of an image, and data URLs; none
    /// for a text.
    package static func offered(in text: String) -> [String] {
        if text.prefix(11).lowercased() == "data:image/", text.utf8.allSatisfy({ $0 > 0x20 }) { return [text] }
        guard text.utf8.count <= 8_192 else { return [] }
        let text = text.trimmingSpaces
        let words = words(in: text).map(plain)
        return words.allSatisfy(isOffered) ? words : []
    }

    private static func isOffered(_ word: String) -> Bool {
        let lowered = word.lowercased()
        if lowered.hasPrefix("data:image/") { return true }
        let end = isPath(word) ? lowered : String(lowered.prefix { $0 != "?" && $0 != "#" })
        return imageEndings.contains { end.hasSuffix($0) && end.utf8.count > $0.utf8.count }
    }

    /// The longest common beginning; nil if there is none.
    package static func commonPrefix(of texts: [String]) -> String? {
        guard var prefix = texts.first else { return nil }
        for text in texts.dropFirst() {
            prefix = String(zip(prefix, text).prefix { $0 == $1 }.map(\.0))
        }
        return prefix.isEmpty ? nil : prefix
    }

    private static func isImage(_ word: String) -> Bool {
        let lowered = word.lowercased()
        return !isPath(word) || imageEndings.contains { lowered.hasSuffix($0) }
    }

    /// The words of a text as a shell reads them: quotes keep words together, and a backslash takes the next
    /// character literally.
    private static func words(in text: String) -> [String] {
        var words: [String] = []
        var word: String?
        var quote: Character?
        var isEscaped = false
        // As in a shell, only plain spaces part words: macOS puts others into the names of screenshots.
        for character in text {
            if isEscaped {
                word = (word ?? "") + String(character)
                isEscaped = false
            } else if character == "\\", quote != "'" {
                isEscaped = true
            } else if character == quote {
                quote = nil
            } else if quote == nil, character == "'" || character == "\"" {
                quote = character
                word = word ?? ""
            } else if quote == nil, character == " " || character == "\t" || character.isNewline {
                if let done = word { words.append(done) }
                word = nil
            } else {
                word = (word ?? "") + String(character)
            }
        }
        // An apostrophe in a name is not an open quote.
        if quote != nil { return [text] }
        if let last = word { words.append(last) }
        return words
    }

    /// A `file:` URL as its path, anything else as it is.
    private static func plain(_ text: String) -> String { FileURL.path(of: text) ?? text }
}
