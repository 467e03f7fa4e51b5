/// One column of a table, as the program offers it. What a person changes of it is in ``TableManner``.
package struct TableColumn: Sendable, Hashable {
    /// The name of a column in the session; it never changes.
    package struct ID: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
        package let name: String

        package init(_ name: String) { self.name = name }
        package init(stringLiteral value: String) { name = value }

        package var description: String { name }
    }

    /// The cells that a column takes.
    package enum Width: Sendable, Hashable {
        /// Always so many.
        case fixed(Int)
        /// At least so many, and its share of what the others leave, up to a width.
        case flexible(least: Int, most: Int = .max, share: Int = 1)

        /// The fewest cells.
        package var least: Int {
            switch self {
            case .fixed(let width), .flexible(let width, _, _): max(1, width)
            }
        }
    }

    /// The side at which the cells of a column are aligned.
    package enum Alignment: Sendable, Hashable { case left, right }

    package let id: ID
    /// The title in the head.
    package let title: String
    /// What stands in it, for the list of columns.
    package let about: String
    package let width: Width
    package let alignment: Alignment
    /// Whether the column is shown without being chosen.
    package let isShown: Bool
    /// Whether the column stays at the left while the others scroll.
    package let isFrozen: Bool
    /// Whether the column stays where the table is narrow. Of the others, the rightmost one goes first.
    package let isKept: Bool
    /// The cells with which the column stays where even those that are kept do not fit; nil if it goes then.
    package let narrowest: Int?
    /// Whether it has bars, which the row under the cursor does not reverse: they would look like their rest.
    package let isDrawn: Bool

    package init(
        _ id: ID, _ title: String, _ about: String = "", width: Width, alignment: Alignment = .left,
        isShown: Bool = true,
        isFrozen: Bool = false, isKept: Bool = false, narrowest: Int? = nil,
        isDrawn: Bool = false
    ) {
        self.id = id
        self.title = title
        self.about = about
        self.width = width
        self.alignment = alignment
        self.isShown = isShown
        self.isFrozen = isFrozen
        self.isKept = isKept
        self.narrowest = narrowest
        self.isDrawn = isDrawn
    }
}
