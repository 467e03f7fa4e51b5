internal import TextUI

/// The colours of a difference: what was added, what was removed, and where.
enum DiffMarks {
    static func marks(of bytes: [UInt8]) -> [SyntaxMark] {
        var marks: [SyntaxMark] = []
        var start = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
            let role: Theme.Role? =
                switch start < end ? bytes[start] : 0 {
                case UInt8(ascii: "+"): .good
                case UInt8(ascii: "-"): .bad
                case UInt8(ascii: "@"): .accent
                default: nil
                }
            if let role { marks.append(SyntaxMark(range: start..<end, role: role)) }
            start = end + 1
        }
        return marks
    }
}

/// The colours of HTML and XML: tags, the strings in them, and comments.
enum HTMLMarks {
    static func marks(of bytes: [UInt8]) -> [SyntaxMark] {
        var marks: [SyntaxMark] = []
        var at = 0
        while let start = bytes[at...].firstIndex(of: UInt8(ascii: "<")) {
            if bytes[start...].starts(with: Array("<!--".utf8)) {
                var end = start + 4
                while end < bytes.count, !bytes[end...].starts(with: Array("-->".utf8)) { end += 1 }
                at = min(bytes.count, end + 3)
                marks.append(SyntaxMark(range: start..<at, role: .dim))
                continue
            }
            at = tag(bytes, from: start, into: &marks)
        }
        return marks
    }

    private static func tag(_ bytes: [UInt8], from start: Int, into marks: inout [SyntaxMark]) -> Int {
        var from = start
        var at = start + 1
        while at < bytes.count, bytes[at] != UInt8(ascii: ">") {
            let quote = bytes[at]
            guard quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'"),
                let end = bytes[(at + 1)...].firstIndex(of: quote)
            else {
                // An apostrophe in a text is no quote that lasts to the end.
                at += 1
                continue
            }
            marks.append(SyntaxMark(range: from..<at, role: .key))
            marks.append(SyntaxMark(range: at..<(end + 1), role: .string))
            at = end + 1
            from = at
        }
        at = min(bytes.count, at + 1)
        if from < at { marks.append(SyntaxMark(range: from..<at, role: .key)) }
        return at
    }
}
