/// Random numbers that come out the same for the same seed, on every machine (SplitMix64).
struct SeededGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// A number from 0 up to, but without, `bound`; 0 for bounds below 1.
    mutating func below(_ bound: Int) -> Int {
        bound < 1 ? 0 : Int(next() % UInt64(bound))
    }

    /// One of `items`; the empty text when there is none.
    mutating func pick(_ items: [String]) -> String {
        items.isEmpty ? "" : items[below(items.count)]
    }

    /// `count` characters of letters and digits.
    mutating func alphanumerics(_ count: Int) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789")
        return String((0..<count).map { _ in alphabet[below(alphabet.count)] })
    }

    /// `count` digits, the first not 0.
    mutating func digits(_ count: Int) -> String {
        String((0..<count).map { Character(String($0 == 0 ? 1 + below(9) : below(10))) })
    }
}

/// A hash that is the same in every process (FNV-1a, 64 bits).
enum StableHash {
    static func of(_ text: String) -> UInt64 {
        text.utf8.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
    }
}
