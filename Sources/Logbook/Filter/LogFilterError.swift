/// What is wrong with the text of a filter.
package struct LogFilterError: Error, Sendable, Hashable, CustomStringConvertible {
    /// The place in the text, in characters from 1.
    package var column: Int
    /// What is wrong there and what is expected.
    package var message: String

    package init(column: Int, message: String) {
        self.column = column
        self.message = message
    }

    /// The place and what is wrong there.
    package var description: String { "column \(column): \(message)" }
}
