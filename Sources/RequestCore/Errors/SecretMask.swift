/// Masks keys in text that others wrote.
enum SecretMask {
    private static let dots = "•••"

    static func mask(_ error: RunError, _ secrets: [Secret]) -> RunError {
        guard !secrets.isEmpty else { return error }
        var error = error
        error.message = mask(error.message, secrets)
        error.rawBody = error.rawBody.map { mask($0, secrets) }
        error.param = error.param.map { mask($0, secrets) }
        error.code = error.code.map { mask($0, secrets) }
        error.requestID = error.requestID.map { mask($0, secrets) }
        return error
    }

    static func mask(_ text: String, _ secrets: [Secret]) -> String {
        secrets.map(\.revealed).reduce(mask(text, SecretSpans(secrets))) { text, key in
            key.utf8.count < 4 ? text : maskShortened(text, key)
        }
    }

    /// Masks keys and what is half a key or more, however they are written.
    static func mask(_ text: String, _ secrets: SecretSpans) -> String {
        guard !secrets.isEmpty else { return text }
        let bytes = Array(text.utf8)
        return mask(bytes, secrets, from: 0, to: bytes.count)
    }

    /// A part of a text with keys masked, also those that reach beyond it.
    static func mask(_ bytes: [UInt8], _ secrets: SecretSpans, from start: Int, to end: Int) -> String {
        var result: [UInt8] = []
        var at = start
        for span in secrets.spans(in: bytes) where span.upperBound > start && span.lowerBound < end {
            result += bytes[at..<max(at, span.lowerBound)]
            result += dots.utf8
            at = min(end, span.upperBound)
        }
        return String(decoding: result + bytes[at..<end], as: UTF8.self)
    }

    /// The places of a key of at least four bytes. A short key could be a common word, so it counts only where it stands
    /// alone.
    static func places(of key: [UInt8], in bytes: [UInt8]) -> [Int] {
        guard let first = key.first else { return [] }
        let mustStandAlone = key.count < 8
        var places: [Int] = []
        var at = 0
        while at + key.count <= bytes.count {
            let end = at + key.count
            if bytes[at] == first, bytes[at..<end].elementsEqual(key),
                !mustStandAlone || !(isWord(bytes, at - 1) || isWord(bytes, end))
            {
                places.append(at)
                at = end
            } else {
                at += 1
            }
        }
        return places
    }

    private static func isWord(_ bytes: [UInt8], _ at: Int) -> Bool {
        guard bytes.indices.contains(at) else { return false }
        let byte = bytes[at]
        return byte >= 0x80 || byte == UInt8(ascii: "_") || Character(Unicode.Scalar(byte)).isLetter
            || Character(Unicode.Scalar(byte)).isNumber
    }

    /// Masks the rest of a key that the server shortened itself: `sk-abc***xyz`, `sk-a…wxyz`.
    private static func maskShortened(_ text: String, _ key: String) -> String {
        guard text.contains(where: { $0 == "*" || $0 == "…" || $0 == "." }) else { return text }
        var result = ""
        var word = ""
        for character in text {
            if character.isLetter || character.isNumber || "-_*….".contains(character) {
                word.append(character)
            } else {
                result += masked(word, key)
                result.append(character)
                word = ""
            }
        }
        return result + masked(word, key)
    }

    private static func masked(_ word: String, _ key: String) -> String {
        let head = word.prefix { !"*…".contains($0) }
        let dotted = word.contains("...")
        guard dotted || head.count < word.count else { return word }
        let start = dotted ? word.prefix { $0 != "." } : head
        let rest = word.dropFirst(start.count).drop { "*….".contains($0) }
        let fill = word.dropFirst(start.count).count - rest.count
        let end = rest.last == "." ? rest.dropLast() : rest
        guard fill >= 3 || word.contains("…"), start.count >= 3, key.hasPrefix(start), key.hasSuffix(end) else {
            return word
        }
        return dots + word.suffix(rest.count - end.count)
    }
}
