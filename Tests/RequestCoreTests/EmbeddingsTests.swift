import JSON
import Prompts
import RequestCore
import TestSupport
import Testing

@Suite("Embeddings of texts")
struct EmbeddingsTests {
    private let provider = Provider.openAI(key: "sk-secret-key-of-a-test", baseURL: "https://api.example.org/v1")

    private func vectors(_ steps: [ScriptedTransport.Step]) async throws -> ([[Double]], ScriptedTransport) {
        let transport = ScriptedTransport(steps)
        return (try await Embeddings.vectors(of: ["a", "b"], model: "m", at: provider, over: transport), transport)
    }

    @Test("the texts go out in one request, and the vectors come back by their index")
    func answer() async throws {
        let body = #"{"data":[{"index":1,"embedding":[3,4]},{"index":0,"embedding":[1.5,2]}]}"#
        let (vectors, transport) = try await vectors([.head(200), .body(body)])
        #expect(vectors == [[1.5, 2], [3, 4]])
        let request = try #require(transport.requests.first)
        #expect(request.url == "https://api.example.org/v1/embeddings")
        #expect(try JSONValue(parsing: request.body)["input"] == ["a", "b"])
    }

    @Test(
        "an answer that is no list of so many equally long vectors is refused",
        arguments: [
            "{}", "<html>", #"{"data":[{"index":0,"embedding":[1]}]}"#,
            #"{"data":[{"embedding":[1]},{"embedding":[1,2]}]}"#,
        ])
    func unreadable(body: String) async {
        await #expect(throws: RunError.self) { try await vectors([.head(200), .body(body)]) }
    }

    @Test("a server's error keeps its words, and the key is masked in them")
    func refused() async {
        let error = await #expect(throws: RunError.self) {
            try await vectors([.head(401), .body(#"{"error":{"message":"bad key sk-secret-key-of-a-test"}}"#)])
        }
        #expect(error?.kind == .authentication)
        #expect(error?.message.contains("sk-secret-key-of-a-test") == false)
    }

    @Test("the simulator has no embeddings")
    func simulator() async {
        let error = await #expect(throws: RunError.self) {
            try await Embeddings.vectors(of: ["a"], model: "m", at: .simulator, over: ScriptedTransport([]))
        }
        #expect(error?.kind == .notFound)
    }
}
