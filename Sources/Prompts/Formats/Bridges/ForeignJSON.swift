import JSON

/// A file of another format that is one JSON object.
enum ForeignJSON {
    /// Reads the object and hands it to `read`, whose errors get the file's name.
    ///
    /// - Parameter expected: the description of the object in errors.
    static func read<T>(
        _ text: String, file: String?, expected: String, _ read: (JSONObject) throws(FieldError) -> T
    ) throws(FieldError) -> T {
        let json: JSONValue
        do {
            json = try JSONValue(parsing: text)
        } catch {
            throw FieldError(file: file, line: error.line, column: error.column, message: error.message)
        }
        guard let object = json.objectValue else { throw FieldError(file: file, message: "expected \(expected)") }
        do throws(FieldError) {
            return try read(object)
        } catch {
            throw FieldError(file: file, field: error.field, message: error.message)
        }
    }
}
