import Prompts
import RequestCore

/// Extracts the texts of a log's row and of its search from the bodies.
enum LogDigest {
    /// The most bytes of a text that are searched.
    private static let searchedLength = 1 << 20

    /// The person's last message on one line of at most 200 characters; `[image]` if it is only an image.
    static func lastUserMessage(in conversation: LoggedConversation) -> String {
        guard let said = conversation.messages.last(where: { $0.role == Role.user.rawValue }) else { return "" }
        if !said.texts.isEmpty { return shortened(said.texts.joined(separator: " ")) }
        let images = said.imageCount
        return images == 0 ? "" : images == 1 ? "[image]" : "[\(images) images]"
    }

    /// The beginning of the answer on one line; of one that consists of calls only, `ƒ tide {"harbour":"Brest"}`; of a refusal,
    /// `refused: I can't help with that.`
    static func answer(_ reply: Reply) -> String {
        let message = reply.message
        let text = shortened(message.text)
        guard text.isEmpty else { return text }
        if let refusal = message.refusal, !refusal.isEmpty { return shortened("refused: " + refusal) }
        guard !message.toolCalls.isEmpty else { return text }
        return shortened(message.toolCalls.map { "ƒ \($0.name) \(beginning($0.arguments))" }.joined(separator: "  "))
    }

    /// The text on one line, with white space joined, cut after 200 characters.
    static func shortened(_ text: String) -> String {
        var line = ""
        var count = 0
        var isSpacePending = false
        for character in text {
            if character.isWhitespace {
                isSpacePending = count > 0
                continue
            }
            guard count + (isSpacePending ? 1 : 0) < 200 else { break }
            if isSpacePending {
                line.append(" ")
                count += 1
                isSpacePending = false
            }
            line.append(character)
            count += 1
        }
        return line
    }

    /// The searchable text of the request: of its messages since the last answer, without the instructions, which the version has.
    static func searchable(_ conversation: LoggedConversation) -> String {
        let messages = conversation.messages
        let start = messages.lastIndex { $0.role == Role.assistant.rawValue }.map { $0 + 1 } ?? 0
        let instructions = [Role.system.rawValue, Role.developer.rawValue]
        let texts = messages[start...].filter { !instructions.contains($0.role) }.flatMap(\.texts)
        return texts.filter { !$0.isEmpty }.map(beginning).joined(separator: "\n")
    }

    /// The searchable text of the answer: the first mebibyte of its text, reasoning, refusal and calls.
    static func searchable(reply: Reply) -> String {
        var pieces: [String] = []
        for message in reply.choices.map(\.message) {
            pieces += [message.text, message.reasoning ?? "", message.refusal ?? ""]
            for call in message.toolCalls { pieces += [call.name, call.arguments] }
        }
        return pieces.filter { !$0.isEmpty }.map(beginning).joined(separator: "\n")
    }

    private static func beginning(_ text: String) -> String {
        text.utf8.count <= searchedLength ? text : String(decoding: text.utf8.prefix(searchedLength), as: UTF8.self)
    }
}
