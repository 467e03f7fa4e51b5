import RequestCore

/// Prints a run while it goes on.
protocol RunPrinter: AnyObject {
    /// Prints an event.
    func show(_ event: RunEvent) throws(Output.Closed)
    /// Ends a batch. Nothing may be held back after it.
    func flush() throws(Output.Closed)
    /// Ends what has been printed of an answer, so that something else can be said.
    func settle() throws(Output.Closed)
    /// Ends the run with its last answer.
    func finish(_ reply: Reply) throws(Output.Closed)
    /// Ends a generation whose calls are answered next.
    func pass(_ reply: Reply) throws(Output.Closed)
}

extension RunOptions {
    /// What prints a generation as these options ask for it.
    ///
    /// - Parameters:
    ///   - firstChoice: the number of its first choice, where each answer is a request of its own.
    ///   - isApart: whether an empty line goes before what is printed.
    func printer(
        of running: Runner.Running, firstChoice: Int, isApart: Bool, _ session: CommandSession
    ) -> any RunPrinter {
        guard !json else {
            return JSONRunPrinter(
                running: running, firstChoice: firstChoice, output: session.output, errors: session.errors)
        }
        let holdsText = tools != nil && !session.output.isTerminal
        return PlainRunPrinter(
            output: session.output, errors: session.errors, holdsText: holdsText, isApart: isApart)
    }
}

extension RunPrinter {
    /// The line on stderr about an attempt that is repeated.
    static func retryLine(_ seconds: Double, _ error: RunError) -> String {
        let tenths = Int((min(max(seconds, 0), 1e6) * 10).rounded())
        return "etude: \(error.headline); trying again in \(tenths / 10).\(tenths % 10) s"
    }

    /// The line on stderr about a request that is repeated without a field that the server refuses.
    static func repeatLine(_ field: RefusableField, _ error: RunError) -> String {
        "etude: \(error.headline); asking again without \(field.words)"
            + (field.setting.map { " ('\($0): false' for the provider in config.yaml does so from the start)" } ?? "")
    }

    /// Prints a run up to ``finish(_:)`` or ``pass(_:)``. Ctrl-C stops it, and so does a reader that goes away. The
    /// partial answer is still logged.
    ///
    /// - Returns: the answer, and the signal that stopped it, if there was one.
    /// - Throws: ``Output/Closed`` if the reader has gone away.
    func follow(
        _ running: Runner.Running, _ edges: CommandEdges
    ) async throws(Output.Closed) -> (reply: Reply, signal: Int32?) {
        let stop = edges.interruption { running.cancel() }
        defer { stop.end() }
        var closed: Output.Closed?
        for await batch in running.events {
            do {
                guard closed == nil else { continue }
                for event in batch { try show(event) }
                try flush()
            } catch {
                closed = error
                running.cancel()
            }
        }
        await running.waitUntilOver()
        if let closed { throw closed }
        // The run has the only copy of the answer, so that a long one is not kept twice.
        let reply = running.record.reply
        return (reply, stop.signal)
    }
}
