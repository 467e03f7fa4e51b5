internal import JSON

/// An amount of US dollars, exact to 10⁻¹² dollars, so that sums of prices are those on the bill.
package struct Dollars: Sendable, Hashable, Comparable {
    /// In units of 10⁻¹² dollars.
    package var picos: Int64

    package init(picos: Int64) { self.picos = picos }

    /// Nothing.
    package static let zero = Dollars(picos: 0)

    /// An amount that is written in decimals, such as `0.0375` or `1e-05`.
    ///
    /// - Parameter millionths: whether the text gives the amount for a million, as prices of tokens are given.
    /// - Returns: nil for a text that is no number, is negative, or cannot be told exactly.
    package init?(_ text: String, millionths: Bool = false) {
        let parts = text.lowercased().split(separator: "e", maxSplits: 1, omittingEmptySubsequences: false)
        guard let exponent = parts.count == 2 ? Int(parts[1]) : 0 else { return nil }
        let pieces = parts[0].split(separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
        let fraction = pieces.count == 2 ? pieces[1] : ""
        let digits = pieces[0] + fraction
        guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return nil }
        let significant = digits.drop { $0 == "0" }
        guard significant.count <= 18, abs(exponent) <= 100, var amount = Int64(significant.isEmpty ? "0" : significant)
        else { return nil }
        var shift = (millionths ? 6 : 12) + exponent - fraction.count
        while shift > 0, amount != 0 {
            let (longer, isTooLarge) = amount.multipliedReportingOverflow(by: 10)
            guard !isTooLarge else { return nil }
            amount = longer
            shift -= 1
        }
        while shift < 0, amount != 0 {
            guard amount % 10 == 0 else { return nil }
            amount /= 10
            shift += 1
        }
        picos = amount
    }

    /// The nearest binary number.
    package var value: Double { Double(picos) / 1e12 }

    /// So many times the amount; nil if it is too large.
    package func times(_ count: Int) -> Dollars? {
        let (product, isTooLarge) = picos.multipliedReportingOverflow(by: Int64(count))
        return isTooLarge ? nil : Dollars(picos: product)
    }

    /// The sum; nil if it is too large.
    package func adding(_ other: Dollars) -> Dollars? {
        let (sum, isTooLarge) = picos.addingReportingOverflow(other.picos)
        return isTooLarge ? nil : Dollars(picos: sum)
    }

    package static func < (left: Dollars, right: Dollars) -> Bool { left.picos < right.picos }
}

extension Dollars {
    /// An amount that a server has computed, perhaps with the noise of binary numbers in its last digits, which are
    /// rounded.
    ///
    /// - Returns: nil for a text that is no number or is negative.
    package init?(rounding text: String) {
        if let exact = Dollars(text) {
            self = exact
            return
        }
        guard let value = Double(text), value >= 0, value < 1e6 else { return nil }
        picos = Int64((value * 1e12).rounded())
    }
}
