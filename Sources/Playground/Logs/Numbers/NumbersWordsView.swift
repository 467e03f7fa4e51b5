import Evaluations
import Logbook
import TextUI

/// The lines about all logs.
struct NumbersWordsView {
    private let all: LogNumbers
    private let theme: Theme

    init(_ report: LogReport, theme: Theme) {
        all = report.all
        self.theme = theme
    }

    /// The times stand beside the sums where there is room, else below them.
    func lines(width: Int) -> [StyledText] {
        let sums = [
            line([("runs", Readable.count(all.runs)), ("errors", errors), ("stopped", stopped)]),
            line([("cost", cost)]), line([("tokens", tokens)]),
        ]
        let times = [
            line([("first token", self.times(all.firstTokenMS))]), line([("total      ", self.times(all.totalMS))]),
        ]
        let left = (sums.map(\.width).max() ?? 0) + 4
        guard left + (times.map(\.width).max() ?? 0) <= width else { return sums + times }
        return sums.enumerated().map { row, sum in
            guard times.indices.contains(row) else { return sum }
            return StyledText(spans: sum.padded(to: left).spans + times[row].spans)
        }
    }

    private func line(_ facts: [(label: String, value: String?)]) -> StyledText {
        facts.reduce(into: StyledText()) { text, fact in
            guard let value = fact.value else { return }
            if !text.isEmpty { text.append("   ") }
            text.append(fact.label + " ", theme[.dim])
            text.append(value, theme[.text])
        }
    }

    /// Their number, their share, and where the share lies with 95 % confidence; without a share for a few runs, of which it says
    /// little.
    private var errors: String {
        guard all.errors > 0, all.runs >= 10, let interval = Statistics.wilson(passed: all.errors, of: all.runs) else {
            return Readable.count(all.errors)
        }
        let share = Readable.fixed(Double(all.errors) / Double(all.runs) * 100, digits: 1)
        let (low, high) = (
            Readable.fixed(interval.lowerBound * 100, digits: 1), Readable.fixed(interval.upperBound * 100, digits: 1)
        )
        return "\(Readable.count(all.errors)), \(share) % (\(low)–\(high))"
    }

    private var stopped: String? { all.cancelled > 0 ? Readable.count(all.cancelled) : nil }

    private var cost: String {
        var words = Self.cost(all) ?? "–"
        if let each = all.costOfARun { words += ", \(Readable.dollars(each)) a run" }
        if all.unpriced > 0 { words += ", \(Readable.count(all.unpriced)) without a price" }
        return words
    }

    /// A lower bound where some runs have no price; nil where none has.
    static func cost(_ numbers: LogNumbers) -> String? {
        numbers.cost.map { (numbers.unpriced > 0 ? "≥ " : "") + Readable.dollars($0.value) }
    }

    private var tokens: String {
        let (given, made) = (all.promptTokens.map(Readable.count), all.completionTokens.map(Readable.count))
        return "\(given ?? "–") in, \(made ?? "–") out"
    }

    private func times(_ times: LogNumbers.Times) -> String {
        "p50 \(time(times.p50))  p95 \(time(times.p95))  p99 \(time(times.p99))"
    }

    private func time(_ milliseconds: Double?) -> String { milliseconds.map(Readable.seconds) ?? "–" }
}
