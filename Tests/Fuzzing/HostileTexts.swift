package import JSON
package import Prompts

/// Texts and documents made of what the formats have to take care of.
package struct HostileTexts {
    package var numbers: SeededGenerator

    package init(seed: UInt64) { numbers = SeededGenerator(seed: seed) }

    package init(numbers: SeededGenerator) { self.numbers = numbers }

    static let pieces = [
        "<text>", "</text>", "<user>", "</user>", "<user", "</assistant>", "<tool name=\"a\">", "<image url=\"x\" />",
        "<image/>",
        "<tool/", "<system>", "</system", "<part>", "<refusal>", "<textarea>", "<user@example.org>", "<", "</", "/>",
        ">",
        "\\", "\\\\", "\\\\\\", "\\<text>", "&#", "&#13;", "&#39;", "\\&#10;", "&amp;", "&", ";", " ", "  ", "    ",
        "\t", "\n", "\n\n",
        "\n  ", "\r\n", "\r", "\u{0}", "\u{7}", "\u{1B}[31m", "\u{7F}", "\u{85}", "\u{9B}", "\u{2028}", "\u{FEFF}",
        "\u{FFFE}",
        "{{", "{{name}}", "\\{{", "}}", "---", "\n---\n", "...", "é", "e\u{301}", "😀", "👩‍👩‍👧", "日本", "\u{202E}", "a",
        "word", "Two words",
        "yes", "no", "null", "~", "true", "1.0", "0x1F", ".5", ".inf", "- item", "? key", "key: value", "a:b", "a: ",
        " #c", "# c", "[x]",
        "{y}", "*alias", "&anchor", "!tag", "|", ">", "'", "\"", "%", "@", "`", ",", "=", "<<", "-", ":", "#",
    ]

    package mutating func text(upTo count: Int = 8) -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...count, using: &numbers) {
            text += Self.pieces.randomElement(using: &numbers) ?? ""
        }
        return text
    }

    /// Keys that differ in a byte order mark at their start only are the same to Yams.
    package mutating func keyText(upTo count: Int = 8) -> String {
        let text = text(upTo: count)
        return text.unicodeScalars.first == "\u{FEFF}" ? "x" + text : text
    }

    package mutating func chance(_ percent: Int) -> Bool { Int.random(in: 0..<100, using: &numbers) < percent }

    package mutating func json(depth: Int = 3) -> JSONValue {
        switch Int.random(in: 0..<(depth == 0 ? 5 : 8), using: &numbers) {
        case 0: return .null
        case 1: return .bool(chance(50))
        case 2:
            return JSONNumber(
                text: ["0", "-1", "1.0", "1e5", "9007199254740993", "0.25", "1E400", "-0"].randomElement(
                    using: &numbers) ?? "0"
            ).map(JSONValue.number) ?? .null
        case 3, 4: return .string(text())
        case 5: return .array((0..<Int.random(in: 0...3, using: &numbers)).map { _ in json(depth: depth - 1) })
        default: return .object(object(depth: depth - 1))
        }
    }

    /// Keys differ in more than their composition, since Yams takes canonically equivalent keys as equal.
    package mutating func object(depth: Int = 2) -> JSONObject {
        var object = JSONObject()
        var keys: Set<String> = []
        for _ in 0..<Int.random(in: 0...4, using: &numbers) {
            let key = keyText(upTo: 3)
            if keys.insert(key).inserted { object[key] = json(depth: depth) }
        }
        return object
    }

    package mutating func part() -> ContentPart {
        switch Int.random(in: 0..<4, using: &numbers) {
        case 0: .image(ImagePart(url: text(), detail: chance(50) ? text(upTo: 2) : nil))
        case 1: .other(.object(object()))
        default: .text(text())
        }
    }

    package mutating func message() -> Message {
        var message = Message(role: Role.allCases.randomElement(using: &numbers) ?? .user)
        if chance(20) { message.name = text(upTo: 3) }
        if chance(20) { message.other = object() }
        if message.role == .tool, chance(80) { message.toolCallID = text(upTo: 3) }
        message.content =
            chance(60) ? [.text(text(upTo: 14))] : (0..<Int.random(in: 0...3, using: &numbers)).map { _ in part() }
        if message.role == .assistant {
            if chance(20) { message.refusal = text() }
            if chance(50) {
                message.toolCalls = (0..<Int.random(in: 1...3, using: &numbers)).map { _ in
                    ToolCall(
                        id: text(upTo: 2), name: text(upTo: 2), arguments: text(),
                        other: chance(20) ? object() : JSONObject())
                }
            }
        }
        return message
    }

    package mutating func tool(_ index: Int) -> Tool {
        Tool(
            name: "tool\(index)" + text(upTo: 2), description: chance(60) ? text() : nil,
            strict: chance(30) ? chance(50) : nil,
            parameters: chance(70) ? .object(object()) : nil, isEnabled: chance(80))
    }

    package mutating func document() -> PromptDocument {
        var document = PromptDocument(name: chance(50) ? text() : nil)
        document.config.provider = chance(20) ? text() : nil
        document.config.model = chance(80) ? text() : nil
        for parameter in Parameter.allCases where chance(20) {
            let value = json()
            if !value.isNull, !(parameter == .maxTokens && value.intValue == -1) { document.config[parameter] = value }
        }
        if chance(30) {
            document.config.responseFormat =
                chance(50)
                ? .jsonObject
                : .jsonSchema(.init(name: text(), description: text(), strict: chance(50), schema: json()))
        }
        if chance(50) { document.config.tools = (0..<Int.random(in: 1...3, using: &numbers)).map { tool($0) } }
        if chance(20) { document.config.toolChoice = chance(50) ? .required : .function(name: text()) }
        if chance(30) { document.config.extra = object() }
        if chance(30) { document.inputs = object() }
        if chance(30) { document.etude["notes"] = json() }
        if chance(30) { for member in object().members { document.unknown["x" + member.key] = member.value } }
        document.config.template = (0..<Int.random(in: 0...4, using: &numbers)).map { _ in message() }
        return document
    }
}
