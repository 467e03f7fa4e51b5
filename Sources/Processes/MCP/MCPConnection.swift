import Glibc
import RequestCore
import Synchronization

/// One running server: a thread of ours serves its pipes, tasks ask and wait.
final class MCPConnection: Sendable {
    /// What is kept of stderr.
    private static let keptErrors = 8_192
    /// How long a server has to end by itself when its stdin is closed, and again after SIGTERM.
    private static let grace = Duration.milliseconds(500)

    private struct State {
        var session: MCPSession
        var outbox: [UInt8] = []
        var waiting: [Int: Waiting] = [:]
        /// Why nothing more can be asked; nil while it runs.
        var end: String?
        var errors: [UInt8] = []
        var ended: [CheckedContinuation<Void, Never>] = []
        var isGone = false
    }

    private struct Waiting {
        var continuation: CheckedContinuation<MCPAnswer, Never>
        var deadline: ContinuousClock.Instant
        var limit: Double
    }

    private let state: Mutex<State>
    private let bell: Bell
    private let clock = ContinuousClock()

    /// Starts the server.
    init(_ server: ToolProcess, _ groups: RunningGroups) throws(Child.Failure) {
        do {
            bell = try Bell()
        } catch {
            throw Child.Failure(words: error.words)
        }
        let session = MCPSession(longestLine: server.outputLimit)
        state = Mutex(State(session: session, outbox: Array(session.greeting().utf8)))
        let (child, pipes) = try groups.start(server, telling: bell)
        try groups.serve(child) { [self] in serve(child, pipes, groups) }
    }

    /// Whether it can be asked.
    var isOpen: Bool { state.withLock { $0.end == nil } }

    /// Asks, and waits for the answer for so many seconds at the most. Cancelling the task tells the server.
    func ask(
        limit: Double, _ request: @Sendable (inout MCPSession) -> (id: Int, events: [MCPSession.Event])
    ) async -> MCPAnswer {
        let deadline = clock.now + .seconds(min(limit, 1e9))
        let id = Mutex<Int?>(nil)
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let refused = state.withLock { state -> MCPAnswer? in
                    if let end = state.end { return MCPAnswer(reply: .failure(end), errors: Self.text(state.errors)) }
                    let (number, events) = request(&state.session)
                    id.withLock { $0 = number }
                    state.waiting[number] = Waiting(continuation: continuation, deadline: deadline, limit: limit)
                    for case .send(let line) in events { state.outbox += Array(line.utf8) }
                    return nil
                }
                if let refused { continuation.resume(returning: refused) }
                bell.tell { _ in }
                if Task.isCancelled { cancel(id.withLock { $0 }) }
            }
        } onCancel: {
            cancel(id.withLock { $0 })
        }
    }

    /// Lets the server end.
    func stop() { bell.tell { $0.isStopped = true } }

    /// Waits until it has ended.
    func hasEnded() async {
        await withCheckedContinuation { continuation in
            let isGone = state.withLock { state in
                if !state.isGone { state.ended.append(continuation) }
                return state.isGone
            }
            if isGone { continuation.resume() }
        }
    }

    private func cancel(_ id: Int?) {
        guard let id else { return }
        give(up: id, "stopped")
        bell.tell { _ in }
    }

    /// Nobody waits for an answer any more, and the server is told so.
    private func give(up id: Int, _ words: String) {
        let waiting = state.withLock { state -> (Waiting, String)? in
            guard let waiting = state.waiting.removeValue(forKey: id) else { return nil }
            state.outbox += Array(state.session.cancellation(of: id).utf8)
            return (waiting, Self.text(state.errors))
        }
        waiting?.0.continuation.resume(returning: MCPAnswer(reply: .failure(words), errors: waiting?.1 ?? ""))
    }

    // MARK: The thread

    private func serve(_ child: Child, _ pipes: Child.Pipes, _ groups: RunningGroups) {
        var input: Descriptor? = pipes.input
        var (output, errors): (Descriptor?, Descriptor?) = (pipes.output, pipes.errors)
        /// When the next, harder step of ending it is due; nil while it may run.
        var nextStep: ContinuousClock.Instant?
        var steps = 0
        while true {
            awaitNews(input, output, errors, until: nextStep)
            let news = bell.take()
            if let pipe = output, !read(pipe, { take($0) }) { output = nil }
            if let pipe = errors, !read(pipe, { keep($0) }) { errors = nil }
            if let pipe = input, !write(to: pipe) { input = nil }
            giveUpLate()
            if news.hasEnded { break }
            if news.isStopped { close("the session has ended") }
            if !isOpen || output == nil, nextStep == nil {
                // What closes its stdout is about to end: how, is known in a moment.
                input = nil
                nextStep = clock.now + Self.grace
            } else if let step = nextStep, clock.now >= step {
                child.signalGroup(steps == 0 ? SIGTERM : SIGKILL)
                steps += 1
                nextStep = clock.now + Self.grace
            }
        }
        // What it wrote before its end is still in the pipes.
        if let output { while read(output, { take($0) }), isReadable(output) {} }
        if let errors { while read(errors, { keep($0) }), isReadable(errors) {} }
        child.signalGroup(SIGKILL)
        close(Self.words(groups.takeStatus(of: child)))
        let ended = state.withLock { state in
            state.isGone = true
            defer { state.ended = [] }
            return state.ended
        }
        for continuation in ended { continuation.resume() }
    }

    private func awaitNews(
        _ input: Descriptor?, _ output: Descriptor?, _ errors: Descriptor?, until step: ContinuousClock.Instant?
    ) {
        let (hasMore, deadline) = state.withLock { state in
            (!state.outbox.isEmpty, state.waiting.values.map(\.deadline).min())
        }
        var files = [
            pollfd(fd: bell.descriptor, events: Int16(POLLIN), revents: 0),
            pollfd(fd: output?.number ?? -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: errors?.number ?? -1, events: Int16(POLLIN), revents: 0),
            pollfd(fd: hasMore ? input?.number ?? -1 : -1, events: Int16(POLLOUT), revents: 0),
        ]
        var wait: Int32 = -1
        if let next = [step, deadline].compactMap(\.self).min() {
            wait = Int32(min(max((next - clock.now) / .milliseconds(1) + 1, 0), 60_000))
        }
        poll(&files, nfds_t(files.count), wait)
    }

    private func isReadable(_ pipe: Descriptor) -> Bool {
        var file = pollfd(fd: pipe.number, events: Int16(POLLIN), revents: 0)
        return poll(&file, 1, 0) > 0 && file.revents & Int16(POLLIN) != 0
    }

    /// Reads a piece of what is there.
    ///
    /// - Returns: false at the end of the pipe.
    private func read(_ pipe: Descriptor, _ take: (UnsafeRawBufferPointer) -> Void) -> Bool {
        withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 1) { buffer in
            let count = Glibc.read(pipe.number, buffer.baseAddress, buffer.count)
            if count < 0 { return errno == EAGAIN || errno == EINTR }
            guard count > 0 else { return false }
            take(UnsafeRawBufferPointer(rebasing: buffer[..<count]))
            return true
        }
    }

    /// - Returns: false when the server reads no more.
    private func write(to pipe: Descriptor) -> Bool {
        state.withLock { state in
            guard !state.outbox.isEmpty else { return true }
            let count = state.outbox.withUnsafeBytes { Glibc.write(pipe.number, $0.baseAddress, $0.count) }
            if count < 0 { return errno == EAGAIN || errno == EINTR }
            state.outbox.removeFirst(count)
            return true
        }
    }

    private func take(_ bytes: UnsafeRawBufferPointer) {
        var replies: [(Waiting, MCPAnswer)] = []
        var broken: String?
        state.withLock { state in
            for event in state.session.receive(bytes) {
                switch event {
                case .send(let line): state.outbox += Array(line.utf8)
                case .reply(let id, let reply):
                    guard let waiting = state.waiting.removeValue(forKey: id) else { continue }
                    replies.append((waiting, MCPAnswer(reply: reply, errors: Self.text(state.errors))))
                case .broken(let words): broken = words
                case .noise, .toolsChanged: break
                }
            }
        }
        for (waiting, answer) in replies { waiting.continuation.resume(returning: answer) }
        if let broken { close("it does not speak MCP: \(broken)") }
    }

    private func keep(_ bytes: UnsafeRawBufferPointer) {
        state.withLock { state in
            state.errors += bytes
            if state.errors.count > Self.keptErrors { state.errors.removeFirst(state.errors.count - Self.keptErrors) }
        }
    }

    private func giveUpLate() {
        let now = clock.now
        let late = state.withLock { $0.waiting.filter { $0.value.deadline <= now } }
        for (id, waiting) in late { give(up: id, "no answer after \(waiting.limit) s, its time limit") }
    }

    /// Nothing more can be asked, and who waits is told why; the first reason stands.
    private func close(_ words: String) {
        let (waiting, answer) = state.withLock { state in
            state.end = state.end ?? words
            defer { state.waiting = [:] }
            return (
                state.waiting.values, MCPAnswer(reply: .failure(state.end ?? words), errors: Self.text(state.errors))
            )
        }
        for one in waiting { one.continuation.resume(returning: answer) }
    }

    private static func words(_ status: Int32?) -> String {
        guard let status else { return "it has ended" }
        let signal = status & 0x7f
        return signal == 0
            ? "it has ended with exit status \((status >> 8) & 0xff)" : "it was ended by signal \(signal)"
    }

    private static func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }
}
