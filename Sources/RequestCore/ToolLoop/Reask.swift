internal import JSON
public import Prompts

/// Asks a model again after an answer that breaks a schema: the answer stays in the conversation, the fault is
/// appended, and the next request contains both.
///
/// Instructor's `max_retries` works the same way. The caller limits the number of attempts.
public struct Reask: Sendable, Hashable {
    /// The messages after the answer: a `tool` message for each of its calls, or a user message.
    public let messages: [Message]

    /// Makes the messages; nil if nothing is wrong with the answer.
    ///
    /// - Parameters:
    ///   - answer: the assistant's message.
    ///   - config: has the tools and the response format as they were sent.
    ///   - accepting: whether correct calls are accepted and the model is told not to repeat them. Otherwise it has
    ///     to repeat all calls.
    public init?(after answer: Message, of config: Config, accepting: Bool = false) {
        guard answer.toolCalls.isEmpty else {
            self.init(calls: answer.toolCalls, tools: config.tools.filter(\.isEnabled), accepting: accepting)
            return
        }
        guard answer.refusal == nil, let fault = config.responseFormat?.fault(of: answer.text) else { return nil }
        self.init(messages: [
            Message(
                .user,
                "That answer is not valid: \(fault). Answer again, with the same content as JSON that is valid, and nothing else."
            )
        ])
    }

    private init(messages: [Message]) { self.messages = messages }

    /// The next request is valid only if every call has a result, correct ones included.
    private init?(calls: [ToolCall], tools: [Tool], accepting: Bool) {
        let faults = calls.map { $0.fault(among: tools) }
        guard faults.contains(where: { $0 != nil }) else { return nil }
        self.init(
            messages: zip(calls, faults).map { call, fault in
                let result: JSONValue =
                    if let fault {
                        [
                            "error": .string(
                                "invalid call: \(Self.words(fault, tools)). Call the tool again with valid arguments.")
                        ]
                    } else if accepting {
                        ["status": "accepted; do not call this again"]
                    } else {
                        [
                            "error":
                                "not run, since another call of this message was invalid. Call again with the same arguments."
                        ]
                    }
                return .toolResult(result.compact, for: call.id)
            })
    }

    private static func words(_ fault: SchemaFault, _ tools: [Tool]) -> String {
        guard case .unknownTool(let name) = fault else { return fault.description }
        return "there is no tool \(name); the tools are \(tools.map(\.name).joined(separator: ", "))"
    }
}
