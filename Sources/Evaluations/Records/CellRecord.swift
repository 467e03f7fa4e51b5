package import JSON

/// The place of a generation in a grid.
package struct CellKey: Sendable, Hashable {
    /// The place of the column, from 0.
    package var column: Int
    /// The row's id.
    package var row: String
    /// How many equal rows stand before it.
    package var ordinal: Int
    /// Which of the repeats, from 0.
    package var `repeat`: Int

    /// Creates a key.
    package init(column: Int, row: String, ordinal: Int, repeat: Int) {
        self.column = column
        self.row = row
        self.ordinal = ordinal
        self.repeat = `repeat`
    }
}

/// A cell: what was generated for a column, a row and a repeat, by its log, and what the checks say of it.
package struct CellRecord: Sendable, Hashable {
    /// Whether there is an answer.
    package enum State: String, Sendable, Hashable {
        /// The request is under way, or its process was killed; the log knows.
        case sent
        case answered
        /// The request failed.
        case failed
    }

    /// Its place.
    package var key: CellKey
    /// The row's place in the dataset when it was sent, from 0.
    package var index: Int
    /// The log of its last generation.
    package var log: String
    /// Whether there is an answer.
    package var state: State
    /// What the checks say.
    package var verdict: CellVerdict
    /// The milliseconds of all rounds.
    package var latencyMS: Double
    /// The US dollars of all rounds; nil if they are not known.
    package var cost: Double?
    /// The tokens of the requests of all rounds; nil if the server did not say.
    package var promptTokens: Int?
    /// The tokens of the answers of all rounds; nil if the server did not say.
    package var completionTokens: Int?
    /// What equal answers share; nil without an answer.
    package var answer: String?

    /// Creates a cell that is under way.
    package init(key: CellKey, index: Int, log: String) {
        self.key = key
        self.index = index
        self.log = log
        state = .sent
        verdict = CellVerdict(checks: [], outcome: .error, score: nil)
        latencyMS = 0
    }
}

extension CellVerdict {
    /// The checks as `--json` prints them.
    package var json: JSONValue { .array(checks.map(\.json)) }
}

extension CheckResult {
    /// The members that `--json` prints.
    package var json: JSONValue {
        .object([
            "type": .string(type), "value": value ?? .null, "metric": metric.map(JSONValue.string) ?? .null,
            "outcome": .string(outcome.rawValue),
            "score": score.flatMap { JSONNumber($0) }.map(JSONValue.number) ?? .null,
            "reason": reason.map(JSONValue.string) ?? .null,
        ])
    }

    /// Reads what ``json`` wrote; nil for anything else.
    package init?(json: JSONValue) {
        guard let type = json["type"]?.stringValue,
            let outcome = json["outcome"]?.stringValue.flatMap(CheckOutcome.init(rawValue:))
        else { return nil }
        self.init(
            type: type, value: json["value"].flatMap { $0.isNull ? Optional.none : $0 },
            metric: json["metric"]?.stringValue,
            outcome: outcome, score: json["score"]?.doubleValue, reason: json["reason"]?.stringValue)
    }
}
