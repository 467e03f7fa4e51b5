package import Evaluations

/// The file of a dataset, as it was read.
package struct RowFile: Sendable, Hashable {
    /// From the root.
    package var path: String
    /// As the person would write it.
    package var name: String
    package var text: String

    /// Creates a file.
    package init(path: String, name: String, text: String) {
        self.path = path
        self.name = name
        self.text = text
    }
}

/// What becomes of the rows of a file. Rows are known by the lines that they begin on.
package enum RowChange: Sendable, Hashable {
    /// A row is opened as text.
    case edit(line: Int)
    /// A new row is opened as text.
    case add
    /// Copies of rows follow them.
    case duplicate([Int])
    case delete([Int])
    /// Rows from a spreadsheet, behind all others.
    case paste(String)
    /// A row that was made elsewhere, behind all others.
    case append(DataRow)
}

/// A row that is open as text.
package struct RowEdit: Sendable, Hashable {
    /// The id of the evaluation.
    package var evaluation: String
    package var file: RowFile
    /// The line that it begins on; nil for a new one.
    package var line: Int?
}

/// A file of rows that is to be written: only over the content that it was made of.
package struct RowWrite: Sendable, Hashable {
    /// The id of the evaluation.
    package var evaluation: String
    package var file: RowFile
    /// The new content.
    package var text: String
}
