/// What the logs say of a version.
public struct VersionStatistics: Sendable, Hashable {
    /// How many runs it had.
    public var runCount: Int
    /// The median of the times that finished runs took, in milliseconds; nil where none finished.
    public var medianMS: Double?
    /// US dollars that all runs with a known cost had together; nil where none is known.
    public var cost: Double?
    /// How many answers people called good.
    public var goodCount: Int
    /// How many answers people called bad.
    public var badCount: Int

    /// A value of these fields.
    public init(
        runCount: Int, medianMS: Double? = nil, cost: Double? = nil, goodCount: Int = 0, badCount: Int = 0
    ) {
        self.runCount = runCount
        self.medianMS = medianMS
        self.cost = cost
        self.goodCount = goodCount
        self.badCount = badCount
    }
}
