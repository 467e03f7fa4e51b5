/// What the repeats of a row come to in one column.
package struct GridTally: Sendable, Hashable {
    /// The cells that pass their checks.
    package var passed = 0
    /// The cells that pass or fail.
    package var checked = 0
    /// The cells whose request failed, or whose checks did not run.
    package var errors = 0
    /// The cells with an answer and no check that can be run here.
    package var unchecked = 0
    /// The cells with an answer.
    package var answered = 0
    /// The cells whose request is under way.
    package var sent = 0
    /// The distinct answers.
    package var answers = 0

    /// Counts nothing.
    package init() {}

    /// Counts the repeats of a row.
    init(_ cells: some Sequence<GridCell?>) {
        var distinct: [String] = []
        for case let cell? in cells {
            if cell.state == .sent {
                sent += 1
                continue
            }
            if cell.state == .answered { answered += 1 }
            if let answer = cell.answer, !distinct.contains(answer) { distinct.append(answer) }
            switch cell.outcome {
            case .pass:
                passed += 1
                checked += 1
            case .fail: checked += 1
            case .error: errors += 1
            case .unchecked: unchecked += 1
            }
        }
        answers = distinct.count
    }

    /// Whether the row passes; nil if nothing of it was checked.
    ///
    /// - Parameter rowUnder: the share of the checked cells from which it passes; nil for more than half.
    package func passes(rowUnder: Double?) -> Bool? {
        checked == 0 ? nil : RowRule.passes(passed: passed, of: checked, rowUnder: rowUnder)
    }
}

/// When a row passes.
package enum RowRule {
    /// Whether enough of a row's checked cells pass.
    ///
    /// - Parameter rowUnder: the share from which the row passes; nil for more than half.
    package static func passes(passed: Int, of checked: Int, rowUnder: Double?) -> Bool {
        let (share, half) = (Double(passed) / Double(checked), 0.5)
        return rowUnder.map { share >= $0 - 1e-9 } ?? (share > half)
    }
}
