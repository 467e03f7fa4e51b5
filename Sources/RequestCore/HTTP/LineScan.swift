/// Looks for line ends eight bytes at a time.
enum LineScan {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080

    /// The place of the first CR or LF from `start` on, else the count of the bytes.
    static func endOfLine(in bytes: [UInt8], from start: Int) -> Int {
        bytes.withUnsafeBytes { buffer in
            var at = start
            while at &+ 8 <= buffer.count {
                let word = UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: at, as: UInt64.self))
                let lineFeed = word ^ (ones &* 0x0A)
                let carriageReturn = word ^ (ones &* 0x0D)
                // Subtracting borrows only past a byte that is a hit, so the lowest hit is always a true one.
                let hits =
                    (((lineFeed &- ones) & ~lineFeed) | ((carriageReturn &- ones) & ~carriageReturn)) & highBits
                if hits != 0 { return at &+ hits.trailingZeroBitCount >> 3 }
                at &+= 8
            }
            while at < buffer.count, buffer[at] != 0x0A, buffer[at] != 0x0D { at &+= 1 }
            return at
        }
    }
}
