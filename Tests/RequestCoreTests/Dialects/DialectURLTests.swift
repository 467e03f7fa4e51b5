import Prompts
import RequestCore
import TestSupport
import Testing

@Suite struct DialectURLTests {
    private func url(_ base: String, _ dialect: DialectID) async throws -> String {
        let provider = Provider(name: "p", kind: .http, baseURL: base, dialect: dialect)
        let request = RunRequest(
            prompt: "p", config: Config(model: "m"), thread: [Message(.user, "a")], provider: provider)
        return try await request.prepare { _ in nil }.url
    }

    @Test(
        "a base URL is taken with and without /v1, and only what is missing is added",
        arguments: [
            ("https://api.openai.com", "https://api.openai.com/v1/chat/completions"),
            ("https://api.openai.com/", "https://api.openai.com/v1/chat/completions"),
            ("https://api.openai.com/v1", "https://api.openai.com/v1/chat/completions"),
            ("https://api.openai.com/v1//", "https://api.openai.com/v1/chat/completions"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080/v1/chat/completions"),
            ("https://a/v1/chat/completions", "https://a/v1/chat/completions"),
            ("https://a/v1beta/openai", "https://a/v1beta/openai/chat/completions"),
            ("https://openrouter.ai/api/v1", "https://openrouter.ai/api/v1/chat/completions"),
            ("https://api.perplexity.ai", "https://api.perplexity.ai/chat/completions"),
            (
                "https://x.openai.azure.com/openai/deployments/d?api-version=1",
                "https://x.openai.azure.com/openai/deployments/d/chat/completions?api-version=1"
            ),
        ])
    func chat(base: String, expected: String) async throws {
        #expect(try await url(base, .chat) == expected)
    }

    @Test(
        "Anthropic's base URLs end before the version, as its own clients have them",
        arguments: [
            ("https://api.anthropic.com", "https://api.anthropic.com/v1/messages"),
            ("https://api.anthropic.com/v1/", "https://api.anthropic.com/v1/messages"),
            ("https://api.deepseek.com/anthropic", "https://api.deepseek.com/anthropic/v1/messages"),
            ("https://a/v1/messages", "https://a/v1/messages"), ("https://a/x/v2?k=1", "https://a/x/v2/messages?k=1"),
        ])
    func messages(base: String, expected: String) async throws {
        #expect(try await url(base, .messages) == expected)
    }

    @Test("a list of models in pages is read to its end")
    func pages() async throws {
        let provider = Provider(name: "p", kind: .http, baseURL: "https://a", dialect: .messages)
        let transport = ScriptedTransport(
            [.head(200), .body(#"{"data":[{"id":"a"}],"has_more":true,"last_id":"a/1"}"#)],
            [.head(200), .body(#"{"data":[{"id":"b"}],"has_more":false,"last_id":"b"}"#)])
        #expect(try await ModelList.names(at: provider, over: transport) == ["a", "b"])
        #expect(transport.requests.last?.url == "https://a/v1/models?limit=1000&after_id=a%2F1")
    }

    @Test("the list of models is asked for in one page, whatever else the URL asks for")
    func models() async throws {
        for (base, expected) in [
            ("https://a", "https://a/v1/models?limit=1000"),
            ("https://a/v1/messages", "https://a/v1/models?limit=1000"),
            ("https://a/v1?k=1", "https://a/v1/models?limit=1000&k=1"),
        ] {
            let provider = Provider(name: "p", kind: .http, baseURL: base, dialect: .messages)
            let transport = ScriptedTransport([.head(200), .body(#"{"data":[{"id":"m"}]}"#)])
            #expect(try await ModelList.names(at: provider, over: transport) == ["m"])
            #expect(transport.requests.first?.url == expected)
        }
    }
}
