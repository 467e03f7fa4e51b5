import JSON
package import Prompts

/// Rows that were made elsewhere, such as of a log, as a file has them.
extension DatasetText {
    /// A text with more rows.
    package struct Addition: Sendable, Hashable {
        /// The whole text.
        package var text: String
        /// Whether the file has no place for the expected answers, which are left out.
        package var leavesOutExpected: Bool
    }

    /// The text of a file with more rows at its end, in the form of the file. All else stays as it is written.
    ///
    /// - Parameters:
    ///   - text: what the file has; nil where it is to be made.
    ///   - file: its name, for errors, and for its form: CSV, JSONL, JSON or YAML.
    /// - Throws: ``FieldError`` for a form that rows cannot be added to, a text that cannot be read, and for what the file has no
    ///   place for.
    package static func adding(
        _ rows: [DataRow], to text: String?, file: String
    ) throws(FieldError) -> Addition {
        let old = text ?? ""
        // Lines stand by themselves, so what the others say does not matter.
        if DatasetReader.format(ofPath: file) == .jsonl {
            let isOpen = !old.isEmpty && old.utf8.last != UInt8(ascii: "\n")
            let lines = rows.map { $0.canonical + "\n" }.joined()
            return Addition(text: old + (isOpen ? "\n" : "") + lines, leavesOutExpected: false)
        }
        let own = try DatasetText(old.isEmpty ? Self.empty(for: rows, file) : old, file: file)
        return try own.adding(rows)
    }

    /// The text with more rows at its end.
    ///
    /// - Throws: ``FieldError`` for what the file has no place for, and for a layout in which rows cannot be changed one by one.
    package func adding(_ rows: [DataRow]) throws(FieldError) -> Addition {
        var objects: [JSONObject] = []
        var leavesOut = false
        for row in rows {
            guard let header else {
                objects.append(takesVariables(row) ? row.vars : row.object)
                continue
            }
            try Self.checkMessages(row, file)
            var object = row.vars
            if let expected = row.expected {
                if header.contains("expected") { object["expected"] = expected } else { leavesOut = true }
            }
            objects.append(object)
        }
        do throws(FieldError) {
            return Addition(text: try inserting(objects, after: nil), leavesOutExpected: leavesOut)
        } catch {
            throw FieldError(
                file: file, line: error.line, column: error.column, field: error.field, message: error.message)
        }
    }

    /// - Throws: ``FieldError`` for a row with messages, for which a CSV file has no place.
    private static func checkMessages(_ row: DataRow, _ file: String) throws(FieldError) {
        guard row.messages == nil else {
            throw FieldError(
                file: file, field: "messages",
                message: "a row of CSV has variables and no messages; add this one to a .jsonl, .json or .yaml file")
        }
    }

    /// Whether a row can be written as the rows of the file are: an object of its variables and nothing else.
    private func takesVariables(_ row: DataRow) -> Bool {
        guard let first, row.messages == nil, row.expected == nil else { return false }
        let keys = TestCase.reserved
        return !row.vars.isEmpty && !first.keys.contains(where: keys.contains)
            && !row.vars.keys.contains(where: keys.contains)
    }

    /// A file without rows.
    ///
    /// - Throws: ``FieldError`` for a CSV file of rows without variables, which would have no columns.
    private static func empty(for rows: [DataRow], _ file: String) throws(FieldError) -> String {
        switch DatasetReader.format(ofPath: file) {
        case .json: return "[]\n"
        case .csv:
            var names: [String] = []
            for row in rows {
                try checkMessages(row, file)
                for key in row.vars.keys where !names.contains(key) { names.append(key) }
            }
            guard !names.isEmpty else {
                throw FieldError(file: file, message: "the columns of a CSV file are variables, and there are none")
            }
            if rows.contains(where: { $0.expected != nil }), !names.contains("expected") { names.append("expected") }
            return LinedRows.header(names) + "\n"
        case .jsonl, .yaml, nil: return ""
        }
    }
}
