import SwiftSyntax

/// The words of a doc comment.
enum DocComment {
    /// The text of the `///` and `/** */` comments right before a declaration, on lines of its own where they were; nil where there
    /// are none.
    static func text(before node: some SyntaxProtocol) -> String? {
        var lines: [String] = []
        for piece in node.leadingTrivia {
            switch piece {
            case .docLineComment(let comment): lines.append(trimmed(comment.dropFirst(3)))
            case .docBlockComment(let comment):
                let inside = comment.dropFirst(3).dropLast(2)
                lines += inside.split(separator: "\n", omittingEmptySubsequences: false).map { line in
                    let line = trimmed(line)
                    return line.hasPrefix("*") ? trimmed(line.dropFirst()) : line
                }
            default: break
            }
        }
        let text = lines.joined(separator: "\n")
        let words = text.drop(while: \.isWhitespace)
        return words.isEmpty ? nil : String(trimmed(words))
    }

    private static func trimmed(_ text: some StringProtocol) -> String {
        var text = text.drop(while: \.isWhitespace)
        while text.last?.isWhitespace == true { text = text.dropLast() }
        return String(text)
    }
}
