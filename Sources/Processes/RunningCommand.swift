import Glibc
import RequestCore

/// One program from its start to its end, served by one thread.
final class RunningCommand {
    /// The time that a program has to end after SIGTERM.
    private static let grace = Duration.milliseconds(500)
    /// The time that processes left behind by the program may go on writing: a `tee` at the end of its log is a moment later.
    private static let afterglow = Duration.milliseconds(200)

    private let clock = ContinuousClock()
    private let start: ContinuousClock.Instant
    private let child: Child
    private let bell: Bell
    private let groups: RunningGroups

    private var input: StandardInput
    private var output: CollectedOutput
    private var errors: CollectedOutput
    /// When waiting ends: at the time limit, or shortly after the program has ended or was told to.
    private var deadline: ContinuousClock.Instant
    private var hasEnded = false
    /// Why it is ended; nil if it ends by itself.
    private var reason: ToolProcessResult.Ending?

    init(_ process: ToolProcess, _ bell: Bell, _ groups: RunningGroups) throws(Child.Failure) {
        self.bell = bell
        self.groups = groups
        start = clock.now
        // Anything greater, and NaN, means no limit.
        deadline = start + .seconds(process.timeLimit < 1e9 ? max(process.timeLimit, 0) : 1e9)
        let pipes: Child.Pipes
        (child, pipes) = try groups.start(process, telling: bell)
        input = StandardInput(process.input, to: pipes.input)
        output = CollectedOutput(from: pipes.output, limit: process.outputLimit)
        errors = CollectedOutput(from: pipes.errors, limit: process.outputLimit)
    }

    /// The bytes it has written so far.
    var outputBytes: [UInt8] { output.bytes }

    /// Serves the program until it and its group have ended.
    func result() -> ToolProcessResult {
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
            // If the program has already exited, stopping only skips the remaining output; an exceeded limit is still reported.
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
        // poll ignores a descriptor below 0, so closed ones need no case of their own.
        var files = [
            pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: output.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: input.descriptor, events: Int16(POLLOUT), revents: 0),
        ]
        // One more, because the fraction is cut off; at most a minute, because poll counts in 32 bits.
        let milliseconds = (deadline - clock.now) / .milliseconds(1) + 1
        poll(&files, nfds_t(files.count), Int32(min(max(milliseconds, 0), 60_000)))
    }

    private func awaitBell() {
        var file = pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0)
        poll(&file, 1, -1)
    }

    private static func ending(_ status: Int32?) -> ToolProcessResult.Ending {
        // Only this class takes the status of its children; a missing status does not count as success.
        guard let status else { return .exited(-1) }
        let signal = status & 0x7f
        return signal == 0 ? .exited((status >> 8) & 0xff) : .signalled(signal)
    }
}
