/// The run of a generation, its round, and who asked for it.
package struct RunContext: Sendable, Hashable {
    /// What asks for generations.
    package enum Source: String, Sendable, Hashable {
        /// A person in the playground.
        case playground
        /// `etude run`.
        case run
        /// `etude eval`.
        case eval
        /// A program that uses this library.
        case library
    }

    /// The id that all generations of a run share: the id of its first log. Nil for a first generation, which begins a run.
    package var run: String?
    /// The round of the generation within the run, from 0.
    package var ordinal: Int
    /// What asked for it; nil in logs from before this was recorded.
    package var source: Source?
    /// The conversation that the run continues.
    package var conversation: String?
    /// Who asked, if several can, for example the name of a caller's key.
    package var caller: String?
    /// The caller's own id of a session.
    package var session: String?
    /// The caller's own id of the person who asked.
    package var endUser: String?

    /// Makes a context. By default it is that of the first generation of a new run, asked for by a program.
    package init(run: String? = nil, ordinal: Int = 0, source: Source? = .library) {
        self.run = run
        self.ordinal = ordinal
        self.source = source
    }

    /// The context of the next round, after a generation with this context and log.
    package func next(after log: String) -> RunContext {
        var context = self
        context.run = run ?? log
        context.ordinal += 1
        return context
    }
}
