import JSON
import Testing

@testable import RequestCore

/// The completion that is logged of a stream.
@Suite struct CompletionAssemblyTests {
    private func message(of chunk: String) throws -> JSONValue? {
        let reply = Decoded(chunks: [chunk]).reply
        return CompletionAssembly.completion(of: reply, created: 1)?["choices"]?[0]?["message"]
    }

    @Test("what stands beside a message takes the place of nothing in it")
    func besideMessage() throws {
        let message = try message(
            of:
                #"{"choices":[{"delta":{"content":"a","tool_calls":[{"id":"c","function":{"name":"f","arguments":"{}"}}]},"tool_calls":"x","refusal":"no"}]}"#
        )
        #expect(message?["tool_calls"]?[0]?["id"] == "c")
        #expect(message?["refusal"] == .null)
    }
}
