import Evaluations
import RequestCore
import TextUI

/// Tells what an evaluation will send and cost, and asks where that is more than `confirm_above` in `config.yaml`.
struct EvalConfirmation {
    let session: CommandSession

    /// - Throws: ``CommandFailure`` if the person says no.
    func check(_ estimate: CostEstimate) throws {
        guard estimate.dollars != nil || !estimate.unpriced.isEmpty else { return }
        let sentence = "etude: " + Self.sentence(estimate)
        let limit = session.surroundings.settings.confirmAbove
        guard let limit, let dollars = estimate.dollars, dollars > limit else { return session.errors.line(sentence) }
        // Where nobody can be asked, the person has said so by starting it.
        guard let answer = session.ask([sentence, "etude: send them? [y/N] "]) else {
            return session.errors.line(sentence)
        }
        guard answer.hasPrefix("y") else { throw CommandFailure("nothing was sent", status: 1) }
    }

    /// `360 requests, about $0.21 for what is sent; the answers cost more`.
    static func sentence(_ estimate: CostEstimate) -> String {
        var parts = ["\(Readable.count(estimate.requests)) \(estimate.requests == 1 ? "request" : "requests")"]
        if let dollars = estimate.dollars {
            let shown = dollars < 0.0001 ? "less than $0.0001" : "about \(Readable.dollars(dollars))"
            parts.append("\(shown) for what is sent; the answers cost more")
        }
        if !estimate.unpriced.isEmpty {
            parts.append("no price is known of \(estimate.unpriced.joined(separator: ", "))")
        }
        return Sanitiser.oneLine(parts.joined(separator: ", "))
    }
}
