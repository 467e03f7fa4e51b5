import JSON
import Prompts

/// The rows of a CSV file.
enum CSVRows {
    /// - Throws: ``FieldError`` with line and column's name, for a header with empty or equal names and for ragged rows.
    static func read(_ bytes: [UInt8], file: String) throws(FieldError) -> [DataRow] {
        var text = CSVText(bytes)
        guard let header = try text.next() else {
            throw FieldError(line: 1, message: "is empty; the first line has to name the variables")
        }
        var seen: Set<String> = []
        for (index, name) in header.fields.enumerated() {
            if let complaint = FlatRow.complaint(aboutColumn: name) {
                let field = name.isEmpty ? "column \(index + 1)" : name
                throw FieldError(line: header.line, field: field, message: complaint)
            }
            // Compared as they are written: the keys of JSON are.
            guard seen.insert(name).inserted else {
                throw FieldError(line: header.line, field: name, message: "the header has this name twice")
            }
        }
        var rows: [DataRow] = []
        while let record = try text.next() {
            guard record.fields.count == header.fields.count else {
                throw FieldError(
                    line: record.line, field: Self.raggedField(record.fields.count, header.fields),
                    message: "has \(Plural.of(record.fields.count, "field")), the header has \(header.fields.count)")
            }
            var row = FlatRow()
            do throws(FieldError) {
                for (name, field) in zip(header.fields, record.fields) { try row.take(.string(field), of: name) }
                var finished = try row.finished(line: record.line)
                finished.file = file
                rows.append(finished)
            } catch {
                throw FieldError(line: record.line, field: error.field, message: error.message)
            }
        }
        return rows
    }

    /// The column at which a ragged row ends or goes on.
    private static func raggedField(_ count: Int, _ header: [String]) -> String? {
        count < header.count ? header[count] : header.last
    }
}
