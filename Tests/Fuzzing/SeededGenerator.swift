/// Random numbers that are the same in every run (SplitMix64), so that a failure can be repeated.
package struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64

    package init(seed: UInt64) {
        state = seed
    }

    /// The numbers of one input out of many, which can be had without those before it.
    package init(seed: UInt64, input: UInt64) {
        var numbers = SeededGenerator(seed: seed)
        // Seeds that stand near each other would give the same numbers, shifted; what is made of them does not.
        numbers.state = numbers.next() ^ input
        state = numbers.next()
    }

    package mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// From 0 up to, but without, `limit`, which is at least 1.
    package mutating func below(_ limit: Int) -> Int {
        Int.random(in: 0..<limit, using: &self)
    }

    /// True so many times in a hundred.
    package mutating func chance(_ percent: Int) -> Bool {
        below(100) < percent
    }

    /// One of `choices`, which are not empty.
    package mutating func pick<T>(_ choices: [T]) -> T {
        choices[below(choices.count)]
    }

    /// `bytes` cut into pieces of 1 to `longest` bytes; now and then an empty one, as networks have them.
    package mutating func cut(_ bytes: [UInt8], longest: Int) -> [[UInt8]] {
        var pieces: [[UInt8]] = []
        var at = 0
        while at < bytes.count {
            let end = min(at + below(longest + 1), bytes.count)
            pieces.append(Array(bytes[at..<end]))
            at = end
        }
        return pieces
    }
}
