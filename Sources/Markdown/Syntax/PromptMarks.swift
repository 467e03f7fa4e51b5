internal import TextUI

/// The colours of a `.prompt` file: YAML between the lines of `---`, the tags of messages, and variables.
enum PromptMarks {
    static func marks(of text: String) -> [SyntaxMark] {
        let bytes = Array(text.utf8)
        let head = endOfHead(bytes)
        var marks: [SyntaxMark] = []
        if let yaml = SyntaxLanguage(named: "yaml"), head > 0 {
            marks = SyntaxScanner(yaml).marks(of: String(decoding: bytes[..<head], as: UTF8.self))
        }
        var start = head
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            if isTag(bytes[start..<end]) {
                marks.append(SyntaxMark(range: start..<end, role: .key))
            } else {
                append(variablesOf: bytes[start..<end], to: &marks)
            }
            start = end + 1
        }
        return marks
    }

    /// The end of the settings at the beginning; 0 if there are none.
    private static func endOfHead(_ bytes: [UInt8]) -> Int {
        let fence = Array("---\n".utf8)
        guard bytes.starts(with: fence) else { return 0 }
        var start = fence.count
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            if bytes[start..<end].elementsEqual(fence.dropLast()) { return end }
            start = end + 1
        }
        return bytes.count
    }

    /// Whether a line is the beginning or the end of a message, such as `<user>` and `</user>`.
    private static func isTag(_ line: ArraySlice<UInt8>) -> Bool {
        guard line.first == UInt8(ascii: "<"), line.last == UInt8(ascii: ">") else { return false }
        let words = String(decoding: line, as: UTF8.self).dropFirst().drop { $0 == "/" }
        return ["system", "developer", "user", "assistant", "tool"].contains { name in
            words.hasPrefix(name) && !(words.dropFirst(name.count).first?.isLetter ?? false)
        }
    }

    private static func append(variablesOf line: ArraySlice<UInt8>, to marks: inout [SyntaxMark]) {
        var at = line.startIndex
        while at + 1 < line.endIndex {
            guard line[at] == UInt8(ascii: "{"), line[at + 1] == UInt8(ascii: "{") else {
                at += 1
                continue
            }
            guard let close = line[at...].firstIndex(of: UInt8(ascii: "}")), close + 1 < line.endIndex,
                line[close + 1] == UInt8(ascii: "}")
            else {
                at += 2
                continue
            }
            marks.append(SyntaxMark(range: at..<(close + 2), role: .variable))
            at = close + 2
        }
    }
}

/// The colours of YAML beyond words and strings: keys.
enum YAMLMarks {
    /// The end of the key that begins here; nil if none does. A key stands at the beginning of a line, behind its indentation and
    /// the dashes of a list.
    static func endOfKey(_ bytes: [UInt8], from start: Int) -> Int? {
        guard bytes[start] > 0x20, bytes[start] != UInt8(ascii: "-") else { return nil }
        var before = start
        while before > 0, bytes[before - 1] == UInt8(ascii: " ") || bytes[before - 1] == UInt8(ascii: "-") {
            before -= 1
        }
        guard before == 0 || bytes[before - 1] == UInt8(ascii: "\n") else { return nil }
        var at = start
        while at < bytes.count, bytes[at] != UInt8(ascii: "\n") {
            let isEnd = at + 1 == bytes.count || bytes[at + 1] <= 0x20
            if bytes[at] == UInt8(ascii: ":"), isEnd { return at }
            guard bytes[at] > 0x20, !"\"'#{}[],".utf8.contains(bytes[at]) else { return nil }
            at += 1
        }
        return nil
    }
}
