/// The body of a Prompty file: messages behind lines such as `system:` or `user[name="Ada"]:`.
struct PromptyBody {
    /// A message whose text has not been read yet.
    struct Section {
        /// The role; nil for one that Étude does not know.
        var role: Role?
        /// The role as it is written.
        var roleName: String
        var attributes: [(name: String, value: String)]
        var text: String
        /// The line of the file where the message begins, from 1.
        var line: Int
    }

    /// Returns the messages of a body. Text before the first mark is a system message.
    static func sections(of body: String) -> [Section] {
        var sections: [Section] = []
        var current = Section(role: .system, roleName: "system", attributes: [], text: "", line: 1)
        var lines: [Substring] = []
        func end() {
            current.text = Self.withoutEmptyEnds(lines)
            if current.line > 1 || !current.text.isEmpty { sections.append(current) }
            lines = []
        }
        for (index, line) in body.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
            guard let mark = mark(line) else {
                lines.append(line)
                continue
            }
            end()
            current = mark
            current.line = index + 2
        }
        end()
        return sections
    }

    private static let longestMark = 500

    /// Returns the message that a line begins; nil for a line of text.
    static func mark(_ line: Substring) -> Section? {
        // The white space at the ends goes first, and long lines are text: the patterns are never tried on much.
        let text = line.drop(while: \.isWhitespace)
        guard text.utf8.count <= longestMark,
            let match = text.wholeMatch(
                of: /#?\s*(system|user|assistant|developer|tool|function)(\[[^\]]*\])?\s*:\s*/.ignoresCase())
        else { return nil }
        let roleName = match.1.lowercased()
        var attributes: [(name: String, value: String)] = []
        for pair in (match.2 ?? "").matches(of: /(\w+)\s*=\s*(?:"([^"]*)"|([^",\]]*))/) {
            attributes.append((String(pair.1), String(pair.2 ?? pair.3 ?? "")))
        }
        return Section(role: Role(rawValue: roleName), roleName: roleName, attributes: attributes, text: "", line: 1)
    }

    private static func withoutEmptyEnds(_ lines: [Substring]) -> String {
        let kept = lines.drop(while: \.isEmpty).reversed().drop(while: \.isEmpty).reversed()
        return kept.joined(separator: "\n")
    }
}
