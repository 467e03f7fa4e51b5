package import JSON
package import RequestCore

/// What many logs come to.
package struct LogNumbers: Sendable, Hashable {
    /// Percentiles by nearest rank, in milliseconds; nil where there is no time.
    package struct Times: Sendable, Hashable {
        package var p50: Double?
        package var p95: Double?
        package var p99: Double?

        /// No times.
        package init() {}

        /// The percentiles of times in any order.
        init(_ times: [Double]) {
            let sorted = times.sorted()
            p50 = NearestRank.value(50, ofSorted: sorted)
            p95 = NearestRank.value(95, ofSorted: sorted)
            p99 = NearestRank.value(99, ofSorted: sorted)
        }
    }

    /// The number of logs.
    package var runs = 0
    /// The runs that failed.
    package var errors = 0
    /// The runs that a person stopped.
    package var cancelled = 0
    /// The sum of the costs that are known; nil where none is.
    package var cost: Dollars?
    /// The runs whose cost is known.
    package var priced = 0
    /// The finished runs whose cost is not known, without the simulator's, which have none.
    package var unpriced = 0
    /// The tokens of the requests; nil where no server reported them.
    package var promptTokens: Int?
    /// The tokens of the answers; nil where no server reported them.
    package var completionTokens: Int?
    /// From sending to the first piece, over finished runs that were streamed.
    package var firstTokenMS = Times()
    /// From sending to the end, over finished runs.
    package var totalMS = Times()

    /// No logs.
    package init() {}

    /// The cost of a run whose cost is known, on average; nil where none is known.
    package var costOfARun: Double? {
        guard let cost, priced > 0 else { return nil }
        return cost.value / Double(priced)
    }

    /// The members that `etude logs stats --json` prints.
    package var json: JSONObject {
        [
            "runs": .number(JSONNumber(runs)), "errors": .number(JSONNumber(errors)),
            "cancelled": .number(JSONNumber(cancelled)), "cost_usd": Self.number(cost?.value),
            "unpriced": .number(JSONNumber(unpriced)), "prompt_tokens": Self.number(promptTokens),
            "completion_tokens": Self.number(completionTokens), "first_token_ms": firstTokenMS.json,
            "total_ms": totalMS.json,
        ]
    }

    private static func number(_ value: Int?) -> JSONValue { value.map { .number(JSONNumber($0)) } ?? .null }

    fileprivate static func number(_ value: Double?) -> JSONValue {
        value.flatMap { JSONNumber($0) }.map(JSONValue.number) ?? .null
    }
}

extension LogNumbers.Times {
    fileprivate var json: JSONValue {
        // No clock here is more precise than a microsecond.
        func rounded(_ value: Double?) -> JSONValue { LogNumbers.number(value.map { ($0 * 1000).rounded() / 1000 }) }
        return ["p50": rounded(p50), "p95": rounded(p95), "p99": rounded(p99)]
    }
}

/// What a log adds to the numbers.
package struct CountedLog: Sendable, Hashable {
    /// The milliseconds since 1970 when the request was sent.
    package var createdAt: Int64
    package var state: LogRecord.State
    /// US dollars; nil if it is not known.
    package var cost: Double?
    /// Whether a cost is expected. The simulator has none.
    package var isBilled: Bool
    package var promptTokens: Int?
    package var completionTokens: Int?
    package var firstTokenMS: Double?
    package var totalMS: Double

    /// The facts of a log.
    package init(
        createdAt: Int64, state: LogRecord.State, cost: Double? = nil, isBilled: Bool = true, promptTokens: Int? = nil,
        completionTokens: Int? = nil, firstTokenMS: Double? = nil, totalMS: Double
    ) {
        self.createdAt = createdAt
        self.state = state
        self.cost = cost
        self.isBilled = isBilled
        self.promptTokens = promptTokens
        self.completionTokens = completionTokens
        self.firstTokenMS = firstTokenMS
        self.totalMS = totalMS
    }
}

/// Numbers that are still being added up.
struct LogSum {
    private var numbers = LogNumbers()
    private var firstTokens: [Double] = []
    private var totals: [Double] = []

    mutating func add(_ fact: CountedLog) {
        numbers.runs += 1
        if fact.state == .failed { numbers.errors += 1 }
        if fact.state == .cancelled { numbers.cancelled += 1 }
        if let cost = fact.cost, (0..<1e6).contains(cost) {
            let amount = Dollars(picos: Int64((cost * 1e12).rounded()))
            numbers.cost = (numbers.cost ?? .zero).adding(amount) ?? numbers.cost
            numbers.priced += 1
        }
        numbers.promptTokens = Self.sum(numbers.promptTokens, fact.promptTokens)
        numbers.completionTokens = Self.sum(numbers.completionTokens, fact.completionTokens)
        guard fact.state == .finished else { return }
        if fact.cost == nil, fact.isBilled { numbers.unpriced += 1 }
        totals.append(fact.totalMS)
        if let first = fact.firstTokenMS { firstTokens.append(first) }
    }

    /// The numbers of what was added.
    func finished() -> LogNumbers {
        var numbers = numbers
        numbers.firstTokenMS = LogNumbers.Times(firstTokens)
        numbers.totalMS = LogNumbers.Times(totals)
        return numbers
    }

    private static func sum(_ sum: Int?, _ count: Int?) -> Int? {
        guard let count else { return sum }
        let (total, isTooLarge) = (sum ?? 0).addingReportingOverflow(count)
        return isTooLarge ? sum : total
    }
}
