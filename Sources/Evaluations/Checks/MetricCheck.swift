import JSON
import Prompts

/// Checks that measure a text, and compare the measure with a threshold.
enum MetricCheck {
    static func finding(of check: Check, about output: String) -> CheckFinding {
        let references = check.value?.arrayValue?.map(TextCheck.text) ?? [TextCheck.text(check.value ?? .null)]
        let score: Double
        switch check.type {
        case "levenshtein":
            let limit = check.threshold ?? 5
            guard let distance = TextMetrics.levenshtein(output, references.first ?? "") else {
                return .failed("both texts are too long to be compared letter by letter")
            }
            return NativeCheck.negating(
                check,
                .rule(Double(distance) <= limit, "\(Plural.of(distance, "edit")) away, more than \(plain(limit))"))
        case "rouge-n": score = TextMetrics.rouge(output, references.first ?? "")
        case "bleu": score = TextMetrics.bleu(output, references)
        default: score = TextMetrics.gleu(output, references)
        }
        let limit = check.threshold ?? (check.type == "rouge-n" ? 0.75 : 0.5)
        let isRight = (score >= limit) != check.isNegated
        let reached = check.isNegated ? 1 - score : score
        let word = check.isNegated ? "not below" : "below"
        return isRight
            ? CheckFinding(.pass, score: reached)
            : CheckFinding(
                .fail, score: reached,
                reason: "\(check.type) is \(plain(score < 1e-4 ? 0 : score)), \(word) \(plain(limit))")
    }

    static func latency(_ milliseconds: Double, _ check: Check) -> CheckFinding {
        guard let limit = check.threshold else { return .failed("latency needs a threshold in milliseconds") }
        return .rule(milliseconds <= limit, "took \(plain(milliseconds)) ms, more than \(plain(limit))")
    }

    static func cost(_ dollars: Double?, _ check: Check) -> CheckFinding {
        guard let limit = check.threshold else { return .failed("cost needs a threshold in US dollars") }
        guard let dollars else { return .failed("what this answer cost is not known") }
        return .rule(dollars <= limit, "cost $\(plain(dollars)), more than $\(plain(limit))")
    }

    /// At most four decimals.
    private static func plain(_ value: Double) -> String {
        let rounded = value.magnitude < 1e9 && value.magnitude > 1e-4 ? (value * 10_000).rounded() / 10_000 : value
        return JSONNumber(rounded)?.text ?? "\(value)"
    }
}
