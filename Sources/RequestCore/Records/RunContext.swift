/// Where a generation belongs: the run that it is a round of, and who asked for it.
public struct RunContext: Sendable, Hashable {
    /// What asks for generations.
    public enum Source: String, Sendable, Hashable {
        /// A person in the playground.
        case playground
        /// `etude run`.
        case run
        /// A program that uses this library.
        case library
    }

    /// The id that all generations of a run share: the id of its first log. Nil for a first generation, which begins a run.
    public var run: String?
    /// Which round of the run the generation is, from 0.
    public var ordinal: Int
    /// What asked for it; nil in a log that was written before this was recorded.
    public var source: Source?
    /// The conversation that the run goes on with.
    public var conversation: String?
    /// Who asked, where several can: the name of a caller's key, for example.
    public var caller: String?
    /// The caller's own name for what belongs together.
    public var session: String?
    /// The caller's own name for the person who asked it.
    public var endUser: String?

    /// The context of a generation; by default the first of a new run, asked for by a program.
    public init(run: String? = nil, ordinal: Int = 0, source: Source? = .library) {
        self.run = run
        self.ordinal = ordinal
        self.source = source
    }

    /// The context of the next round, after a generation with this context and log.
    public func next(after log: String) -> RunContext {
        var context = self
        context.run = run ?? log
        context.ordinal += 1
        return context
    }
}
