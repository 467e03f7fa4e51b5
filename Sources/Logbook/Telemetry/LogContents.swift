import JSON
import Prompts
import RequestCore

/// What was said in a log, as OpenTelemetry's messages: JSON texts, because that is what collectors take on spans.
struct LogContents {
    private let record: LogRecord

    init(_ record: LogRecord) { self.record = record }

    func add(to attributes: inout OTLPAttributes) {
        let conversation = record.conversation
        var messages = conversation.messages[...]
        if record.dialect != .chat {
            // In the other two dialects instructions stand beside the messages.
            let system = messages.prefix { $0.role == Role.system.rawValue || $0.role == Role.developer.rawValue }
            messages = messages.dropFirst(system.count)
            let parts = system.flatMap(Self.parts)
            if !parts.isEmpty {
                attributes.add(GenAIConvention.systemInstructions, text: JSONValue.array(parts).compact)
            }
        }
        let asked = messages.map { ["role": .string($0.role), "parts": .array(Self.parts($0))] as JSONValue }
        attributes.add(GenAIConvention.inputMessages, text: JSONValue.array(asked).compact)
        let answered = record.reply.choices.map { choice -> JSONValue in
            // The conventions write it so in messages, and as the server does beside them.
            let word = choice.finishReason?.sharedWord ?? "error"
            let reason = word == "tool_calls" ? "tool_call" : word
            return [
                "role": "assistant", "parts": .array(choice.message.blocks.compactMap(Self.part)),
                "finish_reason": .string(reason),
            ]
        }
        // A request that failed was answered by nobody.
        if record.reply.hasContent || record.reply.error == nil {
            attributes.add(GenAIConvention.outputMessages, text: JSONValue.array(answered).compact)
        }
        if !conversation.tools.isEmpty {
            let tools = conversation.tools.map { tool in
                tool.raw ?? .object(Self.definition(tool))
            }
            attributes.add(GenAIConvention.toolDefinitions, text: JSONValue.array(tools).compact)
        }
        for input in record.inputs ?? [:] {
            attributes.add(
                GenAIConvention.promptVariable + input.key, text: input.value.stringValue ?? input.value.compact)
        }
    }

    private static func definition(_ tool: Tool) -> JSONObject {
        var object: JSONObject = ["type": "function", "name": .string(tool.name)]
        object["description"] = tool.description.map(JSONValue.string)
        object["parameters"] = tool.parameters
        return object
    }

    private static func parts(_ logged: LoggedMessage) -> [JSONValue] {
        guard let message = logged.message else {
            return logged.texts.map { ["type": "text", "content": .string($0)] }
        }
        if message.role == .tool {
            var part: JSONObject = ["type": "tool_call_response"]
            part["id"] = message.toolCallID.map(JSONValue.string)
            part["response"] = .string(message.text)
            return [.object(part)]
        }
        return message.blocks.compactMap(part)
    }

    private static func part(_ block: Message.Block) -> JSONValue? {
        switch block.content {
        case .part(.text(let text)), .refusal(let text): return ["type": "text", "content": .string(text)]
        case .part(.image(let image)): return self.image(image)
        case .part(.other(let value)): return value
        case .reasoning(let reasoning):
            return reasoning.text.isEmpty ? nil : ["type": "reasoning", "content": .string(reasoning.text)]
        case .call(let call):
            // What is no JSON is kept as the text that it is.
            let arguments = (try? JSONValue(parsing: call.arguments)) ?? .string(call.arguments)
            return [
                "type": "tool_call", "id": .string(call.id), "name": .string(call.name), "arguments": arguments,
            ]
        case .raw: return nil
        }
    }

    /// The bytes of an image never go along: a stored one is named by its hash.
    private static func image(_ image: ImagePart) -> JSONValue {
        var part: JSONObject = ["type": "uri", "modality": "image"]
        part["mime_type"] = image.facts.map { .string($0.mediaType) }
        part["uri"] = .string(image.source == .data ? "data:" : image.url)
        return .object(part)
    }
}
