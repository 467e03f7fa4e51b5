import JSON
import Prompts

/// The rows of a file that stand by themselves: CSV and JSONL. All other rows stay as they are written, byte for byte.
struct LinedRows: Sendable, Hashable {
    /// A row of the text.
    private struct Record: Hashable {
        /// The line that it begins on, from 1.
        var line: Int
        /// Its bytes, with the end of its last line.
        var range: Range<Int>
        /// The object that it says.
        var object: JSONObject
    }

    private let bytes: [UInt8]
    private var records: [Record] = []
    /// The columns of a CSV file; nil for JSONL.
    private(set) var header: [String]?
    private let lineEnd: String

    /// - Parameter isCSV: else the text is JSONL.
    /// - Throws: ``FieldError`` with the line, for a text that cannot be read.
    init(_ text: String, isCSV: Bool, lineEnd: String) throws(FieldError) {
        bytes = Array(text.utf8)
        self.lineEnd = lineEnd
        if isCSV { try readCSV() } else { try readLines() }
    }

    private mutating func readCSV() throws(FieldError) {
        var text = CSVText(bytes)
        guard let header = try text.next()?.fields else {
            throw FieldError(line: 1, message: "is empty; the first line has to name the variables")
        }
        self.header = header
        while true {
            // The blank lines before a record are nobody's.
            text.skipBlankLines()
            let start = text.place
            guard let record = try text.next() else { return }
            guard record.fields.count == header.count else {
                throw FieldError(
                    line: record.line,
                    message: "has \(Plural.of(record.fields.count, "field")), the header has \(header.count)")
            }
            var object = JSONObject()
            for (name, field) in zip(header, record.fields) { object[name] = .string(field) }
            records.append(Record(line: record.line, range: start..<text.place, object: object))
        }
    }

    private mutating func readLines() throws(FieldError) {
        var start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
        var line = 1
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? bytes.count
            let own = bytes[start..<end]
            if !own.allSatisfy({ [0x20, 0x09, 0x0D, 0x0A].contains($0) }) {
                records.append(Record(line: line, range: start..<end, object: try Self.object(own, line)))
            }
            start = end
            line += 1
        }
    }

    private static func object(_ bytes: ArraySlice<UInt8>, _ line: Int) throws(FieldError) -> JSONObject {
        do {
            if let object = try JSONValue(parsing: bytes).objectValue { return object }
        } catch {
            throw FieldError(line: line, column: error.column, message: error.message)
        }
        throw FieldError(line: line, message: "a row has to be an object")
    }

    /// The row that begins on a line.
    ///
    /// - Throws: ``FieldError`` if none does.
    func object(onLine line: Int) throws(FieldError) -> JSONObject { try record(line).element.object }

    private func record(_ line: Int) throws(FieldError) -> (offset: Int, element: Record) {
        guard let found = records.enumerated().first(where: { $0.element.line == line }) else {
            throw DatasetText.gone(line)
        }
        return found
    }

    /// The first row; nil if there is none.
    var first: JSONObject? { records.first?.object }

    // MARK: Changes

    /// The text with other values in a row.
    ///
    /// - Throws: ``FieldError`` for a line without a row, and for a value that the file has no column for.
    func replacing(line: Int, by object: JSONObject) throws(FieldError) -> String {
        let record = try record(line).element
        return text(replacing: record.range, by: try written(object, like: record) + ending(of: record))
    }

    /// The text with more rows.
    ///
    /// - Parameter line: the row that they follow; nil puts them at the end.
    /// - Throws: ``FieldError`` for a line without a row, and for a value that the file has no column for.
    func inserting(_ objects: [JSONObject], after line: Int?) throws(FieldError) -> String {
        var lines = ""
        for object in objects { lines += try written(object, like: records.first) + lineEnd }
        guard let line else {
            let isOpen = !bytes.isEmpty && bytes.last != UInt8(ascii: "\n")
            return text(replacing: bytes.count..<bytes.count, by: (isOpen ? lineEnd : "") + lines)
        }
        let record = try record(line).element
        let isOpen = ending(of: record).isEmpty
        return text(replacing: record.range.upperBound..<record.range.upperBound, by: (isOpen ? lineEnd : "") + lines)
    }

    /// The text without some rows.
    ///
    /// - Throws: ``FieldError`` for a line without a row.
    func removing(lines: [Int]) throws(FieldError) -> String {
        var kept = bytes
        for line in Set(lines).sorted(by: >) { kept.removeSubrange(try record(line).element.range) }
        return String(decoding: kept, as: UTF8.self)
    }

    private func text(replacing range: Range<Int>, by replacement: String) -> String {
        String(
            decoding: Array(bytes[..<range.lowerBound]) + Array(replacement.utf8) + bytes[range.upperBound...],
            as: UTF8.self)
    }

    /// The end of a record's last line; empty at the end of a file without one.
    private func ending(of record: Record) -> String {
        guard bytes[record.range].last == UInt8(ascii: "\n") else { return "" }
        return bytes[record.range].dropLast().last == UInt8(ascii: "\r") ? "\r\n" : "\n"
    }

    private func written(_ object: JSONObject, like record: Record?) throws(FieldError) -> String {
        guard let header else { return RowJSON.line(object, like: bytes[record?.range ?? 0..<0]) }
        for key in object.keys where !header.contains(key) {
            throw FieldError(
                field: key, message: "the file has no such column; its columns are \(header.joined(separator: ", "))")
        }
        let line = header.map { Self.field(object[$0] ?? .null) }.joined(separator: ",")
        // A blank line would be no row.
        return line.isEmpty ? "\"\"" : line
    }

    /// The first line of a CSV file with these columns.
    static func header(_ names: [String]) -> String { names.map { field(.string($0)) }.joined(separator: ",") }

    /// A field of CSV, in quotes where it needs them.
    private static func field(_ value: JSONValue) -> String {
        let text = value.isNull ? "" : value.stringValue ?? value.compact
        guard text.utf8.contains(where: { [0x22, 0x2C, 0x0A, 0x0D].contains($0) }) else { return text }
        return "\"" + text.replacing("\"", with: "\"\"") + "\""
    }
}
