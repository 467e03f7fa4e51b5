import RequestCore
import Synchronization
import TextUI

/// What a person should know about an evaluation, each sentence once.
final class EvalNotices: Sendable {
    private let tell: @Sendable (String) -> Void
    private let said = Mutex<Set<String>>([])

    /// - Parameter tell: shows a sentence.
    init(tell: @escaping @Sendable (String) -> Void) { self.tell = tell }

    /// Sentences on stderr.
    convenience init(_ errors: Output) {
        self.init { sentence in
            // The line of progress may stand there.
            if errors.isTerminal { errors.status("") }
            errors.line("etude: \(Sanitiser.oneLine(sentence))")
        }
    }

    func say(_ sentence: String) {
        if said.withLock({ $0.insert(sentence).inserted }) { tell(sentence) }
    }
}

/// One line on a terminal about how far an evaluation is; nothing elsewhere.
final class EvalProgress: Sendable {
    private struct State {
        var done = 0
        var failed = 0
        var cost: Double?
        var shownAt = 0.0
    }

    private let errors: Output
    private let total: Int
    private let start = RunClock.system.uptime()
    private let state = Mutex(State())

    init(_ errors: Output, total: Int) {
        self.errors = errors
        self.total = total
    }

    /// A cell is done.
    func add(failed: Bool, cost: Double?) {
        guard errors.isTerminal else { return }
        state.withLock { state in
            state.done += 1
            state.failed += failed ? 1 : 0
            if let cost { state.cost = (state.cost ?? 0) + cost }
            let now = RunClock.system.uptime()
            guard now - state.shownAt >= 0.1 || state.done == total else { return }
            state.shownAt = now
            let line = Self.line(
                done: state.done, total: total, failed: state.failed, cost: state.cost, seconds: now - start)
            errors.status(line)
        }
    }

    /// `312 of 360 · 4.1 a second · $0.21 · 2 errors · 12 s left`
    static func line(done: Int, total: Int, failed: Int, cost: Double?, seconds: Double) -> String {
        let rate = seconds > 0 ? Double(done) / seconds : 0
        var parts = [
            "\(Readable.count(done)) of \(Readable.count(total))", "\(Readable.fixed(rate, digits: 1)) a second",
        ]
        if let cost { parts.append(Readable.dollars(cost)) }
        if failed > 0 { parts.append(failed == 1 ? "1 error" : "\(Readable.count(failed)) errors") }
        if rate > 0, done < total { parts.append("\(Readable.seconds(Double(total - done) / rate * 1000)) left") }
        return parts.joined(separator: " · ")
    }

    func finish() { if errors.isTerminal { errors.status("") } }
}
