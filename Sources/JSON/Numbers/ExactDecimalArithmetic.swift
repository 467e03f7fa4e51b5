extension ExactDecimal: Comparable {
    /// Whether it has no fraction, however large it is.
    var isWhole: Bool { power >= 0 }

    static func < (left: ExactDecimal, right: ExactDecimal) -> Bool {
        if left.sign != right.sign { return left.sign < right.sign }
        return left.isNegative
            ? right.isSmallerInMagnitude(than: left) : left.isSmallerInMagnitude(than: right)
    }

    private var sign: Int { digits.isEmpty ? 0 : isNegative ? -1 : 1 }

    private func isSmallerInMagnitude(than other: ExactDecimal) -> Bool {
        // Both begin with a digit other than 0, so the place of that digit decides first.
        let (left, right) = (digits.count + power, other.digits.count + other.power)
        return left == right ? digits.lexicographicallyPrecedes(other.digits) : left < right
    }

    /// The approximate number of steps that ``isMultiple(of:)`` takes at most.
    func costOfDividing(by divisor: ExactDecimal) -> Int {
        if divisor.digits.count < 19 { return digits.count + 64 }
        let (steps, overflow) = (digits.count + 4 * divisor.digits.count)
            .multipliedReportingOverflow(by: 10 * divisor.digits.count)
        return overflow ? .max : steps
    }

    /// Whether this is the divisor times an integer.
    /// - Parameter divisor: not zero.
    func isMultiple(of divisor: ExactDecimal) -> Bool {
        if digits.isEmpty { return true }
        // Without trailing zeros this is not a multiple of ten, and so not of a divisor with more of them.
        guard power >= divisor.power else { return false }
        // This many zeros cover every factor 2 or 5 of the divisor; more of them change nothing.
        let zeros = min(power - divisor.power, 4 * divisor.digits.count)
        let dividend = digits + ArraySlice(repeatElement(0, count: zeros))
        return divisor.digits.count < 19
            ? Self.remainder(dividend, divisor.digits.reduce(0 as UInt64) { $0 * 10 + UInt64($1) }) == 0
            : Self.isDivisible(dividend, by: Array(divisor.digits))
    }

    private static func remainder(_ dividend: ArraySlice<UInt8>, _ divisor: UInt64) -> UInt64 {
        var rest: UInt64 = 0
        for digit in dividend {
            let (high, low) = rest.multipliedFullWidth(by: 10)
            let (sum, carry) = low.addingReportingOverflow(UInt64(digit))
            rest = divisor.dividingFullWidth((high + (carry ? 1 : 0), sum)).remainder
        }
        return rest
    }

    /// Long division as taught at school; only the remainder is kept.
    private static func isDivisible(_ dividend: ArraySlice<UInt8>, by divisor: [UInt8]) -> Bool {
        // One digit more than the divisor has: a remainder, shifted.
        var rest = [UInt8](repeating: 0, count: divisor.count + 1)
        for digit in dividend {
            rest.removeFirst()
            rest.append(digit)
            while subtract(divisor, from: &rest) {}
        }
        return rest.allSatisfy { $0 == 0 }
    }

    /// Subtracts unless the result would be negative.
    private static func subtract(_ divisor: [UInt8], from rest: inout [UInt8]) -> Bool {
        guard rest[0] > 0 || !rest.dropFirst().lexicographicallyPrecedes(divisor) else { return false }
        var borrow: UInt8 = 0
        for place in divisor.indices.reversed() {
            let taken = divisor[place] + borrow
            borrow = rest[place + 1] < taken ? 1 : 0
            rest[place + 1] = rest[place + 1] + borrow * 10 - taken
        }
        rest[0] -= borrow
        return true
    }
}
