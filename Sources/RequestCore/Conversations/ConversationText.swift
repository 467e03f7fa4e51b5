package import JSON
package import Prompts

/// A conversation for other programs and people: its thread, without branches.
package struct ConversationText: Sendable {
    package var title: String
    /// The name of the prompt.
    package var prompt: String
    package var config: Config
    /// The values of variables.
    package var inputs: JSONObject
    /// The messages after the template.
    package var messages: [Message]

    /// Makes a text from its parts.
    package init(title: String, prompt: String, config: Config, inputs: JSONObject, messages: [Message]) {
        self.title = title
        self.prompt = prompt
        self.config = config
        self.inputs = inputs
        self.messages = messages
    }

    /// The forms that there are.
    package enum Form: String, Sendable, CaseIterable {
        /// To read and to paste elsewhere.
        case markdown
        /// The messages as chat completions takes them, the template's first.
        case json
        /// A `.prompt` file with the thread as messages of the template.
        case prompt
    }

    /// The conversation in a form. It ends with a line break.
    package func text(as form: Form) -> String {
        switch form {
        case .markdown: markdown
        case .json: JSONValue.object(json).pretty() + "\n"
        case .prompt:
            PromptFormat.text(
                of: PromptDocument(name: prompt, config: config, inputs: inputs, thread: messages).withThreadInTemplate)
        }
    }

    private var json: JSONObject {
        [
            "title": .string(title), "prompt": .string(prompt), "model": config.model.map(JSONValue.string) ?? .null,
            "messages": .array(
                (config.template + messages).map { .object($0.json(.api(imageURL: { $0.url }))) }),
        ]
    }

    private var markdown: String {
        var text = "# \(title.isEmpty ? prompt : title)\n"
        for message in config.template + messages {
            text += "\n## \(message.role.rawValue)\n"
            for part in message.content {
                switch part {
                case .text(let words): text += "\n\(words)\n"
                case .image(let image):
                    text += "\n![image](\(image.url.hasPrefix("data:") ? "embedded" : image.url))\n"
                case .other(let json): text += "\n" + Self.fenced(json.pretty(), "json")
                }
            }
            if let refusal = message.refusal { text += "\n> \(refusal)\n" }
            for call in message.toolCalls {
                text += "\n`\(call.name)`\n\n" + Self.fenced(call.arguments, "json")
            }
        }
        return text
    }

    /// A text as a block of code, with a fence longer than any in it.
    private static func fenced(_ text: String, _ language: String) -> String {
        var (longest, run) = (0, 0)
        for character in text {
            run = character == "`" ? run + 1 : 0
            longest = max(longest, run)
        }
        let fence = String(repeating: "`", count: max(3, longest + 1))
        return "\(fence)\(language)\n\(text)\n\(fence)\n"
    }
}

extension StoredConversation {
    /// The messages of the thread: from the first one on, those that were chosen.
    package var path: [StoredMessage] {
        var path: [StoredMessage] = []
        // A message comes after the one that it follows.
        for message in messages.sorted(by: { $0.id < $1.id })
        where message.isChosen && message.parent == path.last?.id ?? -1 {
            path.append(message)
        }
        return path
    }

    /// The conversation as a text.
    ///
    /// - Parameter name: the name that a person gave; empty without one.
    /// - Throws: `FieldError` where the draft or a message cannot be read.
    package func text(name: String) throws -> ConversationText {
        let messages = try path.map { try Message(json: $0.value["message"] ?? .null, place: "message \($0.id)") }
        let opening = messages.first { $0.role == .user }?.text ?? ""
        return ConversationText(
            title: name.isEmpty ? ConversationFacts.words(of: opening) : name,
            prompt: draft["prompt"]?.stringValue ?? "untitled", config: try Config(json: draft["config"] ?? [:]),
            inputs: draft["inputs"]?.objectValue ?? JSONObject(), messages: messages)
    }
}
