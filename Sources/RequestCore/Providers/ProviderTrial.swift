internal import JSON
internal import Prompts

/// A trial of a provider: the list of its models, one tiny streamed answer, one call of a tool.
package struct ProviderTrial: Sendable {
    /// What is checked, in this order.
    package enum Subject: String, Sendable, Hashable, CaseIterable {
        case reachable, key, answer, tools
    }

    /// How a check ended.
    package enum Outcome: String, Sendable, Hashable {
        case ok, failed
        /// It works without, but worse.
        case no
        /// An earlier check has failed.
        case skipped
    }

    /// One line of the result.
    package struct Check: Sendable, Hashable {
        package var subject: Subject
        package var outcome: Outcome
        /// A sentence for the person.
        package var detail: String
        /// How long it took; nil if nothing was sent for it.
        package var milliseconds: Double?
    }

    private let provider: Provider
    private let model: String?
    private let transport: any Transport
    private let keys: KeyKeeper?
    private let clock: RunClock

    /// - Parameters:
    ///   - provider: with its key.
    ///   - model: the model to ask; nil for the provider's usual one, or the first that it lists.
    ///   - keys: renews a key that is refused.
    package init(
        provider: Provider, model: String?, transport: any Transport, keys: KeyKeeper? = nil,
        clock: RunClock = .system
    ) {
        self.provider = provider
        self.model = model
        self.transport = transport
        self.keys = keys
        self.clock = clock
    }

    /// The checks, each as soon as it is done. Cancelling the iteration stops the request under way.
    package func checks() -> AsyncStream<Check> {
        let (stream, continuation) = AsyncStream<Check>.makeStream()
        let task = Task {
            await run { continuation.yield($0) }
            continuation.finish()
        }
        continuation.onTermination = { _ in task.cancel() }
        return stream
    }

    private func run(_ tell: (Check) -> Void) async {
        var names: [String] = []
        let start = clock.uptime()
        do throws(RunError) {
            names = try await ModelList.names(at: provider, over: transport)
            let time = (clock.uptime() - start) * 1000
            tell(Check(subject: .reachable, outcome: .ok, detail: "\(provider)", milliseconds: time))
            tell(Check(subject: .key, outcome: .ok, detail: keyWords + "; \(Plural.of(names.count, "model"))"))
        } catch {
            let time = (clock.uptime() - start) * 1000
            let isReached = error.status != nil
            tell(
                Check(
                    subject: .reachable, outcome: isReached ? .ok : .failed,
                    detail: isReached ? "\(provider)" : error.message, milliseconds: time))
            let isRefused = error.kind == .authentication || error.kind == .permission
            if isRefused || !isReached {
                tell(
                    Check(
                        subject: .key, outcome: isRefused ? .failed : .skipped, detail: isRefused ? error.message : ""))
                for subject in [Subject.answer, .tools] { tell(Check(subject: subject, outcome: .skipped, detail: "")) }
                return
            }
            tell(Check(subject: .key, outcome: .ok, detail: keyWords + "; it has no list of models"))
        }
        let asked = model ?? Self.usualModel(of: provider, names: names)
        guard await answers(asked, tell) else {
            return tell(Check(subject: .tools, outcome: .skipped, detail: ""))
        }
        await callsTools(asked, tell)
    }

    private var keyWords: String { provider.key == nil ? "none is sent" : "accepted" }

    /// The provider's usual model if it lists it, else the first that it lists.
    private static func usualModel(of provider: Provider, names: [String]) -> String {
        names.isEmpty || names.contains(provider.defaultModel) ? provider.defaultModel : names[0]
    }

    private func answers(_ model: String, _ tell: (Check) -> Void) async -> Bool {
        let start = clock.uptime()
        let (reply, first) = await ask(Config(model: model), "Answer with one word: ready")
        let time = (clock.uptime() - start) * 1000
        if let error = reply.error {
            tell(Check(subject: .answer, outcome: .failed, detail: "\(model): \(error.message)", milliseconds: time))
            return false
        }
        let how = first.map { "streamed, first piece after \(Int($0)) ms" } ?? "not streamed"
        let outcome: Outcome = reply.hasContent ? (first == nil ? .no : .ok) : .failed
        tell(
            Check(
                subject: .answer, outcome: outcome,
                detail: reply.hasContent ? "\(model), \(how)" : "\(model) answered with nothing", milliseconds: time))
        return reply.hasContent
    }

    private func callsTools(_ model: String, _ tell: (Check) -> Void) async {
        let parameters: JSONValue = [
            "type": "object", "properties": ["word": ["type": "string"]], "required": ["word"],
            "additionalProperties": false,
        ]
        var config = Config(model: model)
        config.tools = [Tool(name: "say", description: "Says a word.", parameters: parameters)]
        // Not required: the newest models of Anthropic refuse to be made to call.
        config.toolChoice = .auto
        let start = clock.uptime()
        let (reply, _) = await ask(config, "Call the tool say with the word ready.")
        let time = (clock.uptime() - start) * 1000
        let detail =
            if let error = reply.error { error.message } else {
                reply.message.toolCalls.isEmpty
                    ? "answered without a call" : "called \(reply.message.toolCalls[0].name)"
            }
        let isCalled = reply.error == nil && !reply.message.toolCalls.isEmpty
        tell(Check(subject: .tools, outcome: isCalled ? .ok : .no, detail: detail, milliseconds: time))
    }

    /// - Returns: the answer, and after how many milliseconds a stream brought its first piece; nil if it was no stream.
    private func ask(_ config: Config, _ question: String) async -> (reply: Reply, first: Double?) {
        let request = RunRequest(
            prompt: "providers-test", config: config, thread: [Message(.user, question)], provider: provider)
        do {
            let prepared = try await request.prepare { _ in nil }
            let running = Runner(transport: transport, clock: clock, keys: keys).start(prepared)
            for await _ in running.events {}
            await running.waitUntilOver()
            return (running.record.reply, running.record.timing.firstTokenMS)
        } catch {
            var reply = Reply()
            reply.apply(.ended(error: RunError(kind: .badRequest, message: error.description)))
            return (reply, nil)
        }
    }
}
