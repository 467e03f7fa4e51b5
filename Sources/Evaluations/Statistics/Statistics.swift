import Glibc
import RequestCore

/// What a count of passes is worth.
package enum Statistics {
    /// Wilson's interval of a share at 95 % (Wilson 1927); nil for no rows.
    package static func wilson(passed: Int, of count: Int) -> ClosedRange<Double>? {
        guard count > 0 else { return nil }
        let z = 1.959963984540054
        let (n, share) = (Double(count), Double(passed) / Double(count))
        let middle = share + z * z / (2 * n)
        let half = z * (share * (1 - share) / n + z * z / (4 * n * n)).squareRoot()
        let width = 1 + z * z / n
        // Rounding leaves dust where the bound is exactly 0 or 1.
        let low = passed == 0 ? 0 : max(0, (middle - half) / width)
        let high = passed == count ? 1 : min(1, (middle + half) / width)
        return low...high
    }

    /// The exact two-sided McNemar test over rows: how likely a difference at least as uneven is by chance.
    ///
    /// - Parameters:
    ///   - gained: the rows that pass here and not in the baseline.
    ///   - lost: the rows that pass in the baseline and not here.
    package static func mcnemar(gained: Int, lost: Int) -> Double {
        let count = gained + lost
        guard count > 0 else { return 1 }
        // The terms' logarithms, because the first ones of a large table are below the range of Double.
        var (sum, term) = (0.0, -Double(count) * log(2))
        for index in 0...min(gained, lost) {
            sum += exp(term)
            term += log(Double(count - index) / Double(index + 1))
        }
        return min(1, 2 * sum)
    }

    /// How likely k of n repeats all pass, of which c passed: C(c,k)/C(n,k); nil for k beyond n.
    package static func allPass(passed: Int, of count: Int, taking k: Int) -> Double? {
        guard k >= 0, k <= count else { return nil }
        guard k <= passed else { return 0 }
        return (0..<k).reduce(1.0) { $0 * Double(passed - $1) / Double(count - $1) }
    }

    /// How likely at least one of k of n repeats passes, of which c passed: 1 − C(n−c,k)/C(n,k); nil for k beyond n.
    package static func anyPass(passed: Int, of count: Int, taking k: Int) -> Double? {
        allPass(passed: count - passed, of: count, taking: k).map { 1 - $0 }
    }

    /// The percentile by nearest rank: the smallest value that at least so many per cent do not exceed; nil for no values.
    ///
    /// - Parameter sorted: ascending.
    package static func percentile(_ percent: Double, ofSorted sorted: [Double]) -> Double? {
        NearestRank.value(percent, ofSorted: sorted)
    }

    /// Whether a difference between two columns may be chance, by the exact McNemar test at 5 %.
    package static func words(gained: Int, lost: Int) -> String {
        if gained == lost { return "no difference" }
        return mcnemar(gained: gained, lost: lost) < 0.05 ? "unlikely by chance" : "could be chance"
    }
}
