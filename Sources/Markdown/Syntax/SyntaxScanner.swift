package import TextUI

/// A part of source code with a colour.
package struct SyntaxMark: Hashable, Sendable {
    /// UTF-8 offsets.
    package var range: Range<Int>
    package var role: Theme.Role

    init(range: Range<Int>, role: Theme.Role) {
        self.range = range
        self.role = role
    }

    /// The marks of a text, from the first to the last; they do not overlap. None for a language that is not known.
    ///
    /// - Parameter language: a name or a file extension, as behind the fence of a code block.
    package static func marks(of text: String, language: String) -> [SyntaxMark] {
        SyntaxLanguage(named: language).map { SyntaxScanner($0).marks(of: text) } ?? []
    }
}

/// Finds the parts of source code that have a colour of their own. One pass over the bytes; never more.
struct SyntaxScanner {
    private let language: SyntaxLanguage

    init(_ language: SyntaxLanguage) {
        self.language = language
    }

    /// The marks from the first to the last; they do not overlap.
    func marks(of text: String) -> [SyntaxMark] {
        let bytes = Array(text.utf8)
        switch language.kind {
        case .diff: return DiffMarks.marks(of: bytes)
        case .html: return HTMLMarks.marks(of: bytes)
        case .prompt: return PromptMarks.marks(of: text)
        case .json, .code, .yaml: return code(bytes)
        }
    }

    private func code(_ bytes: [UInt8]) -> [SyntaxMark] {
        var marks: [SyntaxMark] = []
        var at = 0
        while at < bytes.count {
            let start = at
            if let end = comment(bytes, at) {
                marks.append(SyntaxMark(range: start..<end, role: .dim))
                at = end
            } else if let quote = language.quotes.first(where: { bytes.starts($0, at: at) }) {
                at = Self.endOfString(bytes, from: at, quote)
                let isKey = language.kind == .json && Self.isBeforeColon(bytes, at)
                marks.append(SyntaxMark(range: start..<at, role: isKey ? .key : .string))
            } else if language.kind == .yaml, let end = YAMLMarks.endOfKey(bytes, from: at) {
                at = end
                marks.append(SyntaxMark(range: start..<at, role: .key))
            } else if language.kind == .json, let end = Self.endOfNumber(bytes, from: at) {
                at = end
                marks.append(SyntaxMark(range: start..<at, role: .number))
            } else if bytes[at].isWord {
                while at < bytes.count, bytes[at].isWord || bytes[at] == UInt8(ascii: ".") && bytes[start].isDigit {
                    at += 1
                }
                if let role = role(ofWord: bytes[start..<at]) {
                    marks.append(SyntaxMark(range: start..<at, role: role))
                }
            } else {
                at += 1
            }
        }
        return marks
    }

    private func role(ofWord word: ArraySlice<UInt8>) -> Theme.Role? {
        if word.first?.isDigit ?? false { return .number }
        let text = String(decoding: word, as: UTF8.self)
        if language.kind == .json { return ["true", "false", "null"].contains(text) ? .number : nil }
        return language.keywords.contains(language.ignoresCase ? text.lowercased() : text) ? .key : nil
    }

    /// The end of the comment that begins here; nil if none does.
    private func comment(_ bytes: [UInt8], _ at: Int) -> Int? {
        if language.lineComments.contains(where: { bytes.starts($0, at: at) }) {
            // In a shell `#` inside of a word is no comment, as in `${#name}`.
            if bytes[at] == UInt8(ascii: "#"), at > 0, bytes[at - 1] > 0x20 { return nil }
            return bytes[at...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
        }
        guard let block = language.blockComment, bytes.starts(block.open, at: at) else { return nil }
        var end = at + block.open.utf8.count
        while end < bytes.count, !bytes.starts(block.close, at: end) { end += 1 }
        return min(bytes.count, end + block.close.utf8.count)
    }

    /// The end of the JSON number that begins here, with its sign and exponent; nil if none does.
    private static func endOfNumber(_ bytes: [UInt8], from start: Int) -> Int? {
        var at = start + (bytes[start] == UInt8(ascii: "-") ? 1 : 0)
        guard at < bytes.count, bytes[at].isDigit else { return nil }
        while at < bytes.count {
            let isSign = bytes[at] == UInt8(ascii: "-") || bytes[at] == UInt8(ascii: "+")
            guard
                bytes[at].isWord || bytes[at] == UInt8(ascii: ".")
                    || isSign && bytes[at - 1] | 0x20 == UInt8(ascii: "e")
            else { break }
            at += 1
        }
        return at
    }

    private static func endOfString(_ bytes: [UInt8], from start: Int, _ quote: String) -> Int {
        var at = start + quote.utf8.count
        let isOneLine = quote.utf8.count == 1 && quote != "`"
        while at < bytes.count {
            if bytes[at] == UInt8(ascii: "\\") {
                at += 2
            } else if bytes.starts(quote, at: at) {
                return at + quote.utf8.count
            } else if isOneLine, bytes[at] == UInt8(ascii: "\n") {
                return at
            } else {
                at += 1
            }
        }
        return bytes.count
    }

    private static func isBeforeColon(_ bytes: [UInt8], _ at: Int) -> Bool {
        bytes[at...].first { $0 > 0x20 } == UInt8(ascii: ":")
    }
}

extension [UInt8] {
    fileprivate func starts(_ text: String, at start: Int) -> Bool {
        let wanted = text.utf8
        guard start + wanted.count <= count, self[start] == wanted.first else { return false }
        return self[start..<(start + wanted.count)].elementsEqual(wanted)
    }
}

extension UInt8 {
    fileprivate var isDigit: Bool { self >= UInt8(ascii: "0") && self <= UInt8(ascii: "9") }

    fileprivate var isWord: Bool {
        isDigit || self == UInt8(ascii: "_") || self >= 0x80
            || (self | 0x20 >= UInt8(ascii: "a") && self | 0x20 <= UInt8(ascii: "z"))
    }
}
