/// Comments above the front matter of a file, such as a licence: `# …`, `<!-- … -->`, `{{! … }}` `{# … #}`,
/// `// …` and `/* … */`.
///
/// A Markdown heading looks like the first of them, so what follows has to look like settings as well.
enum LeadingComment {
    private static let blocks: [(opening: [UInt8], closing: [UInt8])] = [
        ("<!--", "-->"), ("{{!--", "--}}"), ("{{!", "}}"), ("{#", "#}"), ("/*", "*/"),
    ].map { (Array($0.0.utf8), Array($0.1.utf8)) }

    private static let lineComment = Array("//".utf8)

    /// Returns where the line after comments and blank lines begins; nil when there are none, or other text stands there.
    static func end(in bytes: [UInt8], from start: Int) -> Int? {
        var line = start
        while line < bytes.count {
            guard let next = lineAfterComment(in: bytes, lineAt: line) else { break }
            line = next
        }
        return line > start && line < bytes.count ? line : nil
    }

    /// Returns where the next line begins, if that at `start` is blank or holds a comment and nothing else.
    private static func lineAfterComment(in bytes: [UInt8], lineAt start: Int) -> Int? {
        let first = bytes[start...].firstIndex { !Byte.isBlank($0) } ?? bytes.count
        guard first < bytes.count else { return bytes.count }
        let rest = bytes[first...]
        if bytes[first] == Byte.lineFeed { return first + 1 }
        if bytes[first] == Byte.hash || rest.starts(with: lineComment) {
            return (rest.firstIndex(of: Byte.lineFeed) ?? bytes.count - 1) + 1
        }
        guard let block = blocks.first(where: { rest.starts(with: $0.opening) }),
            let end = index(after: block.closing, in: rest.dropFirst(block.opening.count))
        else { return nil }
        let lineEnd = bytes[end...].firstIndex(of: Byte.lineFeed) ?? bytes.count
        guard bytes[end..<lineEnd].allSatisfy(Byte.isBlank) else { return nil }
        return min(lineEnd + 1, bytes.count)
    }

    private static func index(after mark: [UInt8], in text: ArraySlice<UInt8>) -> Int? {
        var at = text.startIndex
        while let found = text[at...].firstIndex(of: mark[0]) {
            if text[found...].starts(with: mark) { return found + mark.count }
            at = found + 1
        }
        return nil
    }

    /// Keys that a file of ours or of another format has at the left margin, and a Markdown text hardly does.
    private static let keys: Set<String> = Set(PromptFormat.requestFields)
        .union(["etude", "inputs", "config", "input", "output", "sample", "endpoint", "template_language"])

    /// Whether lines look like settings: one of them begins with a key that a prompt has.
    static func hasSettings(_ lines: ArraySlice<UInt8>) -> Bool {
        lines.split(separator: Byte.lineFeed).contains { line in
            guard let colon = line.prefix(40).firstIndex(of: UInt8(ascii: ":")) else { return false }
            return keys.contains(String(decoding: line[..<colon], as: UTF8.self))
        }
    }
}
