package import Prompts

/// How many tokens a text takes, roughly: no tokenizer is at hand, and each model has its own.
package enum TokenEstimate {
    /// What the frame of a message takes (OpenAI's cookbook, "How to count tokens with tiktoken").
    private static let frame = 4

    /// Four letters of ASCII to a token, as OpenAI's help says for English, and one scalar of any other writing.
    package static func of(_ text: String) -> Int {
        var (plain, others) = (0, 0)
        for byte in text.utf8 {
            if byte < 0x80 {
                plain += 1
            } else if byte & 0xC0 == 0xC0 {
                others += 1
            }
        }
        return (plain + 3) / 4 + others
    }

    /// The tokens of a message with its calls and images. An image of unknown size counts nothing.
    package static func of(_ message: Message, model: String) -> Int {
        let parts = message.content.map { part in
            switch part {
            case .text(let text): of(text)
            case .image(let image):
                image.facts.flatMap { ImageTokens.estimate($0, detail: image.detail, model: model) } ?? 0
            case .other(let value): of(value.compact)
            }
        }
        let calls = message.toolCalls.map { of($0.name) + of($0.arguments) }
        return frame + (parts + calls).reduce(0, +)
    }
}
