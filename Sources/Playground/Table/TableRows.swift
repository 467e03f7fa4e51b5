package import TextUI

/// The rows of a table. Only the rows in view are asked for, so that a million rows cost nothing.
package protocol TableRows {
    /// The number of rows.
    var count: Int { get }

    /// What stands in a cell.
    ///
    /// - Parameters:
    ///   - row: counted from 0.
    ///   - width: the cells that the column has; what is longer is cut with `…`.
    func cell(_ row: Int, _ column: TableColumn.ID, width: Int, theme: Theme) -> StyledText

    /// One sentence in the place of the right part of a row, such as an error in the place of figures; nil for none.
    func remark(_ row: Int, theme: Theme) -> TableRemark?

    /// Whether the row is marked.
    func isMarked(_ row: Int) -> Bool

    /// The sign between the cursor's and the first column, one cell wide, such as `+` for a good answer; nil for none.
    func sign(_ row: Int, theme: Theme) -> StyledText?
}

extension TableRows {
    package func remark(_ row: Int, theme: Theme) -> TableRemark? { nil }
    package func isMarked(_ row: Int) -> Bool { false }
    package func sign(_ row: Int, theme: Theme) -> StyledText? { nil }
}

/// A sentence that stands in a row in the place of its right part.
package struct TableRemark: Sendable, Hashable {
    package let text: StyledText
    /// The last column that is shown beside it. If the sentence has little room right of that column, it also takes the right
    /// half of it.
    package let column: TableColumn.ID

    package init(_ text: StyledText, after column: TableColumn.ID) {
        self.text = text
        self.column = column
    }
}
