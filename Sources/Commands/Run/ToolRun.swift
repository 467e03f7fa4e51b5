import ArgumentParser
import Prompts
import RequestCore
import TextUI

/// Prints a run round by round, and asks the person before their commands run.
final class ToolRun: ToolLoopHost {
    private let options: RunOptions
    private let session: CommandSession
    private let choice: Int
    private var printer: (any RunPrinter)?
    private var last = Reply()
    /// The signal that stopped the answering of calls.
    private var signal: Int32?

    /// - Parameter choice: the number of the answer, where each is a request of its own.
    init(options: RunOptions, session: CommandSession, choice: Int = 0) {
        self.options = options
        self.session = session
        self.choice = choice
    }

    func follow(_ started: RunService.Started, round: Int) async throws -> Reply {
        let config = started.prepared.request.config
        for finding in started.prepared.findings where round == 0 && choice == 0 && finding.severity != .note {
            say("\(finding)")
        }
        // As between the choices of one answer.
        if choice > 0, round == 0, !options.json { try session.output.write("\n") }
        let printer = options.printer(of: started.running, firstChoice: choice, session)
        self.printer = printer
        let (reply, signal) = try await printer.follow(started.running, session.edges)
        last = reply
        if reply.error == nil { for complaint in reply.complaints(about: config) { say(complaint) } }
        if let signal {
            try printer.finish(reply)
            throw ExitCode(128 + signal)
        }
        return reply
    }

    func permission(for call: ToolCall, _ source: ToolSource, _ facts: CommandFacts?) -> ToolPermission {
        let question = CallQuestion(call, source, facts)
        if let answer = session.ask(question.lines) { return CallQuestion.permission(answer) }
        say(question.unasked)
        return .no
    }

    func results(of work: Task<[ToolResult], Never>) async -> [ToolResult] {
        let stop = session.edges.interruption { work.cancel() }
        defer { stop.end() }
        let results = await work.value
        signal = stop.signal
        return results
    }

    func tell(_ event: ToolLoopEvent) throws {
        switch event {
        case .continuesWithFirst(let count): say("continuing with the first of \(count) answers")
        case .unknownCost(let model): say("the price of \(model) is unknown, so the limit cannot count it")
        case .waits(let why): say(why)
        case .changed(let call): say("\(call.name): its script changed while you were asked; nothing was run")
        case .notRecorded(let call): say("\(call.name) \(call.canonicalArguments) has no recorded result")
        case .answered(let call, let result):
            let text = Sanitiser.oneLine(String(result.text.prefix(200))) + (result.text.count > 200 ? "…" : "")
            let how = result.seconds > 0 ? Readable.seconds(result.seconds * 1000) : result.source.word
            say("\(call.name) \(call.arguments) → \(text) (\(how))")
        case .goesOn(let reply):
            if let signal { throw ExitCode(128 + signal) }
            try printer?.pass(reply)
        case .notKept(let error): say("the results could not be kept: \(error)")
        }
    }

    /// Prints what there is to say of the end, and the last answer.
    func finish(_ ending: ToolLoop.Ending) throws {
        switch ending {
        case .cutOff: say("the calls were cut off and are not answered")
        case .stopped(.spent(let dollars)):
            say("stopped at \(Readable.dollars(dollars)) (--max-spend, or max_spend in config.yaml)")
        case .stopped(.rounds(let count)):
            say("stopped after \(count) \(count == 1 ? "round" : "rounds") (--rounds)")
        case .answered, .failed, .waits: break
        }
        try printer?.finish(last)
        switch ending {
        case .answered: break
        case .failed: throw ExitCode(1)
        case .cutOff, .stopped, .waits: throw ExitCode(3)
        }
    }

    private func say(_ text: String) { session.errors.line("etude: \(Sanitiser.oneLine(text))") }
}
