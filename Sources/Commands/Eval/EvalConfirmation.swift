import Evaluations
import RequestCore
import TextUI

/// Tells what an evaluation will send and cost, and asks where that is more than `confirm_above` in `config.yaml`.
struct EvalConfirmation {
    let session: CommandSession

    /// - Throws: ``CommandFailure`` if the person says no.
    func check(_ plan: EvalPlan, _ queue: CellQueue) throws {
        let estimate = CostEstimate(plan.columns, plan.dataset, requests: queue.counts)
        guard estimate.dollars != nil || !estimate.unpriced.isEmpty else { return }
        var parts = ["\(Readable.count(estimate.requests)) requests"]
        if let dollars = estimate.dollars {
            let shown = dollars < 0.0001 ? "less than $0.0001" : "about \(Readable.dollars(dollars))"
            parts.append("\(shown) for what is sent; the answers cost more")
        }
        if !estimate.unpriced.isEmpty {
            parts.append("no price is known of \(estimate.unpriced.joined(separator: ", "))")
        }
        let sentence = "etude: " + Sanitiser.oneLine(parts.joined(separator: ", "))
        let limit = session.surroundings.settings.confirmAbove
        guard let limit, let dollars = estimate.dollars, dollars > limit else { return session.errors.line(sentence) }
        // Where nobody can be asked, the person has said so by starting it.
        guard let answer = session.ask([sentence, "etude: send them? [y/N] "]) else {
            return session.errors.line(sentence)
        }
        guard answer.hasPrefix("y") else { throw CommandFailure("nothing was sent", status: 1) }
    }
}
