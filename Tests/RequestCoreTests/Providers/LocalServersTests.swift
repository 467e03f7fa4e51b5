import Prompts
import RequestCore
import Synchronization
import Testing

@Suite struct LocalServersTests {
    /// Answers by URL; refuses everything else.
    private final class Answering: Transport {
        private let answers: [String: String]
        private let state = Mutex<[TransportRequest]>([])

        init(_ answers: [String: String]) { self.answers = answers }

        var asked: [TransportRequest] { state.withLock { $0 } }

        func send(_ request: TransportRequest) -> AsyncThrowingStream<TransportEvent, any Error> {
            state.withLock { $0.append(request) }
            let answer = answers[request.url]
            return AsyncThrowingStream { continuation in
                guard let answer else {
                    return continuation.finish(throwing: RunError(kind: .connection, message: "refused"))
                }
                continuation.yield(.head(ResponseHead(status: 200)))
                continuation.yield(.body(Array(answer.utf8)))
                continuation.finish()
            }
        }
    }

    private func local() throws -> [Provider] {
        try ProviderPreset.all.filter(\.isLocal).map { preset in
            try ProviderResolver(settings: Settings(), environment: [:]).resolve(requested: preset.name)
        }
    }

    @Test("servers that answer at their own path are found with their models; others are not")
    func found() async throws {
        let transport = Answering([
            "http://127.0.0.1:11434/api/version": #"{"version":"0.12"}"#,
            "http://127.0.0.1:11434/v1/models": #"{"data":[{"id":"llama3.2:3b"}]}"#,
            "http://127.0.0.1:8000/version": "<html>another server</html>",
        ])
        var found: [LocalServers.Found] = []
        for await server in LocalServers.search(try local(), over: transport) { found.append(server) }
        #expect(found == [LocalServers.Found(name: "ollama", models: ["llama3.2:3b"])])
    }

    @Test("only loopback is asked, briefly and without a key")
    func reach() async throws {
        var elsewhere = Provider(name: "vllm", kind: .http, baseURL: "http://10.0.0.1:8000/v1", key: Secret("k"))
        elsewhere.preset = "vllm"
        let transport = Answering([:])
        for await _ in LocalServers.search(try local() + [elsewhere], over: transport) {}
        #expect(transport.asked.count == 4)
        for request in transport.asked {
            #expect(request.url.hasPrefix("http://127.0.0.1:") && request.connectTimeout <= 0.15)
            #expect(request.idleTimeout <= 0.15 && !request.headers.contains { $0.name == "Authorization" })
        }
    }
}
