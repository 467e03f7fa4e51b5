extension Key {
    /// A key by its name in `config.yaml`: `ctrl-r`, `alt-enter`, `f5`, `shift-tab`, `ctrl-_`, `space`, `?`.
    /// Names of modifiers and keys may be written in capitals; after `ctrl-` and `alt-` a letter means the small one.
    /// `nil` where the name means no key.
    package init?(description: String) {
        var rest = Substring(description)
        var modifiers: Modifiers = []
        while let (modifier, length) = Self.modifierPrefix(rest) {
            guard !modifiers.contains(modifier) else { return nil }
            modifiers.insert(modifier)
            rest = rest.dropFirst(length)
        }
        if rest.count == 1, let character = rest.first {
            guard !Self.isControl(character) else { return nil }
            let isShortcut = !modifiers.isDisjoint(with: [.control, .alt])
            let code = isShortcut && character.isASCII ? Character(character.lowercased()) : character
            self.init(.character(code), modifiers)
            return
        }
        guard let code = Self.code(named: rest.lowercased()) else { return nil }
        self.init(code, modifiers)
    }

    /// The canonical name: modifiers in the order `ctrl-`, `alt-`, `shift-`, then the key.
    package var description: String {
        modifierText("ctrl-", "alt-", "shift-") + codeName
    }

    /// The short form for the footer and help: `^R`, `Alt-1`, `F5`, `Shift-Tab`, `Ctrl-Left`.
    package var label: String {
        if case .character(let character) = code, character != " " {
            let shown = character.isLetter && character.isASCII ? character.uppercased() : String(character)
            if modifiers == .control && character.isASCII { return "^" + shown }
            return modifiers.isEmpty ? String(character) : modifierText("Ctrl-", "Alt-", "Shift-") + shown
        }
        let name = codeName
        let label: String
        switch code {
        case .pageUp: label = "PgUp"
        case .pageDown: label = "PgDn"
        default: label = name.prefix(1).uppercased() + name.dropFirst()
        }
        return modifierText("Ctrl-", "Alt-", "Shift-") + label
    }

    private func modifierText(_ control: String, _ alt: String, _ shift: String) -> String {
        (modifiers.contains(.control) ? control : "") + (modifiers.contains(.alt) ? alt : "")
            + (modifiers.contains(.shift) ? shift : "")
    }

    private var codeName: String {
        switch code {
        case .character(" "): "space"
        case .character(let character): String(character)
        case .function(let number): "f\(number)"
        default: Self.names.first { $0.code == code }?.name ?? ""
        }
    }

    /// The first name of a code is the canonical one.
    private static let names: [(name: String, code: Code)] = [
        ("enter", .enter), ("return", .enter), ("tab", .tab), ("esc", .escape), ("escape", .escape),
        ("backspace", .backspace), ("delete", .delete), ("del", .delete), ("insert", .insert), ("ins", .insert),
        ("up", .up), ("down", .down), ("left", .left), ("right", .right), ("home", .home), ("end", .end),
        ("pgup", .pageUp), ("pageup", .pageUp), ("pgdn", .pageDown), ("pgdown", .pageDown),
        ("pagedown", .pageDown), ("space", .character(" ")),
    ]

    private static func code(named name: String) -> Code? {
        if name.hasPrefix("f"), let number = Int(name.dropFirst()), (1...24).contains(number) {
            return name == "f\(number)" ? .function(number) : nil
        }
        return names.first { $0.name == name }?.code
    }

    private static func modifierPrefix(_ text: Substring) -> (Modifiers, Int)? {
        for (name, modifier) in [("ctrl", Modifiers.control), ("alt", .alt), ("shift", .shift)] {
            let length = name.count + 1
            let prefix = text.prefix(length).lowercased()
            guard text.count > length, prefix == name + "-" || prefix == name + "+" else { continue }
            return (modifier, length)
        }
        return nil
    }

    private static func isControl(_ character: Character) -> Bool {
        character == " " || character.unicodeScalars.contains { $0.value < 0x20 || $0.value == 0x7F }
    }
}

extension Key: CustomStringConvertible {}
