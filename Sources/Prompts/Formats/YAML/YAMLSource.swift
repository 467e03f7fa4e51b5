/// YAML for other targets: a text with the place of every value.
package enum YAMLSource {
    /// Reads a text by the 1.2 core schema.
    ///
    /// - Parameter file: the name to give in errors.
    /// - Returns: the value; nil when the text has nothing but white space and comments.
    /// - Throws: ``FieldError`` with line and column.
    package static func read(_ text: String, file: String?) throws(FieldError) -> YAMLNode? {
        let text = String(decoding: text.utf8.filter { $0 != Byte.carriageReturn }, as: UTF8.self)
        return try YAMLReader.read(text, file: file)
    }
}
