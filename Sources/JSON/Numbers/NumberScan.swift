/// Where a number ends, by the grammar of RFC 8259, section 6.
struct NumberScan {
    /// The first byte that cannot belong to the number.
    let end: Int
    /// The end of the longest part that is a number by itself; where it began if there is none.
    let longest: Int

    /// Whether everything that was scanned is a number.
    var isComplete: Bool { end == longest }

    @inline(__always)
    init(_ base: UnsafePointer<UInt8>, from start: Int, end limit: Int) {
        var at = start
        if at < limit, base[at] == UInt8(ascii: "-") { at += 1 }
        let integer = at
        if at < limit, base[at] == UInt8(ascii: "0") {
            at += 1
        } else {
            at = Self.skipDigits(base, at, limit)
        }
        guard at > integer else {
            self.init(end: max(at, start + 1), longest: start)
            return
        }
        var longest = at
        if at < limit, base[at] == UInt8(ascii: ".") {
            let digits = at + 1
            at = Self.skipDigits(base, digits, limit)
            guard at > digits else {
                self.init(end: at, longest: longest)
                return
            }
            longest = at
        }
        if at < limit, base[at] | 0x20 == UInt8(ascii: "e") {
            at += 1
            if at < limit, base[at] == UInt8(ascii: "+") || base[at] == UInt8(ascii: "-") { at += 1 }
            let digits = at
            at = Self.skipDigits(base, digits, limit)
            guard at > digits else {
                self.init(end: at, longest: longest)
                return
            }
            longest = at
        }
        self.init(end: at, longest: longest)
    }

    private init(end: Int, longest: Int) {
        self.end = end
        self.longest = longest
    }

    @inline(__always)
    private static func skipDigits(_ base: UnsafePointer<UInt8>, _ start: Int, _ limit: Int) -> Int {
        var at = start
        while at < limit, base[at] &- UInt8(ascii: "0") < 10 { at += 1 }
        return at
    }
}
