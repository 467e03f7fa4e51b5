/// Finds where a value that stands on one line ends.
enum YAMLValueEnd {
    /// Returns the index after the value that begins at `start`; nil for anchors, tags, aliases, block scalars and values
    /// that go on in the next line.
    static func find(in line: [Unicode.Scalar], from start: Int) -> Int? {
        switch line[start] {
        case "&", "*", "!", "|", ">", "#": nil
        case "\"", "'": quoted(line, start)
        case "[", "{": flow(line, start)
        default: plain(line, start)
        }
    }

    private static func plain(_ line: [Unicode.Scalar], _ start: Int) -> Int {
        var end = start
        for at in start..<line.count {
            if line[at] == "#", at > start, line[at - 1] == " " || line[at - 1] == "\t" { break }
            if line[at] != " ", line[at] != "\t" { end = at + 1 }
        }
        return end
    }

    private static func quoted(_ line: [Unicode.Scalar], _ start: Int) -> Int? {
        var at = start + 1
        while at < line.count {
            if line[at] == "\\", line[start] == "\"" {
                at += 1
            } else if line[at] == line[start] {
                guard line[start] == "'", at + 1 < line.count, line[at + 1] == "'" else { return at + 1 }
                at += 1
            }
            at += 1
        }
        return nil
    }

    private static func flow(_ line: [Unicode.Scalar], _ start: Int) -> Int? {
        var depth = 0
        var at = start
        while at < line.count {
            switch line[at] {
            case "[", "{": depth += 1
            case "]", "}":
                depth -= 1
                if depth == 0 { return at + 1 }
            case "\"", "'":
                guard let end = quoted(line, at) else { return nil }
                at = end - 1
            case "#" where line[at - 1] == " ": return nil
            default: break
            }
            at += 1
        }
        return nil
    }
}
