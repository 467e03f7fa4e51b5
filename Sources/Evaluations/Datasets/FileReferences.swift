package import JSON
package import Prompts

/// Reads the files that values name by `file://`.
package struct FileReferences: Sendable {
    private let read: @Sendable (String) throws(FieldError) -> String

    /// - Parameter read: returns the text of the file at a path as written; throws where it may not be read.
    package init(read: @escaping @Sendable (String) throws(FieldError) -> String) { self.read = read }

    /// Refuses every file.
    package static let none = FileReferences { path throws(FieldError) in
        throw FieldError(message: "file://\(path) cannot be read here: there is no folder that it could be in")
    }

    /// The path of a value that names a file; nil for any other.
    package static func path(_ value: JSONValue) -> String? {
        guard let text = value.stringValue, text.hasPrefix("file://") else { return nil }
        return String(text.dropFirst("file://".count))
    }

    /// A value, with the content of the file that it names in its place: JSON and YAML as values, all else as text.
    ///
    /// - Throws: ``FieldError`` with the field.
    package func value(_ value: JSONValue, field: String) throws(FieldError) -> JSONValue {
        guard let path = Self.path(value) else { return value }
        let text = try self.text(path, field: field)
        do throws(FieldError) {
            if path.hasSuffix(".json") { return try Self.json(text, file: path) }
            if path.hasSuffix(".yaml") || path.hasSuffix(".yml") {
                return try YAMLSource.read(text, file: path)?.json ?? .null
            }
        } catch {
            throw FieldError(field: field, message: "\(error)")
        }
        // The line break at its end belongs to the file.
        return .string(text.hasSuffix("\n") ? String(text.dropLast()) : text)
    }

    /// The text of a file.
    package func text(_ path: String, field: String) throws(FieldError) -> String {
        do throws(FieldError) {
            return try read(path)
        } catch {
            throw FieldError(field: field, message: "\(error)")
        }
    }

    private static func json(_ text: String, file: String) throws(FieldError) -> JSONValue {
        do {
            return try JSONValue(parsing: text)
        } catch {
            throw FieldError(file: file, line: error.line, column: error.column, message: error.message)
        }
    }
}
