/// The run of a generation, its round, and who asked for it.
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
    /// The round of the generation within the run, from 0.
    public var ordinal: Int
    /// What asked for it; nil in logs from before this was recorded.
    public var source: Source?
    /// The conversation that the run continues.
    public var conversation: String?
    /// Who asked, if several can, for example the name of a caller's key.
    public var caller: String?
    /// The caller's own id of a session.
    public var session: String?
    /// The caller's own id of the person who asked.
    public var endUser: String?

    /// Makes a context. By default it is that of the first generation of a new run, asked for by a program.
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
