import Prompts
import RequestCore
import Synchronization
import TestSupport
import Testing

@Suite struct KeyKeeperTests {
    /// Prints one key after the other, and counts.
    private final class Manager: Sendable {
        private let state: Mutex<(keys: [String], runs: Int, atOnce: Int, most: Int)>

        init(_ keys: String...) { state = Mutex((keys, 0, 0, 0)) }

        var runs: Int { state.withLock { $0.runs } }
        var most: Int { state.withLock { $0.most } }

        @Sendable func run(_ command: KeyCommand) async throws -> [UInt8] {
            state.withLock { state in
                state.runs += 1
                state.atOnce += 1
                state.most = max(state.most, state.atOnce)
            }
            await Task.yield()
            return state.withLock { state in
                state.atOnce -= 1
                return Array((state.keys.count > 1 ? state.keys.removeFirst() : state.keys[0]).utf8)
            }
        }
    }

    private func provider(_ argv: [String] = ["/usr/bin/pass", "show", "x"], lifetime: Double? = nil) -> Provider {
        var provider = Provider(name: "work", kind: .http, baseURL: "http://127.0.0.1:1/v1")
        provider.keyCommand = KeyCommand(argv: argv, lifetime: lifetime)
        return provider
    }

    @Test("a command runs once for all requests, also for those that come at the same time, and alone")
    func once() async throws {
        let manager = Manager("key-1\nmore\n")
        let keeper = KeyKeeper(run: manager.run)
        let keys = try await withThrowingTaskGroup(of: String?.self) { group in
            for number in 0..<20 {
                let provider = provider(["pass", number.isMultiple(of: 2) ? "even" : "odd"])
                group.addTask { try await keeper.filled(provider).key?.revealed }
            }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        #expect(keys == ["key-1"] && manager.runs == 2 && manager.most == 1)
    }

    @Test("after its time to live a key is asked for anew")
    func lifetime() async throws {
        let manager = Manager("a", "b", "c")
        // Each look at this clock is 10 ms later than the last.
        let keeper = KeyKeeper(clock: TestClock().clock, run: manager.run)
        let forever = try await keeper.filled(provider(lifetime: nil))
        #expect(try await keeper.filled(provider(lifetime: 10)).key == forever.key)
        #expect(try await keeper.filled(provider(lifetime: 0.001)).key?.revealed == "b")
    }

    @Test(
        "what a command prints in place of a key is refused without quoting it",
        arguments: [("", "no key"), ("\nsecret", "no key"), ("my secret", "space"), ("\"secret\"", "quotation mark")])
    func refused(_ output: String, _ reason: String) async throws {
        let keeper = KeyKeeper(run: Manager(output).run)
        let error = await #expect(throws: FieldError.self) { try await keeper.filled(provider()) }
        let text = try #require(error?.description)
        #expect(text.contains("pass printed") && text.contains(reason) && !text.contains("secret"))
        #expect(throws: FieldError.self) {
            try KeyCommand(argv: ["pass"]).key(in: Array(repeating: UInt8(ascii: "k"), count: 9000))
        }
    }

    @Test("a refused key is asked for once more, and both are masked in errors and recordings")
    func renewed() async throws {
        let manager = Manager("old-key-123456", "new-key-123456")
        let refusal = #"{"error":{"message":"Incorrect API key provided: old-key-123456"}}"#
        let again = #"{"error":{"message":"Incorrect API key provided: new-key-123456"}}"#
        let transport = ScriptedTransport([.head(401), .body(refusal)], [.head(401), .body(again)])
        let wire = Mutex<[WireEntry]>([])
        let service = RunService(
            versions: nil, blobs: MemoryBlobs(), logs: nil, keys: KeyKeeper(run: manager.run),
            transport: { _ in transport })
        let request = RunRequest(
            prompt: "p", config: Config(model: "m"), thread: [Message(.user, "Hi")], provider: provider())
        let started = try await service.start(request, parent: nil) { entry in wire.withLock { $0.append(entry) } }
        for await _ in started.running.events {}
        await started.running.waitUntilOver()
        let sent = transport.requests.map { request in
            request.headers.first { $0.name.lowercased() == "authorization" }?.value
        }
        #expect(sent == ["Bearer old-key-123456", "Bearer new-key-123456"] && manager.runs == 2)
        #expect(started.running.record.reply.error?.kind == .authentication)
        let said = "\(started.running.record)" + wire.withLock { "\($0)" }
        #expect(!said.contains("key-123456"))
    }

    @Test("a command that prints the same key again ends the run with the refusal")
    func unchanged() async throws {
        let manager = Manager("same-key")
        let transport = ScriptedTransport([.head(401), .body("{}")], [.head(200)])
        let keeper = KeyKeeper(run: manager.run)
        let prepared = try await Running.prepared(provider: try await keeper.filled(provider()))
        let reply = await Runner(transport: transport, keys: keeper).reply(to: prepared)
        #expect(reply.error?.status == 401 && transport.requests.count == 1 && manager.runs == 2)
    }

    @Test("without its key nothing is sent")
    func neverWithoutKey() async throws {
        await #expect(throws: RunPreparationError.missingKey(provider: "work")) {
            try await Running.prepared(provider: provider())
        }
        await #expect(throws: RunError.self) { try await ModelList.names(at: provider(), over: ScriptedTransport()) }
    }
}
