internal import JSON
public import Prompts
public import RequestCore

extension Client {
    /// A structured answer, as a value of a type.
    ///
    /// ```swift
    /// let event = try await client.answer(as: CalendarEvent.self, asking: [Message(.user, "Alice and Bob go to a fair on Friday.")])
    /// ```
    ///
    /// - Parameters:
    ///   - type: the type of the answer. Its schema is sent as `response_format`, under the type's tool name.
    ///   - messages: follow those of the config's template.
    ///   - strict: whether the API has to make the answer fit the schema.
    ///   - retries: how often to ask again, with the fault appended, if the answer is not a value of the type.
    ///   - timeout: the longest wait for the next byte, in seconds; nil for the client's.
    /// - Throws: ``AnswerError`` for an answer that is not a value of the type, that is a refusal or that was cut
    ///   off; and what `Client.answer(asking:timeout:)` throws.
    public func answer<Value: ToolInput>(
        as type: Value.Type, asking messages: [Message], strict: Bool = true, retries: Int = 0, timeout: Double? = nil
    ) async throws -> Value {
        let client = asking(for: type, strict: strict)
        var conversation = messages
        var retriesLeft = retries
        while true {
            let reply = try await client.answer(asking: conversation, timeout: timeout)
            do throws(AnswerError) {
                return try reply.value(of: type, config: client.config)
            } catch {
                guard retriesLeft > 0, error.isWorthAskingAgain,
                    let reask = Reask(after: reply.message, of: client.config)
                else { throw error }
                retriesLeft -= 1
                conversation += [reply.message] + reask.messages
            }
        }
    }

    /// A structured answer while it is written: the value so far, repeatedly, then the complete value.
    ///
    /// - Parameters:
    ///   - type: the type of the answer.
    ///   - messages: follow those of the config's template.
    ///   - strict: whether the API has to keep the answer to the schema.
    ///   - timeout: longest wait for the next byte, in seconds; nil for the client's.
    /// - Returns: a sequence that ends with ``TypedAnswer/complete(_:)``, or throws what
    ///   ``answer(as:asking:strict:retries:timeout:)`` throws. In a long answer, not every piece makes a partial
    ///   value, so that the work only grows in proportion to its length.
    public func stream<Value: ToolInput>(
        as type: Value.Type, asking messages: [Message], strict: Bool = true, timeout: Double? = nil
    ) -> TypedAnswers<Value> {
        TypedAnswers(client: asking(for: type, strict: strict), asked: messages, timeout: timeout)
    }

    private func asking(for type: (some ToolInput).Type, strict: Bool) -> Client {
        var client = self
        client.config.responseFormat = .jsonSchema(
            ResponseFormat.NamedSchema(
                name: type.toolName, description: type.toolDescription, strict: strict ? true : nil,
                schema: type.jsonSchema(strict: strict)))
        return client
    }
}

/// The state of a structured answer.
public enum TypedAnswer<Value: ToolInput>: Sendable {
    /// The part that has come so far.
    case partial(Value.Partial)
    /// The complete value.
    case complete(Value)
}

/// A structured answer while it is written; see `Client.stream(as:asking:strict:timeout:)`.
public struct TypedAnswers<Value: ToolInput>: AsyncSequence, Sendable {
    let client: Client
    let asked: [Message]
    let timeout: Double?

    /// Makes an iterator. Its request is sent when the first state is requested.
    public func makeAsyncIterator() -> Iterator {
        Iterator(
            events: client.stream(asking: asked, timeout: timeout).makeAsyncIterator(), config: client.config)
    }

    /// Iterates over the states. Releasing the iterator stops the transfer at once.
    public struct Iterator: AsyncIteratorProtocol {
        private var events: Client.Events.Iterator
        private let config: Config
        private var reply = Reply()
        /// The length of the text when the last partial value was made.
        private var seen = 0
        private var isOver = false

        fileprivate init(events: Client.Events.Iterator, config: Config) {
            self.events = events
            self.config = config
        }

        /// The next state; nil after the value.
        ///
        /// - Throws: what `Client.stream(as:asking:strict:timeout:)` says.
        public mutating func next() async throws -> TypedAnswer<Value>? { try await next(isolation: nil) }

        /// The next state; nil after the value.
        ///
        /// - Parameter actor: the actor to continue on.
        /// - Throws: what `Client.stream(as:asking:strict:timeout:)` says.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws -> TypedAnswer<Value>? {
            if isOver { return nil }
            while let event = try await events.next(isolation: actor) {
                reply.apply(event)
                guard case .textDelta(choice: 0, _, _) = event else { continue }
                let text = reply.message.text
                let length = text.utf8.count
                // Reading the whole text for every piece would take quadratic time.
                guard length > seen + seen / 32, let json = PartialJSON.value(of: text),
                    let partial = Value.partial(of: json)
                else { continue }
                seen = length
                return .partial(partial)
            }
            isOver = true
            return .complete(try reply.value(of: Value.self, config: config))
        }
    }
}

/// An answer that is not a value of the requested type. ``reply`` has what came.
public struct AnswerError: Error, Sendable, CustomStringConvertible {
    /// Why the answer is not a value of the type.
    public enum Reason: Sendable, Hashable {
        /// The text is not JSON, or it breaks the schema.
        case fault(SchemaFault)
        /// The JSON fits the schema but is not a value of the type, for this reason of the decoder.
        case undecodable(String)
        /// The model declined, with these words.
        case refusal(String)
        /// The answer was ended before it was whole; the server's word for it.
        case cutOff(String?)
    }

    /// Why the answer is not a value of the type.
    public let reason: Reason
    /// Everything that came. `message.text` is the raw text.
    public let reply: Reply

    var isWorthAskingAgain: Bool {
        if case .fault = reason { true } else { false }
    }

    /// What is wrong, in one sentence.
    public var description: String {
        switch reason {
        case .fault(let fault): "the answer is not valid: \(fault)"
        case .undecodable(let words): "the answer cannot be read: \(words)"
        case .refusal(let words): "the model declined: \(words)"
        case .cutOff(let reason): "the answer was cut off (\(reason ?? "no finish_reason"))"
        }
    }
}

extension Reply {
    /// The answer as a value.
    fileprivate func value<Value: ToolInput>(
        of type: Value.Type, config: Config
    ) throws(AnswerError) -> Value {
        if let refusal = message.refusal, !refusal.isEmpty { throw AnswerError(reason: .refusal(refusal), reply: self) }
        let fault = config.responseFormat?.fault(of: message.text)
        // A whole value is taken even where the server says that more would have come.
        if fault != nil, finishReason?.kind != .stop {
            throw AnswerError(reason: .cutOff(finishReason?.word), reply: self)
        }
        if let fault { throw AnswerError(reason: .fault(fault), reply: self) }
        do throws(UndecodableError) {
            return try Decoding.value(of: type, from: message.text)
        } catch {
            throw AnswerError(reason: .undecodable(error.words), reply: self)
        }
    }
}
