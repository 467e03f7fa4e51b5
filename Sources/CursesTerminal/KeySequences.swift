import TextUI

/// The sequences that terminfo says the terminal's keys send.
enum KeySequences {
    static func fromTerminfo() -> [[UInt8]: Key] {
        var sequences: [[UInt8]: Key] = [:]
        for (name, key) in names + functions + modified {
            if let bytes = Capability.bytes(name), sequences[bytes] == nil { sequences[bytes] = key }
        }
        return sequences
    }

    private static let names: [(String, Key)] = [
        ("kcuu1", .up), ("kcud1", .down), ("kcub1", .left), ("kcuf1", .right), ("khome", .home), ("kend", .end),
        ("kpp", .pageUp), ("knp", .pageDown), ("kich1", .insert), ("kdch1", .delete), ("kbs", .backspace),
        ("kent", .enter), ("kcbt", .shiftTab), ("kLFT", Key(.left, .shift)), ("kRIT", Key(.right, .shift)),
        ("kri", Key(.up, .shift)), ("kind", Key(.down, .shift)), ("kUP", Key(.up, .shift)),
        ("kDN", Key(.down, .shift)), ("kHOM", Key(.home, .shift)), ("kEND", Key(.end, .shift)),
        ("kPRV", Key(.pageUp, .shift)), ("kNXT", Key(.pageDown, .shift)), ("kDC", Key(.delete, .shift)),
        ("kIC", Key(.insert, .shift)),
    ]

    private static let functions = (1...12).map { ("kf\($0)", Key.function($0)) }

    /// The extended names end in xterm's number of the modifiers.
    private static let modified: [(String, Key)] = {
        let codes: [(String, Key.Code)] = [
            ("kUP", .up), ("kDN", .down), ("kLFT", .left), ("kRIT", .right), ("kHOM", .home), ("kEND", .end),
            ("kPRV", .pageUp), ("kNXT", .pageDown), ("kDC", .delete), ("kIC", .insert),
        ]
        let modifiers: [(Int, Key.Modifiers)] = [
            (3, .alt), (4, [.alt, .shift]), (5, .control), (6, [.control, .shift]), (7, [.control, .alt]),
        ]
        return codes.flatMap { name, code in
            modifiers.map { number, modifiers in ("\(name)\(number)", Key(code, modifiers)) }
        }
    }()
}
