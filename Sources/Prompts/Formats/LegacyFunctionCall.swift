package import JSON

/// The deprecated `function_call`: a call without an id, answered by a message of the role `function`; its tools stand in
/// `functions`.
///
/// It is held as a tool call whose id begins with a mark, and goes back in the form it came. A config says with `true` under
/// ``marker`` in its `extra` that its tools go out as `functions`.
package enum LegacyFunctionCall {
    /// The key of `extra`.
    package static let marker = "functions"
    private static let idMark = "function_call_"

    /// - Parameter tail: what makes it the only one in its conversation.
    package static func id(_ tail: String) -> String { idMark + tail }

    package static func isID(_ id: String) -> Bool { id.hasPrefix(idMark) }
}

extension Config {
    /// Whether the tools go out in the deprecated form, as `functions`.
    package var sendsFunctions: Bool { extra[LegacyFunctionCall.marker]?.boolValue == true }
}

/// Reads messages one after the other, so that results in the deprecated form find the calls they answer.
package struct MessageListReader {
    private var open: [ToolCall] = []

    package init() {}

    /// - Parameter place: what to call the message in an error, for example `messages[2]`.
    package mutating func read(_ json: JSONValue, index: Int, place: String) throws(FieldError) -> Message {
        guard json["role"]?.stringValue == "function" else {
            var message = try Message(json: json, place: place)
            if json["function_call"]?.objectValue != nil, json["tool_calls"]?.arrayValue?.isEmpty ?? true {
                message.toolCalls[0].id = LegacyFunctionCall.id("\(index)")
            }
            open += message.toolCalls.filter { LegacyFunctionCall.isID($0.id) }
            return message
        }
        var message = try Message(json: json, place: place)
        if let call = open.lastIndex(where: { $0.name == message.name }) {
            message.toolCallID = open.remove(at: call).id
            message.name = nil
        }
        return message
    }
}

extension Message {
    /// Reads a conversation in the API's form, calls and results in the deprecated one included.
    ///
    /// - Parameter place: what to call the list in an error, for example `messages`.
    package static func list(_ items: [JSONValue], place: String) throws(FieldError) -> [Message] {
        var reader = MessageListReader()
        var messages: [Message] = []
        for (index, item) in items.enumerated() {
            messages.append(try reader.read(item, index: index, place: "\(place)[\(index)]"))
        }
        return messages
    }
}
