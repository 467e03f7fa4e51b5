/// Percentiles as evaluations and logs define them.
package enum NearestRank {
    /// The smallest value that at least so many per cent of the values do not exceed; nil for no values.
    ///
    /// - Parameter sorted: ascending.
    package static func value(_ percent: Double, ofSorted sorted: [Double]) -> Double? {
        guard !sorted.isEmpty else { return nil }
        let rank = Int((percent / 100 * Double(sorted.count)).rounded(.up))
        return sorted[min(max(rank, 1), sorted.count) - 1]
    }
}
