import RequestCore
import TextUI

/// The word for what a run does: `streaming 85 tok/s`, `retrying in 2 s (429)`.
enum RunActivity {
    static func text(of run: ActiveRun, now: Double, _ theme: Theme) -> StyledText {
        if run.isStopping { return StyledText("stopping", theme[.warn]) }
        if let retry = run.retry {
            let why = retry.because.failingStatus.map { " (\($0))" } ?? ""
            return StyledText("retrying in \(Readable.seconds(max(0, retry.at - now) * 1000))\(why)", theme[.warn])
        }
        if let first = run.firstPieceAt {
            let elapsed = now - first
            let pace = elapsed > 0.25 ? " \(Int(Double(run.pieceCount) / elapsed)) tok/s" : ""
            return StyledText("streaming" + pace, theme[.good])
        }
        let waited = (now - run.startedAt) * 1000
        if run.reply.status == nil, waited < 500 { return StyledText("connecting", theme[.accent]) }
        return StyledText("waiting \(Readable.seconds(waited))", theme[.accent])
    }

    /// The word for a run that ended without an answer; nil for one with an answer.
    static func ending(_ failure: RunError?, _ theme: Theme) -> StyledText? {
        guard let failure else { return nil }
        if failure.isInterruption { return StyledText("interrupted", theme[.warn]) }
        if failure.kind == .cancelled { return StyledText("stopped", theme[.warn]) }
        return StyledText("failed" + (failure.failingStatus.map { " \($0)" } ?? ""), theme[.bad])
    }
}
