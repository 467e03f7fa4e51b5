extension Client {
    /// What happens while a conversation is answered, event by event.
    ///
    /// Nothing is sent before it is iterated; each iteration sends a request of its own. A reader that takes its time lets
    /// the server wait.
    public struct Events: AsyncSequence, Sendable {
        let begin: @Sendable () async throws -> AsyncStream<[RunEvent]>

        /// The events of a request that is sent when the first of them is asked for.
        public func makeAsyncIterator() -> Iterator { Iterator(begin: begin) }

        /// Goes through the events. Letting it go, or cancelling the task that waits for one, stops the transfer at once.
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
