/// The meaning of xterm's control sequences; see its "Control Sequences", kitty's keyboard protocol, and ECMA-48.
enum EscapeSequence {
    typealias Step = InputDecoder.Step
    typealias Meaning = InputDecoder.Meaning

    /// The key of an ASCII byte.
    static func key(ascii byte: UInt8) -> Key {
        switch byte {
        case 0x00: return Key(.character(" "), .control)
        case 0x08, 0x7F: return .backspace
        case 0x09: return .tab
        case 0x0D: return .enter
        case 0x1B: return .escape
        case 0x01...0x1A: return .control(Character(Unicode.Scalar(byte + 0x60)))
        case 0x1C...0x1F: return .control(Character(Unicode.Scalar(byte + 0x40)))
        default: return .character(Character(Unicode.Scalar(byte)))
        }
    }

    /// `ESC [ parameters final`.
    static func control(_ bytes: ArraySlice<UInt8>, isFlushing: Bool) -> Step {
        let start = bytes.startIndex + 2
        var index = start
        while index < bytes.endIndex, (0x20...0x3F).contains(bytes[index]) { index += 1 }
        guard index < bytes.endIndex else {
            guard isFlushing else { return .wait }
            return .done(bytes.count, bytes.count == 2 ? .key(.alt("[")) : .nothing)
        }
        let final = bytes[index]
        let length = index - bytes.startIndex + 1
        guard (0x40...0x7E).contains(final) else { return .done(length - 1, .nothing) }
        if final == UInt8(ascii: "M") && index == start {
            guard bytes.count >= length + 3 else { return isFlushing ? .done(bytes.count, .nothing) : .wait }
            let report = bytes[(index + 1)..<(index + 4)].map { max(0, Int($0) - 32) }
            return .done(length + 3, mouse(report[0], x: report[1], y: report[2], isRelease: report[0] & 3 == 3))
        }
        let text = String(decoding: bytes[start..<index], as: UTF8.self)
        if text.hasPrefix("<") { return .done(length, sgrMouse(text.dropFirst(), isRelease: final == 0x6D)) }
        if final == UInt8(ascii: "c"), text.hasPrefix("?") {
            return .done(length, .attributes(hasSixels: parameters(text.dropFirst()).contains { $0.first == 4 }))
        }
        guard !text.contains(where: { $0 == "?" || $0 == ">" || $0 == "=" || $0 == "$" }) else {
            return .done(length, .nothing)
        }
        return .done(length, meaning(parameters(text), final: Character(Unicode.Scalar(final))))
    }

    /// `ESC O final`, with a modifier before the final in a few terminals.
    static func single(_ bytes: ArraySlice<UInt8>, isFlushing: Bool) -> Step {
        var index = bytes.startIndex + 2
        while index < bytes.endIndex, (0x30...0x3B).contains(bytes[index]) { index += 1 }
        guard index < bytes.endIndex else {
            guard isFlushing else { return .wait }
            return .done(2, .key(Key(.character("O"), .alt)))
        }
        let length = index - bytes.startIndex + 1
        let final = Character(Unicode.Scalar(bytes[index]))
        let text = String(decoding: bytes[(bytes.startIndex + 2)..<index], as: UTF8.self)
        let modifiers = Self.modifiers(parameters(text).last?.first ?? 1)
        if let code = letters[final] { return .done(length, .key(Key(code, modifiers))) }
        if let code = shifted[final] { return .done(length, .key(Key(code, .control))) }
        if let character = keypad[final] {
            let code: Key.Code = character == "\r" ? .enter : .character(character)
            return .done(length, .key(Key(code, modifiers)))
        }
        return .done(2, .key(Key(.character("O"), .alt)))
    }

    private static let letters: [Character: Key.Code] = [
        "A": .up, "B": .down, "C": .right, "D": .left, "H": .home, "F": .end, "P": .function(1), "Q": .function(2),
        "R": .function(3), "S": .function(4),
    ]

    /// rxvt's arrows with Shift (`ESC [ a`) or Ctrl (`ESC O a`).
    private static let shifted: [Character: Key.Code] = ["a": .up, "b": .down, "c": .right, "d": .left]

    private static let keypad: [Character: Character] = [
        "M": "\r", "X": "=", "j": "*", "k": "+", "l": ",", "m": "-", "n": ".", "o": "/", "p": "0", "q": "1", "r": "2",
        "s": "3", "t": "4", "u": "5", "v": "6", "w": "7", "x": "8", "y": "9",
    ]

    private static let numbers: [Int: Key.Code] = [
        1: .home, 2: .insert, 3: .delete, 4: .end, 5: .pageUp, 6: .pageDown, 7: .home, 8: .end, 11: .function(1),
        12: .function(2), 13: .function(3), 14: .function(4), 15: .function(5), 17: .function(6), 18: .function(7),
        19: .function(8), 20: .function(9), 21: .function(10), 23: .function(11), 24: .function(12),
        25: .function(13), 26: .function(14), 28: .function(15), 29: .function(16), 31: .function(17),
        32: .function(18), 33: .function(19), 34: .function(20),
    ]

    private static func meaning(_ parameters: [[Int]], final: Character) -> Meaning {
        let first = parameters.first?.first ?? 1
        let second = parameters.count > 1 ? parameters[1] : []
        if second.count > 1 && second[1] == 3 { return .nothing }
        let modifiers = Self.modifiers(second.first ?? 1)
        switch final {
        case "~":
            if first == 200 { return .paste }
            if first == 27 && parameters.count > 2 { return typed(parameters[2], modifiers) }
            return numbers[first].map { .key(Key($0, modifiers)) } ?? .nothing
        case "t":
            guard first == 6, let height = second.first, let width = parameters.last?.first, parameters.count == 3,
                (1...500).contains(width), (1...500).contains(height)
            else { return .nothing }
            return .event(.report(.cellSize(Size(width: width, height: height))))
        case "u": return typed(parameters.first ?? [], modifiers, text: parameters.count > 2 ? parameters[2] : [])
        case "Z": return .key(Key(.tab, modifiers.union(.shift)))
        case "I" where parameters.isEmpty: return .event(.focus(true))
        case "O" where parameters.isEmpty: return .event(.focus(false))
        case "R" where first != 1 || second.first ?? 1 > 16: return .nothing
        default:
            if let code = letters[final] { return .key(Key(code, modifiers)) }
            return shifted[final].map { .key(Key($0, .shift)) } ?? .nothing
        }
    }

    /// A key by its Unicode value, as `CSI u` and xterm's modifyOtherKeys send it.
    ///
    /// - Parameters:
    ///   - values: the key; with Shift; and the key of the Latin layout in its place. The latter two may be missing.
    ///   - text: what the key writes, where the terminal says so.
    private static func typed(_ values: [Int], _ modifiers: Key.Modifiers, text: [Int] = []) -> Meaning {
        func given(_ values: [Int], _ index: Int) -> Int? { values.indices.contains(index) ? values[index] : nil }
        var value = values.first ?? 1
        var modifiers = modifiers
        if modifiers.isDisjoint(with: [.control, .alt]) {
            if let written = given(text, 0) ?? (modifiers.contains(.shift) ? given(values, 1) : nil), written > 0x20 {
                value = written
                modifiers.remove(.shift)
            }
        } else if value > 0x7F, let latin = given(values, 2), (0x21...0x7E).contains(latin) {
            value = latin
        }
        switch value {
        case 9: return .key(Key(.tab, modifiers))
        case 13: return .key(Key(.enter, modifiers))
        case 27: return .key(Key(.escape, modifiers))
        case 8, 127: return .key(Key(.backspace, modifiers))
        case 57376...57387: return .key(Key(.function(value - 57363), modifiers))
        case 57399...57426: return .key(Key(keypadCodes[value - 57399], modifiers))
        case 0..<32, 57344...63743: return .nothing
        default:
            guard let value = UInt32(exactly: value), let scalar = Unicode.Scalar(value) else { return .nothing }
            return .key(Key(.character(Character(scalar)), modifiers))
        }
    }

    /// The keypad from 57399 on, as kitty's protocol numbers it.
    private static let keypadCodes: [Key.Code] =
        "0123456789./*-+".map { .character($0) } + [
            .enter, .character("="), .character(","), .left, .right, .up, .down, .pageUp, .pageDown, .home, .end,
            .insert,
            .delete,
        ]

    private static func modifiers(_ parameter: Int) -> Key.Modifiers {
        let bits = max(0, parameter - 1)
        var modifiers: Key.Modifiers = []
        if bits & 1 != 0 { modifiers.insert(.shift) }
        if bits & 2 != 0 { modifiers.insert(.alt) }
        if bits & 4 != 0 { modifiers.insert(.control) }
        return modifiers
    }

    private static func parameters(_ text: some StringProtocol) -> [[Int]] {
        guard !text.isEmpty else { return [] }
        return text.split(separator: ";", omittingEmptySubsequences: false).map { part in
            part.split(separator: ":", omittingEmptySubsequences: false).map { Int($0.prefix(9)) ?? 1 }
        }
    }

    private static func sgrMouse(_ text: Substring, isRelease: Bool) -> Meaning {
        let numbers = parameters(text).compactMap(\.first)
        guard numbers.count == 3 else { return .nothing }
        return mouse(numbers[0], x: numbers[1], y: numbers[2], isRelease: isRelease)
    }

    private static func mouse(_ report: Int, x: Int, y: Int, isRelease: Bool) -> Meaning {
        var modifiers: Key.Modifiers = []
        if report & 4 != 0 { modifiers.insert(.shift) }
        if report & 8 != 0 { modifiers.insert(.alt) }
        if report & 16 != 0 { modifiers.insert(.control) }
        let position = Point(x: max(0, x - 1), y: max(0, y - 1))
        if report & 64 != 0 {
            guard report & 3 < 2 else { return .nothing }
            let kind: MouseEvent.Kind = report & 1 == 0 ? .wheelUp : .wheelDown
            return .event(.mouse(MouseEvent(kind: kind, button: .none, position: position, modifiers: modifiers)))
        }
        let buttons: [MouseEvent.Button] = [.left, .middle, .right, .none]
        let kind: MouseEvent.Kind = isRelease ? .release : report & 32 != 0 ? .drag : .press
        let event = MouseEvent(kind: kind, button: buttons[report & 3], position: position, modifiers: modifiers)
        return .event(.mouse(event))
    }
}
