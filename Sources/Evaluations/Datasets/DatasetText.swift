package import JSON
package import Prompts

/// The text of a dataset's file, whose rows are changed one by one. All other rows stay as they are written.
package struct DatasetText: Sendable, Hashable {
    private enum Rows: Hashable {
        case lined(LinedRows)
        case items(ItemRows)
    }

    /// The whole text.
    package let text: String
    private let rows: Rows
    let file: String

    /// Reads the text of a file.
    ///
    /// - Parameter file: its name, for errors, and for its form: CSV, JSONL, JSON or YAML. Of an evaluation's own file, the rows
    ///   are its `tests`.
    /// - Throws: ``FieldError`` for a text that cannot be read, or has no rows that could be changed one by one.
    package init(_ text: String, file: String) throws(FieldError) {
        (self.text, self.file) = (text, file)
        let lineEnd = text.contains("\r\n") ? "\r\n" : "\n"
        do throws(FieldError) {
            switch DatasetReader.format(ofPath: file) {
            case .csv: rows = .lined(try LinedRows(text, isCSV: true, lineEnd: lineEnd))
            case .jsonl: rows = .lined(try LinedRows(text, isCSV: false, lineEnd: lineEnd))
            case .json: rows = .items(try ItemRows(json: Array(text.utf8), lineEnd: lineEnd))
            case .yaml: rows = .items(try ItemRows(yaml: text, lineEnd: lineEnd))
            case nil:
                throw FieldError(
                    message:
                        "rows can be changed in .csv, .jsonl, .json and .yaml files; change this one in your editor")
            }
        } catch {
            throw FieldError(
                file: file, line: error.line, column: error.column, field: error.field, message: error.message)
        }
    }

    /// A line on which no row begins.
    static func gone(_ line: Int) -> FieldError {
        FieldError(line: line, message: "no row begins here any more; read the evaluation again")
    }

    /// The row that begins on a line.
    ///
    /// - Throws: ``FieldError`` if none does, or if several do.
    package func object(onLine line: Int) throws(FieldError) -> JSONObject {
        switch rows {
        case .lined(let rows): try rows.object(onLine: line)
        case .items(let rows): try rows.object(onLine: line)
        }
    }

    /// Reads all rows, as an evaluation would. What a file that they name holds is not read.
    ///
    /// - Throws: ``FieldError`` with line and field, for a row that no evaluation could use.
    package func check() throws(FieldError) {
        let files = FileReferences { _ throws(FieldError) in "\"\"" }
        switch rows {
        case .lined:
            _ = try DatasetReader(file: file, files: files).read(
                Array(text.utf8), format: DatasetReader.format(ofPath: file))
        case .items(let rows):
            do throws(FieldError) { try rows.check(files) } catch {
                throw FieldError(file: file, line: error.line, field: error.field, message: error.message)
            }
        }
    }

    var first: JSONObject? {
        switch rows {
        case .lined(let rows): rows.first
        case .items(let rows): rows.first
        }
    }

    var header: [String]? { if case .lined(let rows) = rows { rows.header } else { nil } }

    /// The names of the values of a row: the header's, else those of the first row.
    package var columns: [String] { header ?? first.map { $0["vars"]?.objectValue?.keys ?? Array($0.keys) } ?? [] }

    /// A row of these values, in the form of the others.
    package func object(of values: [String]) -> JSONObject {
        var object = JSONObject()
        for (name, value) in zip(columns, values) { object[name] = .string(value) }
        return header == nil && first?["vars"] != nil ? ["vars": .object(object)] : object
    }

    // MARK: Changes

    /// The text with other values in a row.
    ///
    /// - Throws: ``FieldError`` for a line without a row, for a value that the file has no column for, and for a layout in which
    ///   rows cannot be changed one by one.
    package func replacing(line: Int, by object: JSONObject) throws(FieldError) -> String {
        switch rows {
        case .lined(let rows): try rows.replacing(line: line, by: object)
        case .items(let rows): try rows.replacing(line: line, by: object)
        }
    }

    /// The text with more rows.
    ///
    /// - Parameter line: the row that they follow; nil puts them at the end.
    /// - Throws: ``FieldError`` as ``replacing(line:by:)`` does.
    package func inserting(_ objects: [JSONObject], after line: Int?) throws(FieldError) -> String {
        switch rows {
        case .lined(let rows): try rows.inserting(objects, after: line)
        case .items(let rows): try rows.inserting(objects, after: line)
        }
    }

    /// The text without some rows.
    ///
    /// - Throws: ``FieldError`` as ``replacing(line:by:)`` does.
    package func removing(lines: [Int]) throws(FieldError) -> String {
        switch rows {
        case .lined(let rows): try rows.removing(lines: lines)
        case .items(let rows): try rows.removing(lines: lines)
        }
    }

    /// The rows of a text from a spreadsheet: fields between tabs, a row a line. A first line that names the columns says their
    /// order.
    ///
    /// - Throws: ``FieldError`` with the line of the paste, for a line with too few or too many fields.
    package func rows(pasted text: String) throws(FieldError) -> [JSONObject] {
        var fields = CSVText(Array(text.utf8), separator: UInt8(ascii: "\t"))
        var order = columns
        var rows: [JSONObject] = []
        var isFirst = true
        while let record = try fields.next() {
            defer { isFirst = false }
            if isFirst, record.fields.count == order.count, Set(record.fields) == Set(order) {
                order = record.fields
                continue
            }
            guard record.fields.count == order.count else {
                throw FieldError(
                    line: record.line,
                    message: "of the paste has \(record.fields.count) fields; the rows have \(order.count): "
                        + order.joined(separator: ", "))
            }
            let values = Dictionary(zip(order, record.fields)) { first, _ in first }
            rows.append(object(of: columns.map { values[$0] ?? "" }))
        }
        return rows
    }
}
