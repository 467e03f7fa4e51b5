/// The text of a web page that came in place of an answer.
enum HTMLText {
    static func isHTML(_ text: String) -> Bool {
        let start = trimmed(String(text.prefix(512))).lowercased()
        return start.hasPrefix("<!doctype") || start.hasPrefix("<html") || start.hasPrefix("<head")
            || start.hasPrefix("<body") || start.hasPrefix("<?xml") || start.hasPrefix("<!--") || start.hasPrefix("<h1")
            || start.hasPrefix("<p")
    }

    /// The page's title, else the beginning of its text.
    static func summary(of page: String) -> String {
        let page = String(page.prefix(100_000))
        let title = trimmed(strip(between("<title", "</title", in: page) ?? ""))
        if !title.isEmpty { return Excerpt.of(title) }
        let body = trimmed(strip(page))
        return body.isEmpty ? "an empty web page" : Excerpt.of(body)
    }

    /// The text without white space at both ends, and with one space for each run inside.
    static func trimmed(_ text: String) -> String {
        text.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    private static func between(_ opening: String, _ closing: String, in page: String) -> String? {
        let lowered = Array(page.lowercased().utf8)
        let bytes = Array(page.utf8)
        // Lower-casing changes the length of a few letters outside ASCII. Then only the text is used.
        guard lowered.count == bytes.count, let start = find(opening, in: lowered, from: 0),
            let tagEnd = lowered[start...].firstIndex(of: UInt8(ascii: ">")),
            let end = find(closing, in: lowered, from: tagEnd)
        else { return nil }
        return String(decoding: bytes[(tagEnd + 1)..<end], as: UTF8.self)
    }

    private static func find(_ word: String, in bytes: [UInt8], from start: Int) -> Int? {
        let word = Array(word.utf8)
        guard start + word.count <= bytes.count else { return nil }
        return (start...(bytes.count - word.count)).first { bytes[$0..<($0 + word.count)].elementsEqual(word) }
    }

    /// The text without tags, scripts and styles, with the five named entities replaced.
    private static func strip(_ page: String) -> String {
        var text = ""
        var rest = Substring(page)
        while let tag = rest.firstIndex(of: "<") {
            text += rest[..<tag]
            text += " "
            let after = rest[rest.index(after: tag)...]
            let name = after.prefix { $0.isLetter }.lowercased()
            guard let end = after.firstIndex(of: ">") else { return entities(text) }
            rest = after[after.index(after: end)...]
            if name == "script" || name == "style" { rest = skip(name, in: rest) }
        }
        return entities(text + rest)
    }

    private static func skip(_ element: String, in text: Substring) -> Substring {
        var rest = text
        while let tag = rest.firstIndex(of: "<") {
            rest = rest[rest.index(after: tag)...]
            guard rest.first == "/", rest.dropFirst().prefix(element.count).lowercased() == element else { continue }
            guard let end = rest.firstIndex(of: ">") else { return "" }
            return rest[rest.index(after: end)...]
        }
        return ""
    }

    private static func entities(_ text: String) -> String {
        let known = ["lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": " ", "amp": "&"]
        var result = ""
        var rest = Substring(text)
        while let mark = rest.firstIndex(of: "&") {
            result += rest[..<mark]
            let after = rest[rest.index(after: mark)...]
            let name = after.prefix(6).prefix { $0.isLetter }
            if let meant = known[String(name)], after.dropFirst(name.count).first == ";" {
                result += meant
                rest = after.dropFirst(name.count + 1)
            } else {
                result += "&"
                rest = after
            }
        }
        return result + rest
    }
}
