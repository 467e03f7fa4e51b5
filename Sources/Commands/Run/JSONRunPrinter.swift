import JSON
import Prompts
import RequestCore

/// Prints one JSON object a line for each choice when the run is over.
final class JSONRunPrinter: RunPrinter {
    private let running: Runner.Running
    private let output: Output
    private let errors: Output
    private let firstChoice: Int

    /// - Parameter firstChoice: the number of the first choice, where each answer is a request of its own.
    init(running: Runner.Running, firstChoice: Int, output: Output, errors: Output) {
        self.running = running
        self.firstChoice = firstChoice
        self.output = output
        self.errors = errors
    }

    func show(_ event: RunEvent) {
        if case .retrying(let seconds, let error) = event { errors.line(Self.retryLine(seconds, error)) }
    }

    func flush() {}

    /// Prints one line for each generation, even for those that only lead to the next.
    func pass(_ reply: Reply) throws(Output.Closed) { try finish(reply) }

    func finish(_ reply: Reply) throws(Output.Closed) {
        if let emptiness = reply.emptiness { errors.line("etude: \(emptiness.words)") }
        for line in LogLine.objects(running.record, firstChoice: firstChoice) { try output.writeLine(line) }
    }
}
