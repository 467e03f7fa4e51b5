/// A key as it arrives from a terminal: a code and what was held with it.
///
/// Ctrl and a letter is the small letter with `.control`; Alt and a capital is the small letter with `.alt` and
/// `.shift`; a capital alone is the capital letter. With Ctrl or Alt, a letter of another alphabet is the Latin one in its
/// place on the keyboard. So one press has one value, whatever the layout.
package struct Key: Hashable, Sendable {
    /// Which key it is.
    package enum Code: Hashable, Sendable {
        case character(Character)
        case enter, tab, escape, backspace, delete, insert
        case up, down, left, right, home, end, pageUp, pageDown
        /// F1 and so on, 1...24.
        case function(Int)
    }

    /// What is held down with a key.
    package struct Modifiers: OptionSet, Hashable, Sendable {
        package let rawValue: UInt8

        package init(rawValue: UInt8) {
            self.rawValue = rawValue
        }

        package static let control = Modifiers(rawValue: 1)
        package static let alt = Modifiers(rawValue: 2)
        package static let shift = Modifiers(rawValue: 4)
    }

    package var code: Code
    package var modifiers: Modifiers

    /// A key; a letter is brought into the one form described above.
    package init(_ code: Code, _ modifiers: Modifiers = []) {
        self.code = code
        self.modifiers = modifiers
        guard case .character(var character) = code else { return }
        if !character.isASCII, !modifiers.isDisjoint(with: [.control, .alt]), let latin = LatinLayout.key(of: character)
        {
            character = latin
            self.code = .character(latin)
        }
        guard character.isASCII, character.isLetter else { return }
        if modifiers.isDisjoint(with: [.control, .alt]) {
            if modifiers.contains(.shift) { self.code = .character(Character(character.uppercased())) }
            self.modifiers.remove(.shift)
        } else if character.isUppercase {
            self.code = .character(Character(character.lowercased()))
            if !modifiers.contains(.control) { self.modifiers.insert(.shift) }
        }
    }

    /// A key that writes a character.
    package static func character(_ character: Character, _ modifiers: Modifiers = []) -> Key {
        Key(.character(character), modifiers)
    }

    /// Ctrl and a letter or sign.
    package static func control(_ character: Character) -> Key { Key(.character(character), .control) }

    /// Alt and a letter, digit or sign.
    package static func alt(_ character: Character) -> Key { Key(.character(character), .alt) }

    /// F1 and so on.
    package static func function(_ number: Int) -> Key { Key(.function(number)) }

    package static let enter = Key(.enter)
    package static let tab = Key(.tab)
    package static let shiftTab = Key(.tab, .shift)
    package static let escape = Key(.escape)
    package static let backspace = Key(.backspace)
    package static let delete = Key(.delete)
    package static let insert = Key(.insert)
    package static let up = Key(.up)
    package static let down = Key(.down)
    package static let left = Key(.left)
    package static let right = Key(.right)
    package static let home = Key(.home)
    package static let end = Key(.end)
    package static let pageUp = Key(.pageUp)
    package static let pageDown = Key(.pageDown)
    package static let space = Key(.character(" "))

    /// The key of the Latin layout in the same place, for a key that writes a letter of another alphabet; else the key itself.
    package var onLatinLayout: Key {
        guard case .character(let character) = code, let latin = LatinLayout.key(of: character) else { return self }
        return Key(.character(latin), modifiers)
    }

    /// The character the key writes into a text, where it writes one.
    package var typedCharacter: Character? {
        guard case .character(let character) = code, modifiers.isDisjoint(with: [.control, .alt]) else { return nil }
        return character
    }
}
