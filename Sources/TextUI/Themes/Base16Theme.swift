/// What is wrong with a theme; names the key.
package struct ThemeError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The colour or role as the file names it.
    package let key: String
    /// What is wrong with it.
    package let reason: String
    package var description: String { "\(key): \(reason)" }

    package init(key: String, reason: String) {
        self.key = key
        self.reason = reason
    }
}

extension Theme {
    /// A theme from the sixteen colours of a base16 scheme (`base00` … `base0F`, as `#rrggbb` or `rrggbb`; the
    /// further keys of base24 are taken for overrides, others are ignored).
    ///
    /// - Parameter overrides: role names with a style: `bold base0D`, `#ff8800 on base01`, `bright-red underline`.
    ///   Without `on`, the scheme's background stays.
    /// - Throws: `ThemeError` naming the colour or role that is missing, unknown or wrong.
    package init(base16 colours: [String: String], name: String, overrides: [String: String] = [:])
        throws(ThemeError)
    {
        var palette: [String: Color] = [:]
        for (key, value) in colours where Self.isBaseKey(key) {
            guard let colour = Self.hexadecimal(value) else {
                throw ThemeError(key: key, reason: "\"\(value)\" is not a colour such as #1d2021")
            }
            palette[key.lowercased()] = colour
        }
        for index in 0..<16 {
            let key = Self.baseKey(index)
            guard palette[key.lowercased()] != nil else { throw ThemeError(key: key, reason: "is missing") }
        }
        func base(_ index: Int) -> Color { palette[Self.baseKey(index).lowercased()] ?? .standard }
        let background = base(0x00)
        func style(_ index: Int, _ attributes: Attributes = []) -> Style {
            Style(foreground: base(index), background: background, attributes: attributes)
        }
        var roles: [Role: Style] = [
            .text: style(0x05), .dim: style(0x04), .border: style(0x03), .focus: style(0x0D, .bold),
            .accent: style(0x0C), .good: style(0x0B), .warn: style(0x0A), .bad: style(0x08),
            .selection: Style(foreground: base(0x05), background: base(0x02)),
            .system: style(0x0E), .user: style(0x0D), .assistant: style(0x0B), .tool: style(0x09),
            .variable: style(0x0A), .string: style(0x0B), .number: style(0x09), .key: style(0x0D),
            .title: style(0x0D, [.bold, .reverse]), .heading: style(0x05, .bold),
            .match: Style(foreground: background, background: base(0x0A)),
        ]
        for (key, value) in overrides.sorted(by: { $0.key < $1.key }) {
            guard let role = Role(rawValue: key) else {
                throw ThemeError(key: key, reason: "is no role; the roles are " + Self.roleNames)
            }
            roles[role] = try Self.style(value, key: key, palette: palette, background: background)
        }
        self.init(name: name, roles: roles)
    }

    private static let roleNames = Role.allCases.map(\.rawValue).joined(separator: ", ")

    private static let ansiNames = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"]

    private static func baseKey(_ index: Int) -> String {
        "base0" + String(index, radix: 16, uppercase: true)
    }

    private static func isBaseKey(_ key: String) -> Bool {
        key.count == 6 && key.lowercased().hasPrefix("base") && key.dropFirst(4).allSatisfy(\.isHexDigit)
    }

    private static func hexadecimal(_ text: String) -> Color? {
        let digits = text.hasPrefix("#") ? text.dropFirst() : Substring(text)
        guard digits.utf8.count == 6, digits.allSatisfy({ $0.isASCII && $0.isHexDigit }),
            let value = UInt32(digits, radix: 16)
        else { return nil }
        return .rgb(UInt8(value >> 16), UInt8(value >> 8 & 0xFF), UInt8(value & 0xFF))
    }

    private static func style(
        _ text: String, key: String, palette: [String: Color], background: Color
    ) throws(ThemeError) -> Style {
        var style = Style(foreground: palette["base05"] ?? .standard, background: background)
        var isBackground = false
        for word in text.lowercased().split(separator: " ") {
            switch word {
            case "on": isBackground = true
            case "bold": style.attributes.insert(.bold)
            case "dim": style.attributes.insert(.dim)
            case "italic": style.attributes.insert(.italic)
            case "underline": style.attributes.insert(.underline)
            case "reverse": style.attributes.insert(.reverse)
            default:
                guard let colour = colour(String(word), palette) else {
                    throw ThemeError(key: key, reason: "\"\(word)\" is neither a colour nor an attribute")
                }
                if isBackground { style.background = colour } else { style.foreground = colour }
                isBackground = false
            }
        }
        return style
    }

    private static func colour(_ word: String, _ palette: [String: Color]) -> Color? {
        if word == "standard" { return .standard }
        if let colour = palette[word] { return colour }
        if let index = ansiNames.firstIndex(of: word) { return .ansi(UInt8(index)) }
        if word.hasPrefix("bright-"), let index = ansiNames.firstIndex(of: String(word.dropFirst(7))) {
            return .ansi(UInt8(index + 8))
        }
        return word.hasPrefix("#") ? hexadecimal(word) : nil
    }
}
