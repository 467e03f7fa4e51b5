/// What the logs say about a version.
package struct VersionStatistics: Sendable, Hashable {
    /// The most finished runs whose times are compared; with more of them the newest count.
    package static let timedRuns = 200

    /// The number of runs.
    package var runCount: Int
    /// The median time of the newest finished runs, in milliseconds; nil if none finished.
    package var medianMS: Double?
    /// The total cost of all runs with a known cost, in US dollars; nil if none is known.
    package var cost: Double?
    /// The number of answers rated good.
    package var goodCount: Int
    /// The number of answers rated bad.
    package var badCount: Int

    package init(
        runCount: Int, medianMS: Double? = nil, cost: Double? = nil, goodCount: Int = 0, badCount: Int = 0
    ) {
        self.runCount = runCount
        self.medianMS = medianMS
        self.cost = cost
        self.goodCount = goodCount
        self.badCount = badCount
    }
}

extension VersionStatistics {
    /// How people rated the answers, as `+3 -1`; nil where nobody did.
    package var judged: String? {
        let words = [goodCount > 0 ? "+\(goodCount)" : "", badCount > 0 ? "-\(badCount)" : ""].filter { !$0.isEmpty }
        return words.isEmpty ? nil : words.joined(separator: " ")
    }
}
