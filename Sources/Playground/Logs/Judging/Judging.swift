package import RequestCore

/// Ratings of answers: good or bad, by `+` and `-` in the list of logs and in an opened log, and what else is said of them.
extension AppState {
    /// Rates an answer. The same rating again clears it.
    mutating func judge(_ id: String, _ feedback: LogRecord.Feedback, now: LogRecord.Feedback?) {
        ask(.logs(.judge(id, now == feedback ? nil : feedback)))
    }

    package mutating func logJudged(_ id: String, _ feedback: LogRecord.Feedback?) {
        logs.judge(id, feedback)
        gridJudged(id, feedback)
        layers.change(LogView.self) { if $0.record.id == id { $0.judge(feedback) } }
        return say(feedback.map { "rated as \($0.rawValue)" } ?? "the rating is cleared")
    }

    /// Asks what is said of answers, to change it.
    mutating func openJudgement(of ids: [String]) {
        guard ids.count == 1 else { return judgementLoaded(ids, Judgement()) }
        ask(.logs(.askJudgement(ids[0])))
    }

    /// Shows what is said of answers, to change it.
    package mutating func judgementLoaded(_ ids: [String], _ judgement: Judgement) {
        if !ids.isEmpty { layers.push(JudgementForm(ids, judgement)) }
    }

    /// Takes what is said of answers now.
    package mutating func judgementsChanged(_ judgements: [String: Judgement]) {
        for (id, judgement) in judgements {
            logs.judge(id, judgement.feedback)
            gridJudged(id, judgement.feedback)
        }
        layers.change(LogView.self) { view in
            if let judgement = judgements[view.record.id] { view.take(judgement) }
        }
        say(judgements.count == 1 ? "judgement saved" : "\(judgements.count) judgements saved")
    }
}
