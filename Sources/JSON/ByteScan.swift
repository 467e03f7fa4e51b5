/// Looks through bytes eight at a time for those that mean something inside a JSON string.
enum ByteScan {
    private static let ones: UInt64 = 0x0101_0101_0101_0101
    private static let highBits: UInt64 = 0x8080_8080_8080_8080
    private static let spaces: UInt64 = ones * 0x20
    private static let quotes: UInt64 = ones * 0x22
    private static let backslashes: UInt64 = ones * 0x5C

    /// The first quote, backslash, control character or byte that is not ASCII, else `limit`.
    @inline(__always)
    static func endOfPlainASCII(_ base: UnsafePointer<UInt8>, from start: Int, end limit: Int) -> Int {
        end(base, from: start, limit, stops: highBits)
    }

    /// The first quote, backslash or control character, else `limit`.
    @inline(__always)
    static func endOfPlain(_ base: UnsafePointer<UInt8>, from start: Int, end limit: Int) -> Int {
        end(base, from: start, limit, stops: 0)
    }

    /// `stops` has the high bit of each byte where a byte that is not ASCII ends the run.
    @inline(__always)
    private static func end(
        _ base: UnsafePointer<UInt8>, from start: Int, _ limit: Int, stops: UInt64
    ) -> Int {
        var at = start
        while at &+ 8 <= limit {
            let word = UInt64(
                littleEndian: UnsafeRawPointer(base + at).loadUnaligned(as: UInt64.self))
            // Subtracting borrows only past a byte that is a hit, so the lowest hit is always a true one.
            let quote = word ^ quotes
            let backslash = word ^ backslashes
            let hits =
                (((word &- spaces) & ~word) | ((quote &- ones) & ~quote) | ((backslash &- ones) & ~backslash))
                & highBits
                | (word & stops)
            if hits != 0 { return at &+ hits.trailingZeroBitCount >> 3 }
            at &+= 8
        }
        while at < limit {
            let byte = base[at]
            if byte < 0x20 || byte == 0x22 || byte == 0x5C || (stops != 0 && byte >= 0x80) { return at }
            at &+= 1
        }
        return limit
    }

    /// How many bytes the UTF-8 sequence at `at` has, 0 if it is not valid (Unicode 3.9, table 3-7).
    @inline(__always)
    static func lengthOfScalar(_ base: UnsafePointer<UInt8>, at: Int, end limit: Int) -> Int {
        let lead = base[at]
        let left = limit - at
        func continues(_ offset: Int) -> Bool { base[at + offset] & 0xC0 == 0x80 }
        switch lead {
        case 0..<0x80:
            return 1
        case 0xC2...0xDF:
            return left >= 2 && continues(1) ? 2 : 0
        case 0xE0...0xEF:
            guard left >= 3, continues(1), continues(2) else { return 0 }
            let second = base[at + 1]
            let isOverlong = lead == 0xE0 && second < 0xA0
            let isSurrogate = lead == 0xED && second > 0x9F
            return isOverlong || isSurrogate ? 0 : 3
        case 0xF0...0xF4:
            guard left >= 4, continues(1), continues(2), continues(3) else { return 0 }
            let second = base[at + 1]
            let isOverlong = lead == 0xF0 && second < 0x90
            let isBeyond = lead == 0xF4 && second > 0x8F
            return isOverlong || isBeyond ? 0 : 4
        default:
            return 0
        }
    }

    /// The value of four hexadecimal digits; nil if one of them is not a digit. The caller makes sure that there are
    /// four bytes.
    static func fourHexDigits(_ base: UnsafePointer<UInt8>, at: Int) -> UInt32? {
        var value: UInt32 = 0
        for offset in 0..<4 {
            guard let digit = hexDigit(base[at + offset]) else { return nil }
            value = value << 4 | digit
        }
        return value
    }

    /// The value of a hexadecimal digit of either case.
    static func hexDigit(_ byte: UInt8) -> UInt32? {
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(byte - UInt8(ascii: "0"))
        case UInt8(ascii: "a")...UInt8(ascii: "f"): UInt32(byte - UInt8(ascii: "a") + 10)
        case UInt8(ascii: "A")...UInt8(ascii: "F"): UInt32(byte - UInt8(ascii: "A") + 10)
        default: nil
        }
    }
}
