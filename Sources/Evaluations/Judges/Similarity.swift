/// `similar`: how near two embeddings are to each other.
package enum Similarity {
    /// The model that makes embeddings.
    package static let model = "text-embedding-3-large"

    /// What a check says of an answer whose embedding is `own`; the nearest of several references counts.
    ///
    /// `similar` and `similar:cosine` hold from their threshold on, 0.75 by default, as does `similar:dot`;
    /// `similar:euclidean` up to it.
    package static func finding(of check: Check, own: [Double], references: [[Double]]) -> CheckFinding {
        let isDistance = check.type == "similar:euclidean"
        let scores = references.map { measure(own, $0, check.type) }
        guard let best = isDistance ? scores.min() : scores.max(), best.isFinite else {
            return .failed("the embeddings cannot be compared")
        }
        let limit = check.threshold ?? 0.75
        let holds = isDistance ? best <= limit : best >= limit
        let isRight = holds != check.isNegated
        let score = min(1, max(0, isDistance ? 1 / (1 + best) : best))
        return CheckFinding(
            isRight ? .pass : .fail, score: check.isNegated ? 1 - score : score,
            reason: isRight
                ? nil
                : "\(isDistance ? "distance" : "similarity") \((best * 10_000).rounded() / 10_000), threshold \(limit)")
    }

    private static func measure(_ left: [Double], _ right: [Double], _ type: String) -> Double {
        let dot = zip(left, right).reduce(0) { $0 + $1.0 * $1.1 }
        switch type {
        case "similar:dot": return dot
        case "similar:euclidean":
            return zip(left, right).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }.squareRoot()
        default:
            let lengths = (left.reduce(0) { $0 + $1 * $1 } * right.reduce(0) { $0 + $1 * $1 }).squareRoot()
            return lengths > 0 ? dot / lengths : .nan
        }
    }
}
