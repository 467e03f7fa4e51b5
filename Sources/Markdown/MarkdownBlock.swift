/// A block of a Markdown document, as CommonMark and GitHub's tables and task lists have them.
package indirect enum MarkdownBlock: Hashable, Sendable {
    case paragraph([MarkdownInline])
    /// - Parameter level: 1...6.
    case heading(level: Int, [MarkdownInline])
    /// - Parameter language: the first word behind the fence; empty for none.
    case code(language: String, String)
    case quote([MarkdownBlock])
    case list(MarkdownList)
    case table(MarkdownTable)
    /// Raw HTML, which is shown as text.
    case html(String)
    case rule
}

/// A list with its items.
package struct MarkdownList: Hashable, Sendable {
    /// The number of the first item; nil for a list with bullets.
    package var start: Int?
    /// Whether no blank line stands between the items.
    package var isTight: Bool
    /// The items in order.
    package var items: [Item] = []

    /// An item of a list.
    package struct Item: Hashable, Sendable {
        /// Whether a task is done; nil for an item that is no task.
        package var isDone: Bool?
        /// What the item holds.
        package var blocks: [MarkdownBlock] = []
    }
}

/// A table. Each row has as many cells as the heading.
package struct MarkdownTable: Hashable, Sendable {
    /// How the text of a column stands in it.
    package enum Alignment: Hashable, Sendable {
        case left, center, right
    }

    /// One for each column.
    package var alignments: [Alignment] = []
    /// The rows from top to bottom, the heading first.
    package var rows: [[[MarkdownInline]]] = []
}

/// A piece of the text of a block, in one style.
package struct MarkdownInline: Hashable, Sendable {
    /// How a piece is set.
    package struct Traits: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        package static let emphasis = Traits(rawValue: 1)
        package static let strong = Traits(rawValue: 2)
        package static let code = Traits(rawValue: 4)
        package static let deleted = Traits(rawValue: 8)
        package static let link = Traits(rawValue: 16)
        /// An address that is not in the source at this place, such as that of a link.
        package static let address = Traits(rawValue: 32)
    }

    /// The text; `\n` is a line break that the source asks for.
    package var text: String
    package var traits: Traits
    /// The address of an image whose sign the piece is; nil for text.
    package var image: String?

    package init(_ text: String, _ traits: Traits = []) {
        self.text = text
        self.traits = traits
    }
}
