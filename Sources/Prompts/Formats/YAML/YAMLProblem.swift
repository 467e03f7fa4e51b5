import Yams

/// Yams' errors in the words and places of ``FieldError``.
enum YAMLProblem {
    static func fieldError(_ error: any Error, in text: String, file: String?, linesBefore: Int) -> FieldError {
        var place = TextPlace(line: 1, column: 1)
        let message: String
        switch error as? YamlError {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            place = TextPlace(line: mark.line, column: mark.column)
            let marks = [place] + (context.map { [TextPlace(line: $0.mark.line, column: $0.mark.column)] } ?? [])
            if let cause = YAMLCause.find(in: text, near: marks, problem: problem, context: context?.text ?? "") {
                place = cause.place
                message = "not valid YAML: " + cause.text
            } else {
                message = "not valid YAML: " + [problem, context?.text].compactMap(\.self).joined(separator: " ")
            }
        case .reader(_, let offset, let value, _):
            place = TextPlace(ofByte: offset ?? 0, in: text.utf8)
            let code = String(value, radix: 16, uppercase: true)
            message =
                "not valid YAML: found the character U+\(String(repeating: "0", count: max(0, 4 - code.utf8.count)))\(code), "
                + "which must be written as an escape in double quotes"
        case .duplicatedKeysInMapping(let keys, let context):
            let key = keys.first ?? ""
            let first = TextPlace(line: context.mark.line, column: context.mark.column)
            place = second(key, after: first, in: text) ?? first
            message = "the key '\(key)' is here a second time; the first is on line \(first.line + linesBefore)"
        default:
            message = "not valid YAML"
        }
        return FieldError(file: file, line: place.line + linesBefore, column: place.column, message: message)
    }

    /// Finds the second of two equal keys, which the person wants to see; Yams names the first.
    private static func second(_ key: String, after first: TextPlace, in text: String) -> TextPlace? {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        guard lines.indices.contains(first.line - 1) else { return nil }
        for (index, line) in lines.enumerated().dropFirst(first.line) {
            let rest = line.unicodeScalars.dropFirst(first.column - 1)
            let before = line.unicodeScalars.prefix(first.column - 1)
            guard before.allSatisfy({ $0 == " " || $0 == "-" }) else { continue }
            for written in [key, "\"\(key)\"", "'\(key)'"] where Substring(rest).hasPrefix(written) {
                let after = Substring(rest).dropFirst(written.count).drop { $0 == " " }
                if after.first == ":" { return TextPlace(line: index + 1, column: first.column) }
            }
        }
        return nil
    }
}
