import Glibc
import RequestCore

/// One program from its start to its end, served by one thread.
final class RunningCommand {
    /// How long what is to end has time for it, after SIGTERM.
    private static let grace = Duration.milliseconds(500)
    /// How long those that a program leaves behind may go on writing: the `tee` at the end of its log is a moment later.
    private static let afterglow = Duration.milliseconds(200)

    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private let child: Child
    private let bell: Bell
    private let groups: RunningGroups

    private var input: StandardInput
    private var output: CollectedOutput
    private var errors: CollectedOutput
    /// When patience ends: with the program, once it was told to end or has ended; until then with its time limit.
    private var deadline: ContinuousClock.Instant
    private var hasEnded = false
    /// Why we end it; nil when it ends by itself.
    private var reason: ToolProcessResult.Ending?

    init(_ process: ToolProcess, _ bell: Bell, _ groups: RunningGroups) throws(Child.Failure) {
        self.bell = bell
        self.groups = groups
        start = clock.now
        // More than that, and what is no number, is no limit.
        deadline = start + .seconds(process.timeLimit < 1e9 ? max(process.timeLimit, 0) : 1e9)
        let pipes: Child.Pipes
        (child, pipes) = try groups.start(
            process.argv, directory: process.directory, environment: process.environment)
        input = StandardInput(process.input, to: pipes.input)
        output = CollectedOutput(from: pipes.output, limit: process.outputLimit)
        errors = CollectedOutput(from: pipes.errors, limit: process.outputLimit)
    }

    /// What it has written so far, as it is.
    var outputBytes: [UInt8] { output.bytes }

    /// Serves the program until it and its group have ended.
    func result() throws(Child.Failure) -> ToolProcessResult {
        do {
            try BackgroundThread.start { [bell, pid = child.pid] in
                Child.awaitEnd(of: pid)
                bell.tell { $0.hasEnded = true }
            }
        } catch {
            child.signalGroup(SIGKILL)
            Child.awaitEnd(of: child.pid)
            _ = groups.takeStatus(of: child)
            throw Child.Failure(words: error.words)
        }
        while isGoingOn() {
            awaitNews()
            serve()
        }
        child.signalGroup(SIGKILL)
        while !hasEnded {
            awaitBell()
            hasEnded = bell.take().hasEnded
        }
        let status = groups.takeStatus(of: child)
        return ToolProcessResult(
            output: output.text, errors: errors.text, ending: reason ?? Self.ending(status),
            seconds: (clock.now - start) / .seconds(1))
    }

    private func isGoingOn() -> Bool {
        if hasEnded, output.isClosed, errors.isClosed { return false }
        guard clock.now >= deadline else { return true }
        guard reason == nil, !hasEnded else { return false }
        end(.timedOut)
        return true
    }

    private func serve() {
        let news = bell.take()
        if news.hasEnded, !hasEnded {
            hasEnded = true
            if reason == nil { deadline = clock.now + Self.afterglow }
        }
        if news.isStopped { end(.stopped) }
        input.write()
        output.read()
        errors.read()
        if output.isTooMuch || errors.isTooMuch { end(.wroteTooMuch) }
    }

    private func end(_ why: ToolProcessResult.Ending) {
        guard reason == nil else { return }
        guard !hasEnded else {
            // Stopping what has ended already only spares us the rest, but too much stays too much.
            if why == .wroteTooMuch { reason = why }
            deadline = clock.now
            return
        }
        reason = why
        deadline = clock.now + Self.grace
        child.signalGroup(SIGTERM)
    }

    // MARK: Waiting

    private func awaitNews() {
        // A descriptor below 0 is passed over, so what is closed needs no case of its own.
        var files = [
            pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: output.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: input.descriptor, events: Int16(POLLOUT), revents: 0),
        ]
        // One more, since the fraction is cut off; and no longer than a minute, as poll counts in 32 bits.
        let milliseconds = (deadline - clock.now) / .milliseconds(1) + 1
        poll(&files, nfds_t(files.count), Int32(min(max(milliseconds, 0), 60_000)))
    }

    private func awaitBell() {
        var file = pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0)
        poll(&file, 1, -1)
    }

    private static func ending(_ status: Int32?) -> ToolProcessResult.Ending {
        // Nobody else takes the status of our children; should it be gone all the same, it was no success.
        guard let status else { return .exited(-1) }
        let signal = status & 0x7f
        return signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
    }
}
