/// A colour, as the person's terminal or theme defines it.
package enum Color: Hashable, Sendable {
    /// The terminal's own foreground or background.
    case standard
    /// One of the terminal's sixteen colours, 0...15.
    case ansi(UInt8)
    /// A 24-bit colour; a terminal that has fewer shows the nearest it has.
    case rgb(UInt8, UInt8, UInt8)
}

/// How letters are set, besides their colour.
package struct Attributes: OptionSet, Hashable, Sendable {
    package let rawValue: UInt8

    package init(rawValue: UInt8) {
        self.rawValue = rawValue
    }

    package static let bold = Attributes(rawValue: 1)
    package static let dim = Attributes(rawValue: 2)
    package static let italic = Attributes(rawValue: 4)
    package static let underline = Attributes(rawValue: 8)
    package static let reverse = Attributes(rawValue: 16)
}

/// Colours and attributes of a cell.
package struct Style: Hashable, Sendable {
    package var foreground: Color
    package var background: Color
    package var attributes: Attributes

    package init(
        foreground: Color = .standard, background: Color = .standard, attributes: Attributes = []
    ) {
        self.foreground = foreground
        self.background = background
        self.attributes = attributes
    }

    /// The terminal's own colours, no attributes.
    package static let plain = Style()

    /// The style with these attributes added.
    package func with(_ attributes: Attributes) -> Style {
        Style(foreground: foreground, background: background, attributes: self.attributes.union(attributes))
    }

    /// The style without these attributes.
    package func without(_ attributes: Attributes) -> Style {
        Style(foreground: foreground, background: background, attributes: self.attributes.subtracting(attributes))
    }

    package func bold() -> Style { with(.bold) }
    package func dim() -> Style { with(.dim) }
    package func italic() -> Style { with(.italic) }
    package func underlined() -> Style { with(.underline) }
    package func reversed() -> Style { with(.reverse) }

    /// The style with another background.
    package func on(_ background: Color) -> Style {
        Style(foreground: foreground, background: background, attributes: attributes)
    }

    /// The style with the background of another style.
    package func on(_ other: Style) -> Style { on(other.background) }
}
