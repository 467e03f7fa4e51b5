extension Client {
    /// The events of an answer to a conversation.
    ///
    /// Each iteration sends a request of its own, when it begins. A slow reader makes the server wait.
    public struct Events: AsyncSequence, Sendable {
        let begin: @Sendable () async throws -> AsyncStream<[RunEvent]>

        /// Makes an iterator. Its request is sent when the first event is requested.
        public func makeAsyncIterator() -> Iterator { Iterator(begin: begin) }

        /// Iterates over the events. Releasing the iterator, or cancelling the task that waits for an event, stops
        /// the transfer at once.
        public struct Iterator: AsyncIteratorProtocol {
            private let begin: @Sendable () async throws -> AsyncStream<[RunEvent]>
            private var batches: AsyncStream<[RunEvent]>.Iterator?
            private var batch: ArraySlice<RunEvent> = []
            private var failure: RunError?
            private var isOver = false

            init(begin: @escaping @Sendable () async throws -> AsyncStream<[RunEvent]>) {
                self.begin = begin
            }

            /// The next event; nil after ``RunEvent/ended(error:)``.
            ///
            /// - Throws: what ``Client/stream(asking:timeout:)-([Message],_)`` says.
            public mutating func next() async throws -> RunEvent? { try await next(isolation: nil) }

            /// The next event; nil after ``RunEvent/ended(error:)``.
            ///
            /// - Parameter actor: where to go on.
            /// - Throws: what ``Client/stream(asking:timeout:)-([Message],_)`` says.
            public mutating func next(isolation actor: isolated (any Actor)?) async throws -> RunEvent? {
                if let failure {
                    self.failure = nil
                    throw failure
                }
                if isOver { return nil }
                if batches == nil { batches = try await begin().makeAsyncIterator() }
                while batch.isEmpty {
                    guard let next = await batches?.next(isolation: actor) else {
                        isOver = true
                        throw RunError.cancelled
                    }
                    batch = next[...]
                }
                let event = batch.removeFirst()
                if case .ended(let error) = event {
                    isOver = true
                    failure = error
                }
                return event
            }
        }
    }
}
