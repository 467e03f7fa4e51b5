/// What one column of a grid comes to.
package struct GridHead: Sendable, Hashable {
    /// The rows that pass.
    package var passed = 0
    /// The rows with at least one checked cell.
    package var checked = 0
    /// The rows of which every checked cell passes.
    package var always = 0
    /// The rows of which at least one checked cell passes.
    package var once = 0
    /// The rows that pass here and not in the baseline.
    package var gained = 0
    /// The rows that pass in the baseline and not here.
    package var lost = 0
    /// The cells whose request failed, or whose checks did not run.
    package var errors = 0
    /// The cells with an answer and no check that can be run here.
    package var unchecked = 0
    /// The cells with an answer.
    package var answered = 0
    /// The cells whose request is under way.
    package var sent = 0
    /// The sum over rows of distinct answers.
    package var answers = 0
    /// The median of the answered cells, in milliseconds, by nearest rank; nil without any.
    package var median: Double?
    /// The 95th percentile of the answered cells, in milliseconds, by nearest rank; nil without any.
    package var high: Double?
    /// US dollars of the answered cells; nil if the cost of one is not known, or if there is none.
    package var cost: Double? { unpriced > 0 || answered == 0 ? nil : knownCost }
    /// The tokens of the answers; nil if a server did not say, or if there are none.
    package var completionTokens: Int? { uncounted > 0 || answered == 0 ? nil : knownTokens }
    /// US dollars of the answered cells whose cost is known.
    private var knownCost = 0.0
    /// The answered cells whose cost is not known.
    private var unpriced = 0
    /// The tokens of the answers whose server said.
    private var knownTokens = 0
    /// The answered cells whose server did not say.
    private var uncounted = 0

    /// Counts nothing.
    package init() {}

    /// Counts a row, or counts it no more.
    ///
    /// - Parameters:
    ///   - base: the row in the baseline; nil in the baseline's own column.
    ///   - sign: 1, or -1 to count it no more.
    mutating func count(_ tally: GridTally, base: GridTally?, rowUnder: Double?, sign: Int) {
        errors += sign * tally.errors
        unchecked += sign * tally.unchecked
        answered += sign * tally.answered
        sent += sign * tally.sent
        answers += sign * tally.answers
        guard let passes = tally.passes(rowUnder: rowUnder) else { return }
        checked += sign
        if passes { passed += sign }
        if tally.passed == tally.checked { always += sign }
        if tally.passed > 0 { once += sign }
        guard let before = base?.passes(rowUnder: rowUnder), before != passes else { return }
        if passes { gained += sign } else { lost += sign }
    }

    /// Forgets what answers cost.
    mutating func forgetCosts() { (knownCost, unpriced, knownTokens, uncounted) = (0, 0, 0, 0) }

    /// Adds what an answered cell costs.
    mutating func addCosts(of cell: GridCell) {
        if let cost = cell.cost { knownCost += cost } else { unpriced += 1 }
        if let tokens = cell.completionTokens { knownTokens = knownTokens.addingAtMost(tokens) } else { uncounted += 1 }
    }
}

extension GridHead {
    /// What a difference from the baseline is worth, in words: `+3 −0, could be chance`; nil if no row was checked.
    package var difference: String? {
        guard checked > 0 else { return nil }
        return "+\(gained) −\(lost), " + Statistics.words(gained: gained, lost: lost)
    }

    /// `19 of 24  79 %  60–91`; below ten rows a share would say more than is known. nil if nothing was checked.
    package var passes: String? {
        guard checked > 0 else { return nil }
        var text = "\(passed) of \(checked)"
        if checked >= 10, let interval = Statistics.wilson(passed: passed, of: checked) {
            text += "  \(Statistics.percent(Double(passed) / Double(checked))) %"
            text += "  \(Statistics.percent(interval.lowerBound))–\(Statistics.percent(interval.upperBound))"
        }
        return text
    }
}

extension Statistics {
    /// A share as a whole number of per cent.
    package static func percent(_ share: Double) -> Int { Int((share * 100).rounded()) }
}
