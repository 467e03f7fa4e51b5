import ArgumentParser
import Prompts
import RequestCore
import TextUI

/// Prints a run round by round, and asks the person before their commands run.
final class ToolRun: ToolLoopHost {
    private let options: RunOptions
    private let session: CommandSession
    private let choice: Int
    /// Whether an empty line stands before what is printed, as between the choices of one answer.
    private let isApart: Bool
    private var printer: (any RunPrinter)?
    private var last = Reply()
    /// What is wrong with the last answer. It is said when the answer has been printed.
    private var complaints: [String] = []
    /// The signal that stopped the answering of calls.
    private var signal: Int32?

    /// - Parameters:
    ///   - choice: the number of the answer, where each is a request of its own.
    ///   - isApart: whether another answer stands before it.
    init(options: RunOptions, session: CommandSession, choice: Int = 0, isApart: Bool = false) {
        self.options = options
        self.session = session
        self.choice = choice
        self.isApart = isApart
    }

    /// Whether something of an answer has been printed.
    private(set) var hasPrinted = false

    func follow(_ started: RunService.Started, round: Int) async throws -> Reply {
        let config = started.prepared.request.config
        for finding in started.prepared.findings where round == 0 && choice == 0 && finding.isToldByRun {
            say("\(finding)")
        }
        let printer = options.printer(
            of: started.running, firstChoice: choice, isApart: isApart && round == 0, session)
        self.printer = printer
        let (reply, signal) = try await printer.follow(started.running, session.edges)
        last = reply
        try printer.settle()
        complaints = reply.error == nil ? reply.complaints(about: config) : []
        if started.prepared.dialect.hasChoices, let missing = reply.missingChoices(asked: config[.n]?.intValue ?? 1) {
            complaints.append(missing)
        }
        session.remarks.release(to: session.errors)
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
            sayComplaints()
        case .notKept(let error): say("the results could not be kept: \(error)")
        }
    }

    /// Prints what there is to say of the end, and the last answer.
    ///
    /// - Returns: the exit status of a run that has no final answer; nil if it has one.
    func finish(_ ending: ToolLoop.Ending) throws -> ExitCode? {
        try printer?.finish(last)
        hasPrinted = (printer as? PlainRunPrinter)?.hasWritten ?? false
        sayComplaints()
        switch ending {
        case .cutOff: say("the calls were cut off and are not answered")
        case .stopped(.spent(let dollars)):
            say("stopped at \(Readable.dollars(dollars)) (--max-spend, or max_spend in config.yaml)")
        case .stopped(.rounds(let count)):
            say("stopped after \(count) \(count == 1 ? "round" : "rounds") (--rounds)")
        case .answered, .failed, .waits: break
        }
        switch ending {
        case .answered: return nil
        case .failed:
            // What the person stopped is not asked for again.
            if last.error?.kind == .cancelled { throw ExitCode(1) }
            return ExitCode(1)
        case .cutOff, .stopped, .waits: return ExitCode(3)
        }
    }

    private func sayComplaints() {
        for complaint in complaints { say(complaint) }
        complaints = []
    }

    private func say(_ text: String) { session.errors.line("etude: \(Sanitiser.oneLine(text))") }
}

extension Finding {
    /// Whether a run says it: notes only where something is not sent, or not as it is written.
    fileprivate var isToldByRun: Bool { severity != .note || isOfDialect }

    /// Whether it is about something that the dialect does not carry, or not as it is written.
    var isOfDialect: Bool {
        [.noCounterpart, .otherDialect, .sentAsOther, .systemLater, .twoTokenLimits].contains(rule)
    }
}
