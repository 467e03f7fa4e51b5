import JSON
import RequestCore
import Synchronization
import TestSupport
import Testing

/// A transport that counts what is taken of an answer, piece by piece.
private final class CountingTransport: Transport {
    private let pieces: Int
    private let taken = Mutex(0)
    /// Opens when the runner has so many batches in store that it may have to wait.
    let isAhead = Gate()
    let isOver = Gate()

    init(pieces: Int) { self.pieces = pieces }

    var count: Int { taken.withLock { $0 } }

    func send(_ request: TransportRequest) -> AsyncThrowingStream<TransportEvent, any Error> {
        final class End: Sendable {
            let gate: Gate
            init(_ gate: Gate) { self.gate = gate }
            deinit { gate.open() }
        }
        let end = End(isOver)
        return AsyncThrowingStream { [self] in
            withExtendedLifetime(end) {}
            let number = taken.withLock { count in
                defer { count += 1 }
                return count
            }
            if number == 14 { isAhead.open() }
            if number == 0 { return .head(ResponseHead(status: 200)) }
            let chunk = #"data: {"choices":[{"index":0,"delta":{"content":"\#(number) "}}]}"# + "\n\n"
            return number <= pieces ? .body(Array(chunk.utf8)) : nil
        }
    }
}

@Suite("A run and its slow reader", .timeLimit(.minutes(1)))
struct BackpressureTests {
    /// One for the request and one for the head, and what waits to be put in.
    private static let mostAhead = 20

    @Test("a run that nobody reads takes no more of the answer, and goes on when it is read")
    func waits() async throws {
        let transport = CountingTransport(pieces: 2000)
        let running = Runner(transport: transport).start(try await Running.prepared())
        await transport.isAhead.opened()
        for _ in 0..<1000 { await Task.yield() }
        #expect(transport.count <= Self.mostAhead)
        var read = 0
        var text = ""
        for await batch in running.events {
            for case .textDelta(_, _, let piece) in batch {
                text += piece
                read += 1
            }
            #expect(transport.count <= read + Self.mostAhead)
        }
        #expect(text == (1...2000).map { "\($0) " }.joined())
        await running.waitUntilOver()
        #expect(running.record.reply.message.text == text)
    }

    @Test("a run that nobody reads ends when it is cancelled")
    func cancelled() async throws {
        let transport = CountingTransport(pieces: .max)
        let running = Runner(transport: transport).start(try await Running.prepared())
        await transport.isAhead.opened()
        running.cancel()
        await running.waitUntilOver()
        await transport.isOver.opened()
        #expect(running.record.state == .cancelled)
        #expect(running.record.reply.error?.kind == .cancelled)
    }

    @Test("a run whose events are let go unread is stopped")
    func letGo() async throws {
        let transport = CountingTransport(pieces: .max)
        var events: AsyncStream? = Runner(transport: transport).run(try await Running.prepared())
        await transport.isAhead.opened()
        withExtendedLifetime(events) {}
        events = nil
        await transport.isOver.opened()
    }

    @Test("a task that is cancelled while it waits for events reads no more, and the run is stopped")
    func cancelledReader() async throws {
        let transport = ScriptedTransport([.head(200), .text("so far"), .hang])
        let events = Runner(transport: transport).run(try await Running.prepared())
        let hasText = Gate()
        let task = Task {
            for await batch in events where batch.contains(.textDelta(choice: 0, block: 1, "so far")) { hasText.open() }
        }
        await hasText.opened()
        task.cancel()
        await task.value
        await transport.whenStopped.pass()
    }

    @Test("the log follows an answer that is too long to be copied")
    func longLog() async throws {
        let store = RecordingLogStore()
        let clock = TestClock()
        let half = String(repeating: "lorem ipsum ", count: 500_000)
        let (first, second) = (ScriptedTransport.Gate(), ScriptedTransport.Gate())
        let transport = ScriptedTransport([
            .head(200), .text(half), .gate(first), .text("and"), .gate(second), .text(half), .finish("stop"),
        ])
        let running = Runner(transport: transport, logs: store, clock: clock.clock).start(try await Running.prepared())
        var hasAsked = false
        for await batch in running.events {
            if batch.contains(.textDelta(choice: 0, block: 1, half)), !hasAsked {
                hasAsked = true
                // The log's task only asks; the run writes, at the latest with what comes next.
                clock.tick.yield()
                while clock.pauses < 2 { await Task.yield() }
                first.open()
                await store.waitForUpdates(1)
                second.open()
            }
        }
        let updates = await store.updates
        #expect(updates.map(\.state) == [.running, .finished])
        #expect([half, half + "and"].contains(updates.first?.reply.message.text))
        #expect(updates.last?.reply.message.text == half + "and" + half)
    }
}
