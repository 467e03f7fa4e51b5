public import Prompts

/// The short way from a question to its answer, for programs: a provider, the transport of its requests, and the
/// config of the answers.
///
/// ```swift
/// let client = Client(provider: .openAI(key: key), transport: CurlTransport())
/// print(try await client.answer(asking: "Say this is a test").message.text)
/// ```
///
/// A client is a value: a copy with another config or timeout is another client over the same transport. One client
/// may run any number of requests at once. Nothing is stored; ``RunService`` is for runs that belong to a prompt with
/// versions and logs, ``RunRequest`` and ``Runner`` are the single steps.
public struct Client: Sendable {
    /// Where the requests go.
    public var provider: Provider
    /// The config of the answers: model, parameters, tools, and the messages that every request begins with.
    public var config: Config
    /// The longest wait for the next byte of each attempt, in seconds; nil for the provider's own. The whole answer
    /// has no limit.
    public var timeout: Double?
    /// The rules for repeating a failed attempt.
    public var retries: RetryPolicy
    private let transport: any Transport

    /// - Parameters:
    ///   - provider: where the requests go.
    ///   - transport: what carries requests to this provider: a `SimulatorTransport` for ``Provider/simulator``, else a
    ///     `CurlTransport`, which keeps connections for the next request.
    ///   - config: what shapes the answers.
    ///   - timeout: longest wait for the next byte, in seconds; nil for the provider's own.
    ///   - retries: when a failed attempt is made again.
    public init(
        provider: Provider, transport: any Transport, config: Config = Config(), timeout: Double? = nil,
        retries: RetryPolicy = RetryPolicy()
    ) {
        self.provider = provider
        self.transport = transport
        self.config = config
        self.timeout = timeout
        self.retries = retries
    }

    /// The answer to a conversation, in one piece.
    ///
    /// - Parameters:
    ///   - messages: follow those of the config's template.
    ///   - timeout: for this request in place of the client's, in seconds.
    /// - Returns: the whole reply. Its ``Reply/finishReason`` says whether the answer is complete (`stop`, `tool_calls`) or
    ///   was ended before (`length`, `content_filter`).
    /// - Throws: ``RunError`` when there is no answer after all attempts, `cancelled` when the task is;
    ///   ``RunPreparationError`` when the request cannot be sent as it is. To keep what came before an error, use
    ///   ``stream(asking:timeout:)-([Message],_)``.
    public func answer(asking messages: [Message], timeout: Double? = nil) async throws -> Reply {
        let prepared = try await request(messages, streams: false, timeout: timeout).prepare()
        let reply = await runner.reply(to: prepared)
        if let error = reply.error { throw error }
        return reply
    }

    /// The answer to a question, in one piece; see ``answer(asking:timeout:)-([Message],_)``.
    public func answer(asking question: String, timeout: Double? = nil) async throws -> Reply {
        try await answer(asking: [Message(.user, question)], timeout: timeout)
    }

    /// The events of an answer to a conversation.
    ///
    /// ``Reply/apply(_:)`` collects the events. Ending the iteration, or cancelling the task that iterates, stops the
    /// transfer at once.
    ///
    /// - Parameters:
    ///   - messages: follow those of the config's template.
    ///   - timeout: for this request in place of the client's, in seconds.
    /// - Returns: the events up to ``RunEvent/ended(error:)``. If that has an error, the iteration throws it next; it throws
    ///   ``RunPreparationError`` at once when the request cannot be sent as it is, and ``RunError/cancelled`` when its task is.
    public func stream(asking messages: [Message], timeout: Double? = nil) -> Events {
        let (runner, request) = (runner, request(messages, streams: true, timeout: timeout))
        return Events { runner.run(try await request.prepare()) }
    }

    /// The events of an answer to a question; see ``stream(asking:timeout:)-([Message],_)``.
    public func stream(asking question: String, timeout: Double? = nil) -> Events {
        stream(asking: [Message(.user, question)], timeout: timeout)
    }

    private var runner: Runner { Runner(transport: transport, retries: retries) }

    private func request(_ messages: [Message], streams: Bool, timeout: Double?) -> RunRequest {
        RunRequest(
            prompt: "", config: config, thread: messages, provider: provider, streams: streams,
            timeout: timeout ?? self.timeout)
    }
}
