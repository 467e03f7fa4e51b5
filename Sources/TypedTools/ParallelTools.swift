internal import JSON
public import Prompts
public import RequestCore
internal import Synchronization

extension Client {
    /// Asks once, offering several types as tools, and yields the calls as values, each as soon as its arguments are complete.
    ///
    /// ```swift
    /// let calls = client.parallelTools(Weather.self, Search.self, asking: messages)
    /// var results: [Message] = []
    /// for try await call in calls {
    ///     switch call.input {
    ///     case let weather as Weather: results.append(try call.result(report(on: weather)))
    ///     case let search as Search: results.append(call.result(find(search.query)))
    ///     default: break
    ///     }
    /// }
    /// let answer = try await client.answer(asking: calls.messages + results)
    /// ```
    ///
    /// - Parameters:
    ///   - types: the tools of the request, in place of the config's.
    ///   - messages: follow those of the config's template.
    ///   - choice: whether and what the model has to call; nil for the config's own.
    ///   - retries: how often to ask again, with the faults appended, if a call is not a value of the types.
    ///   - timeout: the longest wait for the next byte, in seconds; nil for the client's.
    /// - Returns: the calls, in the order in which they become complete. Each iteration sends a request of its own,
    ///   when it begins. It throws ``CallError`` for a call that is not a value of the types, after all others of the
    ///   answer were yielded and asking again has not helped; and what `Client.stream(asking:timeout:)` throws.
    public func parallelTools(
        _ types: any ToolInput.Type..., asking messages: [Message], choice: ToolChoice? = nil, retries: Int = 0,
        timeout: Double? = nil
    ) -> ParallelTools {
        var client = self
        client.config.tools = types.map { $0.tool }
        if let choice { client.config.toolChoice = choice }
        return ParallelTools(client: client, types: types, asked: messages, retries: retries, timeout: timeout)
    }
}

/// The calls of an answer as values; see `Client.parallelTools(_:asking:choice:retries:timeout:)`.
public struct ParallelTools: AsyncSequence, Sendable {
    let client: Client
    let types: [any ToolInput.Type]
    let asked: [Message]
    let retries: Int
    let timeout: Double?
    private let outcome = Outcome()

    init(client: Client, types: [any ToolInput.Type], asked: [Message], retries: Int, timeout: Double?) {
        self.client = client
        self.types = types
        self.asked = asked
        self.retries = retries
        self.timeout = timeout
    }

    /// The result of the last iteration.
    private final class Outcome: Sendable {
        let answer = Mutex<Message?>(nil)
    }

    /// The conversation including the answer of the last iteration, after its end. Append the results of the calls to
    /// it. If the model was asked again, the answer has the calls that were yielded, without the failed ones.
    public var messages: [Message] { asked + (answer.map { [$0] } ?? []) }

    /// The assistant's message, after an iteration has ended.
    public var answer: Message? { outcome.answer.withLock { $0 } }

    /// Makes an iterator. Its request is sent when the first call is requested.
    public func makeAsyncIterator() -> Iterator {
        outcome.answer.withLock { $0 = nil }
        return Iterator(tools: self)
    }

    fileprivate func keep(_ message: Message) { outcome.answer.withLock { $0 = message } }

    /// Iterates over the calls. Releasing the iterator, or cancelling the task that waits for a call, stops the
    /// transfer at once.
    public struct Iterator: AsyncIteratorProtocol {
        private let tools: ParallelTools
        private var conversation: [Message]
        private var retriesLeft: Int
        private var events: Client.Events.Iterator?
        private var reply = Reply()
        private var completion = CallCompletion()
        /// The places of the calls in the present answer that have been read.
        private var read: Set<Int> = []
        private var ready: ArraySlice<TypedCall> = []
        private var yielded: [ToolCall] = []
        private var failures: [CallError] = []
        private var isOver = false

        fileprivate init(tools: ParallelTools) {
            self.tools = tools
            conversation = tools.asked
            retriesLeft = tools.retries
        }

        /// The next call; nil after the last one.
        ///
        /// - Throws: what `Client.parallelTools(_:asking:choice:retries:timeout:)` says.
        public mutating func next() async throws -> TypedCall? { try await next(isolation: nil) }

        /// The next call; nil after the last one.
        ///
        /// - Parameter actor: the actor to continue on.
        /// - Throws: what `Client.parallelTools(_:asking:choice:retries:timeout:)` says.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws -> TypedCall? {
            while true {
                if let call = ready.popFirst() {
                    yielded.append(call.call)
                    return call
                }
                if isOver { return nil }
                if events == nil {
                    events = tools.client.stream(asking: conversation, timeout: tools.timeout).makeAsyncIterator()
                }
                guard let event = try await events?.next(isolation: actor) else {
                    try finishAnswer()
                    continue
                }
                reply.apply(event)
                // Only the first choice is the answer. A call without an id may still get one.
                if case .toolCallDelta(choice: 0, _, let delta) = event, completion.take(delta),
                    !reply.message.toolCalls[delta.index].id.isEmpty
                {
                    take(delta.index)
                }
            }
        }

        /// Reads the call at a place of the message.
        private mutating func take(_ index: Int) {
            guard read.insert(index).inserted else { return }
            do throws(CallError) {
                ready.append(
                    try TypedCall(
                        reply.message.toolCalls[index], among: tools.types, tools: tools.client.config.tools))
            } catch {
                failures.append(error)
            }
        }

        /// Finishes an answer: reads the calls that were not complete before, and asks again for wrong ones, as often
        /// as allowed.
        private mutating func finishAnswer() throws {
            for index in reply.message.toolCalls.indices { take(index) }
            // Calls that have come are passed on before anything is thrown.
            guard ready.isEmpty else { return }
            let message = reply.message
            guard let first = failures.first else {
                isOver = true
                return tools.keep(whole(message))
            }
            // A fault that breaks no schema cannot be described in the schema's words.
            let canTell = failures.allSatisfy { if case .fault = $0.reason { true } else { false } }
            guard retriesLeft > 0, canTell, let reask = Reask(after: message, of: tools.client.config, accepting: true)
            else {
                isOver = true
                tools.keep(whole(message))
                throw first
            }
            retriesLeft -= 1
            conversation += [message] + reask.messages
            (events, reply, completion, read, failures) = (nil, Reply(), CallCompletion(), [], [])
        }

        /// The answer as received if it is the only one, else the last one with all calls that were yielded.
        private func whole(_ message: Message) -> Message {
            guard retriesLeft < tools.retries else { return message }
            var message = message
            message.toolCalls = yielded
            return message
        }
    }
}
