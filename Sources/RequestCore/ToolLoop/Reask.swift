internal import JSON
public import Prompts

/// Asks a model again after an answer that breaks a schema: the answer stays in the conversation, what is wrong with it is
/// appended, and the next request goes out with both.
///
/// It is what Instructor does for its `max_retries`. How often is for the caller to bound.
public struct Reask: Sendable, Hashable {
    /// What follows the answer: a `tool` message for each of its calls, or a user message.
    public let messages: [Message]

    /// nil when nothing is wrong with the answer.
    ///
    /// - Parameters:
    ///   - answer: the assistant's message.
    ///   - config: its tools and response format, as they were sent.
    ///   - accepting: whether the calls that are right are taken as they are, and the model is told not to repeat them; else it is to
    ///     make all calls again.
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

    /// Every call has to have a result before the next request is valid, also those that are right.
    private init?(calls: [ToolCall], tools: [Tool], accepting: Bool) {
        let faults = calls.map { $0.fault(among: tools) }
        guard faults.contains(where: { $0 != nil }) else { return nil }
        self.init(
            messages: zip(calls, faults).map { call, fault in
                let result: JSONValue =
                    if let fault {
                        [
                            "error": .string(
                                "invalid call: \(Self.words(fault, tools)). Call again with arguments that are right.")
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
