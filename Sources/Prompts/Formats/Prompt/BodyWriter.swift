import JSON

/// Writes messages as the elements of a `.prompt` body.
enum BodyWriter {
    /// Returns the whole body, with a blank line between messages and a line break at the end; empty for no messages.
    static func text(of messages: [Message]) -> String {
        messages.isEmpty ? "" : messages.map(text(of:)).joined(separator: "\n\n") + "\n"
    }

    /// Returns one message, without a line break at the end.
    static func text(of message: Message) -> String {
        let name = message.role.rawValue
        var attributes = [("name", message.name)]
        if message.role == .tool { attributes.append(("id", message.toolCallID)) }
        attributes.append(("other", text(of: message.other)))
        let children = children(of: message)
        if children.isEmpty, message.content.isEmpty { return "<\(name)\(written(attributes)) />" }
        guard children.isEmpty, case .text(let text) = message.content[0] else {
            return (["<\(name)\(written(attributes))>"] + children + ["</\(name)>"]).joined(separator: "\n")
        }
        return onOwnLines(name, attributes, text)
    }

    /// The parts with tags of their own; none for a message that is one text.
    private static func children(of message: Message) -> [String] {
        let isAssistant = message.role == .assistant
        let calls = isAssistant ? message.toolCalls : []
        let refusal = isAssistant ? message.refusal : nil
        if message.content.count == 1, case .text = message.content[0], calls.isEmpty, refusal == nil { return [] }
        var children = message.content.map(part)
        if let refusal { children.append(element("refusal", [], refusal)) }
        children += calls.map { call in
            let id = call.id.isEmpty ? nil : call.id
            return element("tool", [("name", call.name), ("id", id), ("other", text(of: call.other))], call.arguments)
        }
        return children
    }

    /// The keys that Étude does not know, as the value of an attribute.
    private static func text(of other: JSONObject) -> String? {
        other.isEmpty ? nil : JSONValue.object(other).compact
    }

    private static func part(_ part: ContentPart) -> String {
        switch part {
        case .text(let text): element("text", [], text)
        case .image(let image): "<image\(written([("url", image.url), ("detail", image.detail)])) />"
        case .other(let value): element("part", [], value.compact)
        }
    }

    private static func element(_ name: String, _ attributes: [(String, String?)], _ text: String) -> String {
        if text.utf8.contains(Byte.lineFeed) { return onOwnLines(name, attributes, text) }
        return "<\(name)\(written(attributes))>\(ContentText.write(text, onOwnLines: false).text)</\(name)>"
    }

    private static func onOwnLines(_ name: String, _ attributes: [(String, String?)], _ text: String) -> String {
        let content = ContentText.write(text, onOwnLines: true)
        let attributes = attributes + [("indent", content.keepsIndentation ? "keep" : nil)]
        let lines = content.text.isEmpty ? "" : content.text + "\n"
        return "<\(name)\(written(attributes))>\n\(lines)</\(name)>"
    }

    private static func written(_ attributes: [(String, String?)]) -> String {
        attributes.map { name, value in value.map { " \(name)=\(AttributeText.write($0))" } ?? "" }.joined()
    }
}
