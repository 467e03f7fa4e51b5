import Prompts
package import RequestCore
import Synchronization

/// A transport that plays what a test wrote down, one script for each attempt.
package final class ScriptedTransport: Transport {
    package enum Step: Sendable {
        case head(Int, [(String, String)] = [])
        case body(String)
        case bytes([UInt8])
        case fail(RunError)
        /// Goes on when the gate opens.
        case gate(Gate)
        /// Stays silent until the transfer is stopped.
        case hang
    }

    /// Holds a script back until a test opens it.
    package struct Gate: Sendable {
        private let events: AsyncStream<Void>
        private let continuation: AsyncStream<Void>.Continuation

        package init() { (events, continuation) = AsyncStream.makeStream() }

        package func open() { continuation.finish() }

        package func pass() async { for await _ in events {} }
    }

    private struct State {
        var scripts: [[Step]]
        var requests: [TransportRequest] = []
        var stopped = 0
    }

    private let state: Mutex<State>
    /// Opens when a transfer that had not ended is stopped.
    package let whenStopped = Gate()

    package convenience init(_ attempts: [Step]...) { self.init(scripts: attempts) }

    package init(scripts: [[Step]]) { state = Mutex(State(scripts: scripts)) }

    /// What was sent, in order.
    package var requests: [TransportRequest] { state.withLock { $0.requests } }

    /// Transfers that were stopped before their script was over.
    package var stopped: Int { state.withLock { $0.stopped } }

    package func send(_ request: TransportRequest) -> AsyncThrowingStream<TransportEvent, any Error> {
        let script = state.withLock { state in
            state.requests.append(request)
            return state.scripts.isEmpty ? [.fail(Self.outOfScript)] : state.scripts.removeFirst()
        }
        let (stream, continuation) = AsyncThrowingStream<TransportEvent, any Error>.makeStream()
        let task = Task { await Self.play(script, to: continuation) }
        continuation.onTermination = { [self] termination in
            guard case .cancelled = termination else { return }
            task.cancel()
            state.withLock { $0.stopped += 1 }
            whenStopped.open()
        }
        return stream
    }

    private static func play(
        _ script: [Step], to continuation: AsyncThrowingStream<TransportEvent, any Error>.Continuation
    ) async {
        for step in script {
            switch step {
            case .head(let status, let headers):
                let headers = headers.map { HTTPHeader(name: $0.0, value: $0.1) }
                continuation.yield(.head(ResponseHead(status: status, headers: headers)))
            case .body(let text): continuation.yield(.body(Array(text.utf8)))
            case .bytes(let bytes): continuation.yield(.body(bytes))
            case .fail(let error): return continuation.finish(throwing: error)
            case .gate(let gate): await gate.pass()
            case .hang: await Gate().pass()
            }
        }
        continuation.finish()
    }

    private static let outOfScript = RunError(kind: .connection, message: "the script has no more attempts")
}

extension ScriptedTransport.Step {
    /// One event of a stream with this data.
    package static func event(_ data: String) -> ScriptedTransport.Step { .body("data: \(data)\n\n") }

    /// A chunk that brings text.
    package static func text(_ text: String) -> ScriptedTransport.Step {
        .event(#"{"id":"c1","model":"gpt-4o-2024-08-06","choices":[{"index":0,"delta":{"content":"\#(text)"}}]}"#)
    }

    /// The last chunk of an answer, and the end of the stream.
    package static func finish(_ reason: String) -> ScriptedTransport.Step {
        .body("data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"\(reason)\"}]}\n\ndata: [DONE]\n\n")
    }
}
