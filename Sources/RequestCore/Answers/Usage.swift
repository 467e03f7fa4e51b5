public import JSON

/// The tokens of an answer, in the same form for all dialects. A count is nil if the server does not report it.
public struct Usage: Sendable, Hashable {
    /// The tokens of the request, including those from the provider's cache.
    public var input: Int?
    /// The tokens of the answer, including its reasoning.
    public var output: Int?
    /// The tokens of the request that came from the provider's cache.
    public var cached: Int?
    /// The tokens of the request that were written to the provider's cache.
    public var written: Int?
    /// The tokens of the answer's reasoning.
    public var reasoning: Int?
    /// Those of ``written`` that stay in the cache for longer than usual.
    package var writtenLong: Int?
    /// The tokens of the request that are sound.
    package var audioInput: Int?
    /// The tokens of the answer that are sound.
    package var audioOutput: Int?
    /// Whether the provider also bills something beside tokens, such as searches.
    package var hasUnpricedExtras = false
    /// What the answer costs, where the server says so.
    package var reportedCost: Dollars?
    /// The sum as the server reports it.
    public var reportedTotal: Int?
    /// The usage as received.
    public var raw: JSONValue

    /// Makes a usage.
    public init(
        input: Int? = nil, output: Int? = nil, cached: Int? = nil, written: Int? = nil, reasoning: Int? = nil,
        reportedTotal: Int? = nil, raw: JSONValue
    ) {
        self.input = input
        self.output = output
        self.cached = cached
        self.written = written
        self.reasoning = reasoning
        self.reportedTotal = reportedTotal
        self.raw = raw
    }

    /// The tokens of two answers together: a count that one does not report is unknown. ``raw`` is the first's.
    package static func + (left: Usage, right: Usage) -> Usage {
        func sum(_ path: KeyPath<Usage, Int?>) -> Int? {
            guard let one = left[keyPath: path], let other = right[keyPath: path] else { return nil }
            let (sum, isTooLarge) = one.addingReportingOverflow(other)
            return isTooLarge ? nil : sum
        }
        return Usage(
            input: sum(\.input), output: sum(\.output), cached: sum(\.cached), written: sum(\.written),
            reasoning: sum(\.reasoning), reportedTotal: sum(\.reportedTotal), raw: left.raw)
    }

    /// All tokens: the server's sum, else the sum of both counts if it reports them.
    public var total: Int? {
        if let reportedTotal { return reportedTotal }
        guard let input, let output else { return nil }
        let (sum, isTooLarge) = input.addingReportingOverflow(output)
        return isTooLarge ? nil : sum
    }
}
