import CCurses
import TextUI

/// Colours as numbers of the terminal. The person's own palette is never changed: 24-bit colours go to terminals
/// whose terminfo has direct colour, others get the nearest of what they have.
struct TerminalColors {
    let colors: Int
    let isDirect: Bool

    /// The attributes and the colour pair of a style.
    func look(_ style: Style) -> (attributes: attr_t, pair: Int32) {
        var attributes = Self.attributes(style.attributes)
        guard colors >= 8 else { return (attributes, 0) }
        let foreground = number(style.foreground)
        let background = number(style.background)
        if colors == 8, let foreground, foreground >= 8 {
            // Bright black on eight colours is either black or nothing; dim text is read everywhere.
            attributes |= foreground == 8 ? etude_dim() : etude_bold()
            let plain: Int? = foreground == 8 ? nil : foreground - 8
            return (attributes, pair(plain, background.map { $0 % 8 }))
        }
        return (attributes, pair(foreground, colors == 8 ? background.map { $0 % 8 } : background))
    }

    private func pair(_ foreground: Int?, _ background: Int?) -> Int32 {
        guard foreground != nil || background != nil else { return 0 }
        return max(0, alloc_pair(Int32(foreground ?? -1), Int32(background ?? -1)))
    }

    private static func attributes(_ attributes: Attributes) -> attr_t {
        var result: attr_t = 0
        if attributes.contains(.bold) { result |= etude_bold() }
        if attributes.contains(.dim) { result |= etude_dim() }
        if attributes.contains(.italic) { result |= etude_italic() }
        if attributes.contains(.underline) { result |= etude_underline() }
        if attributes.contains(.reverse) { result |= etude_reverse() }
        return result
    }

    /// `nil` for the terminal's own colour.
    private func number(_ color: Color) -> Int? {
        switch color {
        case .standard: return nil
        case .ansi(let index):
            guard isDirect, index >= 8 else { return Int(index % 16) }
            let (red, green, blue) = Self.standard[Int(index % 16)]
            return Self.direct(red, green, blue)
        case .rgb(let red, let green, let blue):
            if isDirect { return Self.direct(Int(red), Int(green), Int(blue)) }
            if colors >= 256 { return Self.nearestOf256(Int(red), Int(green), Int(blue)) }
            return Self.nearest(Self.standard, Int(red), Int(green), Int(blue))
        }
    }

    /// Direct colour terminals keep the first eight numbers for the palette.
    private static func direct(_ red: Int, _ green: Int, _ blue: Int) -> Int {
        max(8, red << 16 | green << 8 | blue)
    }

    /// xterm's sixteen colours.
    private static let standard: [(Int, Int, Int)] = [
        (0, 0, 0), (205, 0, 0), (0, 205, 0), (205, 205, 0), (0, 0, 238), (205, 0, 205), (0, 205, 205),
        (229, 229, 229), (127, 127, 127), (255, 0, 0), (0, 255, 0), (255, 255, 0), (92, 92, 255), (255, 0, 255),
        (0, 255, 255), (255, 255, 255),
    ]

    /// xterm's cube of 216 colours and its 24 greys, which people seldom change, unlike the first sixteen.
    private static func nearestOf256(_ red: Int, _ green: Int, _ blue: Int) -> Int {
        let steps = [0, 95, 135, 175, 215, 255]
        func step(_ value: Int) -> Int { value < 48 ? 0 : value < 115 ? 1 : (value - 35) / 40 }
        let cube = (step(red), step(green), step(blue))
        let grey = min(23, max(0, ((red + green + blue) / 3 - 3) / 10))
        let level = 8 + 10 * grey
        let cubeDistance = distance((steps[cube.0], steps[cube.1], steps[cube.2]), red, green, blue)
        if distance((level, level, level), red, green, blue) < cubeDistance { return 232 + grey }
        return 16 + 36 * cube.0 + 6 * cube.1 + cube.2
    }

    private static func nearest(_ colors: [(Int, Int, Int)], _ red: Int, _ green: Int, _ blue: Int) -> Int {
        colors.indices.min {
            distance(colors[$0], red, green, blue) < distance(colors[$1], red, green, blue)
        } ?? 7
    }

    private static func distance(_ color: (Int, Int, Int), _ red: Int, _ green: Int, _ blue: Int) -> Int {
        let (r, g, b) = (color.0 - red, color.1 - green, color.2 - blue)
        return r * r + g * g + b * b
    }
}
