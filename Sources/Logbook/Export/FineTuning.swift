package import JSON
import Prompts
package import RequestCore

/// Examples for fine-tuning, in the form that OpenAI documented and TRL, Axolotl, Together and others read:
/// `{"messages":[…],"tools":[…],"parallel_tool_calls":true}`.
package enum FineTuning {
    /// The example that a log makes. Its last message is the answer: the corrected one where there is one.
    ///
    /// - Parameters:
    ///   - record: with its request.
    ///   - images: the data URLs of its images, by their SHA-256.
    /// - Throws: ``ExportLoss`` where the log makes none.
    package static func example(of record: LogRecord, images: [String: String]) throws(ExportLoss) -> JSONValue {
        let answer = try record.wantedAnswer()
        let conversation = record.conversation
        let writer = ChatMessages(images: images)
        let asked = try writer.json(conversation)
        guard !asked.isEmpty else { throw .unknownParts }
        try ChatMessages.checkCalls(conversation.messages.compactMap(\.message) + [answer])
        var said = Message(role: .assistant, content: answer.content, toolCalls: answer.toolCalls)
        // What a server sent beside the call, such as a signature, is nothing that a model learns.
        for place in said.toolCalls.indices { said.toolCalls[place].other = JSONObject() }
        var object: JSONObject = ["messages": .array((asked + [try writer.json(said)]).map(JSONValue.object))]
        if !conversation.tools.isEmpty {
            object["tools"] = .array(conversation.tools.map(\.apiJSON))
            object["parallel_tool_calls"] = conversation.settings["parallel_tool_calls"]
        }
        return .object(object)
    }
}
