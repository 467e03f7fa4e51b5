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
    ///   - type: what the answer has to be; its schema is sent as `response_format`, under the type's tool name.
    ///   - messages: follow those of the config's template.
    ///   - strict: whether the API has to keep the answer to the schema.
    ///   - retries: how often to ask again, with the fault appended, when the answer is no value of the type.
    ///   - timeout: longest wait for the next byte, in seconds; nil for the client's.
    /// - Throws: ``AnswerError`` for an answer that is no value of the type, a refusal, or one that was cut off; and what
    ///   `Client.answer(asking:timeout:)` throws.
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

    /// A structured answer while it is written: what there is of the value so far, again and again, then the value.
    ///
    /// - Parameters:
    ///   - type: what the answer has to be.
    ///   - messages: follow those of the config's template.
    ///   - strict: whether the API has to keep the answer to the schema.
    ///   - timeout: longest wait for the next byte, in seconds; nil for the client's.
    /// - Returns: a sequence that ends with ``TypedAnswer/complete(_:)``, or throws what
    ///   ``answer(as:asking:strict:retries:timeout:)`` throws. Of a long answer not every piece makes a partial value, so that the
    ///   work grows with its length only.
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

/// What there is of a structured answer.
public enum TypedAnswer<Value: ToolInput>: Sendable {
    /// What there is so far.
    case partial(Value.Partial)
    /// All of it.
    case complete(Value)
}

/// A structured answer while it is written; see `Client.stream(as:asking:strict:timeout:)`.
public struct TypedAnswers<Value: ToolInput>: AsyncSequence, Sendable {
    let client: Client
    let asked: [Message]
    let timeout: Double?

    /// The states of an answer to a request that is sent when the first of them is asked for.
    public func makeAsyncIterator() -> Iterator {
        Iterator(
            events: client.stream(asking: asked, timeout: timeout).makeAsyncIterator(), config: client.config)
    }

    /// Goes through the states. Letting it go stops the transfer at once.
    public struct Iterator: AsyncIteratorProtocol {
        private var events: Client.Events.Iterator
        private let config: Config
        private var reply = Reply()
        /// How long the text was when the last partial value was made of it.
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
        /// - Parameter actor: where to go on.
        /// - Throws: what `Client.stream(as:asking:strict:timeout:)` says.
        public mutating func next(isolation actor: isolated (any Actor)?) async throws -> TypedAnswer<Value>? {
            if isOver { return nil }
            while let event = try await events.next(isolation: actor) {
                reply.apply(event)
                guard case .textDelta(0, _) = event else { continue }
                let text = reply.message.text
                let length = text.utf8.count
                // Reading the whole text for every piece would grow with the square of its length.
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

/// An answer that is no value of the type that was asked for. What came is in ``reply``.
public struct AnswerError: Error, Sendable, CustomStringConvertible {
    /// Why it is none.
    public enum Reason: Sendable, Hashable {
        /// No JSON, or JSON that breaks the schema.
        case fault(SchemaFault)
        /// The JSON fits the schema, and yet is no value of the type; the decoder's words.
        case undecodable(String)
        /// The model declined; its words.
        case refusal(String)
        /// The answer was ended before it was whole; the `finish_reason`.
        case cutOff(String?)
    }

    /// Why it is none.
    public let reason: Reason
    /// All that came; its `message.text` is the raw text.
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
        if fault != nil, finishReason != "stop" { throw AnswerError(reason: .cutOff(finishReason), reply: self) }
        if let fault { throw AnswerError(reason: .fault(fault), reply: self) }
        do throws(UndecodableError) {
            return try Decoding.value(of: type, from: message.text)
        } catch {
            throw AnswerError(reason: .undecodable(error.words), reply: self)
        }
    }
}
