package import JSON

/// An OpenAI-compatible endpoint that always answers "This is a test", streamed or not as asked.
package final class AnsweringServer: Sendable {
    private let server: FaultServer

    package init() throws {
        server = try FaultServer { request, connection in
            let body = try? JSONValue(parsing: request.body)
            if body?["stream"]?.boolValue == true {
                connection.startChunked()
                for piece in ["This is", " a test"] {
                    connection.writeChunk(
                        #"data: {"id":"c1","model":"gpt-4o-2024-08-06","choices":[{"index":0,"delta":{"content":"\#(piece)"},"finish_reason":null}]}"#
                            + "\n\n")
                }
                connection.writeChunk(
                    #"data: {"id":"c1","choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}"# + "\n\n")
                connection.writeChunk(
                    #"data: {"id":"c1","choices":[],"usage":{"prompt_tokens":2,"completion_tokens":3,"total_tokens":5}}"#
                        + "\n\ndata: [DONE]\n\n")
                connection.endChunked()
            } else {
                connection.respond(
                    200, headers: [("Content-Type", "application/json")],
                    body:
                        #"{"id":"c1","model":"gpt-4o-2024-08-06","choices":[{"index":0,"message":{"role":"assistant","content":"This is a test"},"finish_reason":"stop"}],"usage":{"prompt_tokens":2,"completion_tokens":3,"total_tokens":5}}"#
                )
            }
        }
    }

    /// What sends a program here, with a key.
    package var environment: [String: String] {
        ["OPENAI_BASE_URL": server.url("/v1"), "OPENAI_API_KEY": "sk-secret-1234", "NO_PROXY": "127.0.0.1"]
    }

    package func bodies() throws -> [JSONValue] {
        try server.record.requests.map { try JSONValue(parsing: $0.body) }
    }

    package var authorizations: [String] {
        server.record.requests.compactMap { $0.header("authorization") }
    }
}
