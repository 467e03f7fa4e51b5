import Foundation
import JSON
import Prompts
import RequestCore
import Synchronization

/// A model that answers as a test says.
final class FakeModel: Transport {
    struct Request {
        /// The place among all requests.
        let number: Int
        let model: String
        /// The text of the last message.
        let text: String
        let isJudge: Bool
    }

    enum Reply {
        case answer(String)
        case status(Int, [(String, String)] = [])
        case silence
    }

    private struct State {
        var texts: [String] = []
        var underWay = 0
        var most = 0
    }

    private let state = Mutex(State())
    private let reply: @Sendable (Request) -> Reply

    init(_ reply: @escaping @Sendable (Request) -> Reply) { self.reply = reply }

    /// The last message of each request, in order; without those to the judge.
    var texts: [String] { state.withLock(\.texts) }
    var mostAtOnce: Int { state.withLock(\.most) }

    func send(_ request: TransportRequest) -> AsyncThrowingStream<TransportEvent, any Error> {
        let body = (try? JSONValue(parsing: request.body)) ?? .null
        let isJudge = body["response_format"] != nil
        let text = body["messages"]?.arrayValue?.last?["content"]?.stringValue ?? ""
        let number = state.withLock { state in
            state.underWay += 1
            state.most = max(state.most, state.underWay)
            if !isJudge { state.texts.append(text) }
            return state.texts.count - 1
        }
        let reply = reply(
            Request(number: number, model: body["model"]?.stringValue ?? "", text: text, isJudge: isJudge))
        return AsyncThrowingStream { continuation in
            continuation.onTermination = { [self] _ in state.withLock { $0.underWay -= 1 } }
            let json = [HTTPHeader(name: "content-type", value: "application/json")]
            switch reply {
            case .answer(let text):
                let model = body["model"] ?? "m"
                continuation.yield(.head(ResponseHead(status: 200, headers: json)))
                let completion: JSONValue = [
                    "id": "c", "object": "chat.completion", "model": model,
                    "choices": [
                        [
                            "index": 0, "finish_reason": "stop",
                            "message": ["role": "assistant", "content": .string(text)],
                        ]
                    ], "usage": ["prompt_tokens": 3, "completion_tokens": 1, "total_tokens": 4],
                ]
                continuation.yield(.body(Array(completion.compact.utf8)))
                continuation.finish()
            case .status(let status, let headers):
                let all = json + headers.map { HTTPHeader(name: $0.0, value: $0.1) }
                continuation.yield(.head(ResponseHead(status: status, headers: all)))
                continuation.yield(.body(Array(#"{"error":{"message":"no","type":"x"}}"#.utf8)))
                continuation.finish()
            case .silence: break
            }
        }
    }
}
