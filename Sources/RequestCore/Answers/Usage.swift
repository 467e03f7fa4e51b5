public import JSON

/// What an answer cost in tokens, the same for all dialects. A count is nil where the server does not say it.
public struct Usage: Sendable, Hashable {
    /// Tokens of the request, those that the provider had in its cache included.
    public var input: Int?
    /// Tokens of the answer, its reasoning included.
    public var output: Int?
    /// Tokens of the request that the provider had in its cache.
    public var cached: Int?
    /// Tokens of the answer that are reasoning.
    public var reasoning: Int?
    /// The sum as the server says it.
    public var reportedTotal: Int?
    /// The usage as received.
    public var raw: JSONValue

    /// A usage of these counts.
    public init(
        input: Int? = nil, output: Int? = nil, cached: Int? = nil, reasoning: Int? = nil, reportedTotal: Int? = nil,
        raw: JSONValue
    ) {
        self.input = input
        self.output = output
        self.cached = cached
        self.reasoning = reasoning
        self.reportedTotal = reportedTotal
        self.raw = raw
    }

    /// All tokens: as the server says it, else the sum of both halves where it says those.
    public var total: Int? {
        if let reportedTotal { return reportedTotal }
        guard let input, let output else { return nil }
        let (sum, isTooLarge) = input.addingReportingOverflow(output)
        return isTooLarge ? nil : sum
    }
}
