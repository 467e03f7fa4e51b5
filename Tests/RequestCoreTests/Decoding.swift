import JSON
import RequestCore

/// What chunks of a stream, or one completion, come to.
struct Decoded {
    var events: [RunEvent] = []
    var reply = Reply()
    var error: RunError?

    init(chunks: [String]) {
        var decoder = ChunkDecoder()
        do throws(RunError) {
            for chunk in chunks { try decoder.decode(chunk: Array(chunk.utf8)[...], into: &events) }
        } catch {
            self.error = error
        }
        decoder.finish(into: &events)
        for event in events { reply.apply(event) }
    }

    /// Deltas of the first choice.
    init(deltas: String...) {
        self.init(chunks: deltas.map { #"{"choices":[{"index":0,"delta":\#($0)}]}"# })
    }

    /// Pieces of tool calls in the first choice.
    init(calls: String...) {
        self.init(chunks: calls.map { #"{"choices":[{"index":0,"delta":{"tool_calls":[\#($0)]}}]}"# })
    }

    init(completion: String) throws {
        var decoder = ChunkDecoder()
        let json = try JSONValue(parsing: completion)
        do throws(RunError) {
            try decoder.decode(completion: json, into: &events)
        } catch {
            self.error = error
        }
        decoder.finish(into: &events)
        for event in events { reply.apply(event) }
    }

    /// The first choice's calls as `id name arguments`; a generated id is `call_…`.
    var calls: [String] {
        reply.message.toolCalls.map { call in
            let isMade = call.id.hasPrefix("call_") && call.id.count == 29
            return "\(isMade ? "call_…" : call.id) \(call.name) \(call.arguments)"
        }
    }
}
