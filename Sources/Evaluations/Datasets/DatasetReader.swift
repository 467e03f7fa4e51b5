import JSON
package import Prompts

/// Reads a dataset: CSV, JSONL, JSON or YAML.
package struct DatasetReader: Sendable {
    /// The forms of a file.
    package enum Format: Sendable, Hashable {
        case csv, jsonl, json, yaml
    }

    /// The name to give in errors.
    private let file: String
    private let files: FileReferences

    /// - Parameters:
    ///   - file: the name to give in errors.
    ///   - files: reads what values name by `file://`.
    package init(file: String, files: FileReferences = .none) {
        self.file = file
        self.files = files
    }

    /// The format of a file by its name; nil for a name that says nothing, such as that of standard input.
    package static func format(ofPath path: String) -> Format? {
        let name = path.lowercased()
        if name.hasSuffix(".csv") { return .csv }
        if name.hasSuffix(".jsonl") || name.hasSuffix(".ndjson") { return .jsonl }
        if name.hasSuffix(".json") { return .json }
        return name.hasSuffix(".yaml") || name.hasSuffix(".yml") ? .yaml : nil
    }

    /// Reads the bytes of a file.
    ///
    /// - Parameter format: nil decides by the first character: JSON or JSONL for `{` and `[`, else CSV.
    /// - Throws: ``FieldError`` with file, line and field.
    package func read(_ bytes: [UInt8], format: Format?) throws(FieldError) -> Dataset {
        do throws(FieldError) {
            try checkEncoding(bytes)
            switch format ?? Self.guess(bytes) {
            case .csv: return Dataset(rows: try CSVRows.read(bytes, file: file))
            case .jsonl: return try lines(bytes)
            case .json: return try json(bytes)
            case .yaml: return try yaml(String(decoding: bytes, as: UTF8.self))
            }
        } catch {
            throw FieldError(
                file: error.file ?? file, line: error.line, column: error.column, field: error.field,
                message: error.message)
        }
    }

    private func checkEncoding(_ bytes: [UInt8]) throws(FieldError) {
        if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) {
            throw FieldError(line: 1, message: "is UTF-16; save it as UTF-8")
        }
        guard String(validating: bytes, as: UTF8.self) == nil else { return }
        // The first line that is no text by itself has the fault: a line break is never part of a character.
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated()
        where String(validating: line, as: UTF8.self) == nil {
            throw FieldError(line: index + 1, message: "is not UTF-8; save the file as UTF-8")
        }
    }

    private static func guess(_ bytes: [UInt8]) -> Format {
        let body = withoutMark(bytes[...]).drop { [0x20, 0x09, 0x0A, 0x0D].contains($0) }
        switch body.first {
        case UInt8(ascii: "["): return .json
        case UInt8(ascii: "{"):
            // One object on several lines is JSON; an object a line is JSONL.
            let first = body.prefix { $0 != 0x0A }
            return (try? JSONValue(parsing: first)) == nil ? .json : .jsonl
        default: return .csv
        }
    }

    private static func withoutMark(_ bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes
    }

    private func lines(_ bytes: [UInt8]) throws(FieldError) -> Dataset {
        var collected = Collected()
        let body = Self.withoutMark(bytes[...])
        for (index, line) in body.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).enumerated() {
            if line.allSatisfy({ [0x20, 0x09, 0x0D].contains($0) }) { continue }
            let value: JSONValue
            do {
                value = try JSONValue(parsing: line)
            } catch {
                throw FieldError(line: index + 1, column: error.column, message: error.message)
            }
            do throws(FieldError) {
                collected.take(try TestCase(files: files).rows(value, line: index + 1), of: file)
            } catch {
                throw FieldError(line: index + 1, field: error.field, message: error.message)
            }
        }
        return collected.dataset
    }

    private func json(_ bytes: [UInt8]) throws(FieldError) -> Dataset {
        let body = Self.withoutMark(bytes[...])
        let value: JSONValue
        do {
            value = try JSONValue(parsing: body)
        } catch {
            throw FieldError(line: error.line, column: error.column, message: error.message)
        }
        do throws(FieldError) {
            let items = JSONItems(body).items
            return try tests(value, at: "") { place in
                let number = place.hasSuffix("]") ? place.split(separator: "[").last.map { $0.dropLast() } : nil
                return number.flatMap { Int($0) }.flatMap { items.indices.contains($0) ? items[$0].line : nil }
            }.dataset
        } catch {
            // JSON has no places, YAML has, and nearly all JSON is YAML. Only an error is worth the second reading.
            let root = try? YAMLSource.read(String(decoding: body, as: UTF8.self), file: nil)
            let place = error.field.flatMap { root?.place(of: $0) }
            throw FieldError(line: error.line ?? place?.line, field: error.field, message: error.message)
        }
    }

    private func yaml(_ text: String) throws(FieldError) -> Dataset {
        guard let root = try YAMLSource.read(text, file: nil) else {
            throw FieldError(line: 1, message: "is empty; expected a list of rows")
        }
        do throws(FieldError) {
            return try tests(root.rowJSON, at: "") { root.place(of: $0).line }.dataset
        } catch {
            let place = error.field.map { root.place(of: $0) }
            throw FieldError(line: place?.line ?? 1, field: error.field, message: error.message)
        }
    }

    /// The rows of a list of test cases, of an object with such a list under `tests`, or of one test case.
    ///
    /// - Parameters:
    ///   - place: the path of the value, for fields in errors.
    ///   - lines: returns the line of a path; nil where it is not known.
    func tests(
        _ value: JSONValue, at place: String, lines: (String) -> Int? = { _ in nil }
    ) throws(FieldError) -> Collected {
        if let inner = value["tests"], inner.arrayValue != nil, value["vars"] == nil {
            return try tests(inner, at: place + "tests", lines: lines)
        }
        guard let items = value.arrayValue else {
            guard value.objectValue != nil else {
                throw FieldError(field: place, message: "expected a list of rows")
            }
            var collected = Collected()
            collected.take(try TestCase(files: files).rows(value, line: lines(place)), of: file)
            return collected
        }
        var collected = Collected()
        for (index, item) in items.enumerated() {
            do throws(FieldError) {
                collected.take(try TestCase(files: files).rows(item, line: lines("\(place)[\(index)]")), of: file)
            } catch {
                let field = "\(place)[\(index)]" + (error.field.map { "." + $0 } ?? "")
                throw FieldError(field: field, message: error.message)
            }
        }
        return collected
    }

    /// Rows, and the forms that they were written in.
    struct Collected {
        private(set) var rows: [DataRow] = []
        private var forms: [ForeignRow.Form] = []

        mutating func take(_ read: (rows: [DataRow], form: ForeignRow.Form?), of file: String) {
            for var row in read.rows {
                row.file = file
                rows.append(row)
            }
            if let form = read.form, form != forms.last, !forms.contains(form) { forms.append(form) }
        }

        /// What is said about the forms, a sentence each.
        var notes: [String] {
            forms.filter { $0 != .flat }.map { form in
                "the rows are those of \(form.rawValue): " + Self.reading(of: form)
            }
        }

        private static func reading(of form: ForeignRow.Form) -> String {
            switch form {
            case .humanloop: "inputs are the variables, target is the expected answer"
            case .langfuse: "input is the variable, expectedOutput the expected answer"
            case .deepEval: "input is the variable, expected_output the expected answer"
            case .inspect: "input is the variable, target the expected answer"
            case .openAIEvals: "input is the variable or the messages, ideal the expected answer"
            case .hostedEvals: "the members of item are the variables"
            case .fineTuning: "the last assistant message is the expected answer"
            case .flat: "every key is a variable"
            }
        }

        var dataset: Dataset { Dataset(rows: rows, notes: notes) }
    }
}
