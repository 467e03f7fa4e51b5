/// What can be written at a place in the text of a filter.
package struct FilterCompletion: Sendable, Hashable {
    /// What is being written.
    package enum Subject: Sendable, Hashable {
        /// The name of a field, or a word.
        case field
        /// A value of a field.
        case value(LogField)
        /// The name of a saved filter.
        case saved
    }

    /// What is being written.
    package var subject: Subject
    /// Its beginning, as far as it is written.
    package var beginning: String
    /// The characters that a choice takes the place of.
    package var range: Range<Int>

    /// Finds what is being written before the cursor; nil inside of quotes and behind a complete term.
    ///
    /// - Parameter cursor: its place in characters, from 0.
    package init?(in text: String, cursor: Int) {
        let text = Array(text.prefix(max(0, cursor)))
        var start = text.count
        while start > 0, !text[start - 1].isWhitespace { start -= 1 }
        guard !text[start...].contains("\"") else { return nil }
        if start < text.count, text[start] == "-" { start += 1 }
        let term = text[start...]
        if term.first == "@" {
            self.init(subject: .saved, beginning: String(term.dropFirst()), range: start + 1..<text.count)
        } else if let colon = term.firstIndex(of: ":") {
            guard let field = LogField(name: String(term[..<colon])) else { return nil }
            let value = (term.lastIndex(of: ",") ?? colon) + 1
            self.init(subject: .value(field), beginning: String(text[value...]), range: value..<text.count)
        } else {
            self.init(subject: .field, beginning: String(term), range: start..<text.count)
        }
    }

    private init(subject: Subject, beginning: String, range: Range<Int>) {
        self.subject = subject
        self.beginning = beginning
        self.range = range
    }

    /// The fields whose names begin as it is written, in their order.
    package var fields: [LogField] {
        guard subject == .field else { return [] }
        return LogField.allCases.filter { $0.name.hasPrefix(beginning.lowercased()) }
    }

    /// A value as it is written in a filter, in quotes where it would be read as something else.
    package static func written(_ value: String) -> String {
        LogFilterText.text(LogPattern(exactly: value))
    }
}

/// A value that a field has in some logs.
package struct LogFieldValue: Sendable, Hashable {
    /// The value as it is stored.
    package var value: String
    /// The logs that have it; nil where they are not counted.
    package var count: Int?

    package init(_ value: String, count: Int? = nil) {
        self.value = value
        self.count = count
    }
}
