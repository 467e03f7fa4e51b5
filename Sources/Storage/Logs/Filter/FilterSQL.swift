import GRDB
import Logbook

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The SQL of a filter's terms, over a row of `log`.
struct FilterSQL: Sendable {
    /// The keys of logs that say they are running and whose process is gone.
    var dead: [Int64] = []
    /// Whether logs of an earlier program are still in the search of that program.
    var isSearchMixed = false
    /// The searches that are looked up as a whole (``ListedSearches``).
    var listed: Set<String> = []

    /// What the terms say together; nil where they say nothing.
    func condition(_ filter: LogFilter) -> SQLPiece? { .all(filter.terms.compactMap(condition)) }

    /// What a term says; nil for a term without a letter or digit, which says nothing.
    func condition(_ term: LogTerm) -> SQLPiece? {
        let piece: SQLPiece? =
            switch term.condition {
            case .word, .phrase: term.searchPattern.map(search)
            case .saved(_, let filter): condition(filter)
            case .field(let field, let matches): .any(matches.map { condition(field, $0) })
            }
        return term.isComplement ? piece?.complement : piece
    }

    /// Whether a log is among the matches of a search. What is looked up as a whole is looked up once.
    private func search(_ pattern: SearchPattern) -> SQLPiece {
        let table = pattern.table.rawValue
        let isAsked = pattern.isQuick && !listed.contains(pattern.text)
        let new = SQLPiece(
            isAsked
                ? "EXISTS (SELECT 1 FROM \(table) WHERE \(table) MATCH ? AND \(table).rowid = \(SearchPlace.ofLog))"
                : "\(SearchPlace.ofLog) IN (SELECT rowid FROM \(table) WHERE \(table) MATCH ?)", [pattern.expression])
        return isSearchMixed ? EarlierSearch.mixed(new, pattern.text) : new
    }

    func condition(_ field: LogField, _ match: LogMatch) -> SQLPiece {
        switch field {
        case .prompt: text("prompt", match)
        case .provider: text("provider", match)
        case .model: text("model", match)
        case .resolved: text("resolvedModel", match)
        case .finish: text("finish", match)
        case .caller: text("caller", match)
        case .session: text("session", match)
        case .user: text("endUser", match)
        case .conversation: text("conversation", match)
        case .source: text("source", match)
        case .dialect: text("dialect", match)
        case .schema: text("schema", match)
        case .id: text("id", match)
        case .run: run(match)
        case .error: error(match)
        case .status: status(match)
        case .version: version(match)
        case .env:
            nested("(prompt, versionID) IN (SELECT promptName, configID FROM environment WHERE ?)", "name", match)
        case .eval:
            nested(
                """
                id IN (SELECT evaluationCell.log FROM evaluation
                    JOIN evaluationCell ON evaluationCell.evaluation = evaluation.key WHERE ?)
                """, "evaluation.id", match)
        case .tool: names("tools", match)
        case .call: names("calls", match)
        case .tag: nested("log.key IN (SELECT logTag.log FROM logTag WHERE ?)", "tag", match)
        case .note: nested("log.key IN (SELECT logJudgement.log FROM logJudgement WHERE ?)", "note", match)
        case .correction:
            nested("log.key IN (SELECT logJudgement.log FROM logJudgement WHERE ?)", "correction", match)
        case .score: nested("log.key IN (SELECT logJudgement.log FROM logJudgement WHERE ?)", "score", match)
        case .feedback: feedback(match)
        case .image:
            switch match {
            case .word("yes"): SQLPiece("imageCount > 0")
            case .word: SQLPiece("imageCount = 0")
            default: SQLPiece("imageCount IS NOT NULL")
            }
        case .cost: plain("cost", match)
        case .tokens: plain("totalTokens", match)
        case .tokensIn: plain("promptTokens", match)
        case .tokensOut: plain("completionTokens", match)
        case .first: plain("firstTokenMS", match)
        case .total: plain("totalMS", match)
        case .retries: retries(match)
        case .since, .until, .day: plain("createdAt", match)
        }
    }

    /// A condition on a column or expression.
    private func plain(_ column: String, _ match: LogMatch) -> SQLPiece {
        switch match {
        case .anything, .version: SQLPiece("\(column) IS NOT NULL")
        case .text(let pattern): glob(column, pattern)
        case .word(let word): SQLPiece("\(column) = ?", [word])
        case .number(let comparison, let number):
            SQLPiece("\(column) \(comparison == .equal ? "=" : comparison.rawValue) ?", [number])
        case .time(let from, let to, _):
            .all(
                [
                    from.map { SQLPiece("\(column) >= ?", [$0.milliseconds]) },
                    to.map { SQLPiece("\(column) < ?", [$0.milliseconds]) },
                ].compactMap(\.self)) ?? SQLPiece("TRUE")
        }
    }

    private func text(_ column: String, _ match: LogMatch) -> SQLPiece { plain(column, match) }

    /// A pattern, with the range of its beginning, which an index can be searched for.
    private func glob(_ column: String, _ pattern: LogPattern) -> SQLPiece {
        if let exact = pattern.exact { return SQLPiece("\(column) = ?", [exact.storable]) }
        let whole = SQLPiece("\(column) GLOB ?", [pattern.glob.storable])
        guard let start = pattern.pieces.first?.storable, !start.isEmpty else { return whole }
        let from = SQLPiece("\(column) >= ?", [start])
        // The largest scalar follows every text that begins so, because SQLite compares bytes of UTF-8.
        return .all([from, SQLPiece("\(column) <= ?", [start + "\u{10FFFF}"]), whole]) ?? whole
    }

    /// A condition on a column of another table, put in the place of the `?` in `frame`.
    private func nested(_ frame: String, _ column: String, _ match: LogMatch) -> SQLPiece {
        var piece = plain(column, match)
        piece.sql = frame.replacing("?", with: piece.sql)
        return piece
    }

    private func names(_ column: String, _ match: LogMatch) -> SQLPiece {
        if match == .anything { return SQLPiece("\(column) IS NOT NULL") }
        return nested(
            "\(column) IN (SELECT nameSet.key FROM nameSet, json_each(names) WHERE ?)", "json_each.value", match)
    }

    /// The first log of a run has the run's id.
    private func run(_ match: LogMatch) -> SQLPiece {
        guard case .text(let pattern) = match, let id = pattern.exact?.storable else {
            return text("IFNULL(run, id)", match)
        }
        return SQLPiece("run = ? OR id = ? AND run IS NULL", [id, id])
    }

    private func error(_ match: LogMatch) -> SQLPiece {
        switch match {
        case .text(let pattern) where pattern.exact != nil: glob("errorKind", pattern)
        default: plain("error", match)
        }
    }

    private func feedback(_ match: LogMatch) -> SQLPiece {
        switch match {
        case .word("good"): SQLPiece("feedback = 1")
        case .word("bad"): SQLPiece("feedback = -1")
        case .word: SQLPiece("feedback IS NULL")
        default: SQLPiece("feedback IS NOT NULL")
        }
    }

    /// A condition that can only hold of logs with a retry says so, for the index of those.
    private func retries(_ match: LogMatch) -> SQLPiece {
        let piece = plain("retries", match)
        guard case .number(let comparison, let number) = match else { return piece }
        let needsOne =
            switch comparison {
            case .above: number >= 0
            case .atLeast, .equal: number > 0
            case .atMost, .below: false
            }
        return needsOne ? .all([SQLPiece("retries > 0"), piece]) ?? piece : piece
    }

    private func status(_ match: LogMatch) -> SQLPiece {
        guard case .word(let word) = match, let state = LogStatus(rawValue: word) else {
            let piece = plain("status", match)
            guard case .number(let comparison, let number) = match, comparison != .below, comparison != .atMost,
                number >= 300
            else { return piece }
            return .all([SQLPiece("status >= 300"), piece]) ?? piece
        }
        let isDead = dead.isEmpty ? nil : "log.key IN (\(dead.map(String.init).joined(separator: ", ")))"
        // The index of states leaves out what has finished, and is taken only where that is said.
        func unfinished(_ state: String) -> String { "state <> 'finished' AND state = '\(state)'" }
        switch state {
        case .ok: return SQLPiece("state = 'finished' AND isWhole IS NOT 0")
        case .error: return SQLPiece(isDead.map { "state = 'failed' OR \($0)" } ?? unfinished("failed"))
        case .cancelled: return SQLPiece(unfinished("cancelled"))
        case .running: return SQLPiece(isDead.map { "state = 'running' AND NOT \($0)" } ?? unfinished("running"))
        case .incomplete: return SQLPiece(isDead.map { "isWhole = 0 OR \($0)" } ?? "isWhole = 0")
        }
    }

    private func version(_ match: LogMatch) -> SQLPiece {
        guard case .version(let version) = match else { return SQLPiece("versionID IS NOT NULL") }
        switch version {
        case .number(let number, nil):
            return SQLPiece(
                "(prompt, versionID) IN (SELECT promptName, configID FROM version WHERE number = ?)", [number])
        case .number(let number, let prompt?):
            return SQLPiece(
                """
                prompt = ? AND versionID = (SELECT configID FROM version WHERE promptName = ? AND number = ?)
                """, [prompt, prompt, number])
        case .environment(let name, let prompt):
            return SQLPiece(
                """
                prompt = ? AND versionID = (SELECT configID FROM environment WHERE promptName = ? AND name = ?)
                """, [prompt, prompt, name])
        case .hash(let digits):
            if digits.utf8.count == 64 { return SQLPiece("versionID = ?", [digits]) }
            // `g` follows every hex digit.
            return SQLPiece("versionID >= ? AND versionID < ?", [digits, digits + "g"])
        }
    }
}
