package import Prompts
internal import Synchronization

/// Answers requests from a recording: the first request gets the first attempt's answer, and so on. Nothing is sent.
package final class WireReplay: Transport {
    private let record: WireRecord
    private let isPaced: Bool
    private let sent = Mutex(0)

    /// - Parameter isPaced: whether the pieces come with their original pauses.
    package init(_ record: WireRecord, isPaced: Bool = false) {
        self.record = record
        self.isPaced = isPaced
    }

    /// Plays the answer of the next attempt.
    package func send(_ request: TransportRequest) -> AsyncThrowingStream<TransportEvent, any Error> {
        let attempt = sent.withLock { count in
            count += 1
            return count - 1
        }
        return AsyncThrowingStream { continuation in
            let task = Task {
                do {
                    try await play(attempt, into: continuation)
                    continuation.finish()
                } catch {
                    continuation.finish(throwing: error)
                }
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    private func play(
        _ attempt: Int, into continuation: AsyncThrowingStream<TransportEvent, any Error>.Continuation
    ) async throws {
        guard attempt < record.attemptCount else {
            throw RunError(kind: .connection, message: "the record has no attempt \(attempt + 1)", isLasting: true)
        }
        var before: Double?
        for entry in record.entries where entry.attempt == attempt {
            if isPaced, let before { try await Task.sleep(for: .milliseconds(max(0, entry.atMS - before))) }
            before = entry.atMS
            switch entry.content {
            case .request: break
            case .head(let head): continuation.yield(.head(head))
            case .body(let bytes): continuation.yield(.body(bytes))
            case .end(.complete), .end(.closed): return
            case .end(.failed(let kind, let message)): throw RunError(kind: kind, message: message)
            }
        }
        throw RunError(kind: .connection, message: "the record breaks off here", isLasting: true)
    }
}

extension Provider {
    /// The provider of a recording, without its key, for running again from it.
    ///
    /// - Throws: for a recording without a request.
    package init(recordedIn record: WireRecord) throws(FieldError) {
        for entry in record.entries {
            guard case .request(let request) = entry.content else { continue }
            let base = record.dialect.dialect.baseURL(askedAt: request.url)
            self.init(
                name: record.provider, kind: base == Provider.simulator.baseURL ? .simulator : .http, baseURL: base,
                dialect: record.dialect)
            return
        }
        throw FieldError(message: "the wire record has no request")
    }
}
