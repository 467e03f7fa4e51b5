import JSON
import Markdown
import Prompts
import RequestCore
import TextUI

/// Structured answers: laid out, with the verdict of their schema.
enum StructuredAnswer {
    /// Longer answers are shown as they come while they are being written.
    private static let longestStreamed = 1 << 14

    /// Whether a response format asks for JSON.
    static func isStructured(_ format: ResponseFormat?) -> Bool {
        switch format {
        case .jsonObject, .jsonSchema: true
        case .text, .other, nil: false
        }
    }

    /// The answer for display: laid out if it is JSON, else as it is.
    static func shown(_ text: String) -> String { (try? JSONValue(parsing: text))?.pretty() ?? text }

    /// An answer that is still being written, laid out; nil if it is shown as it comes.
    static func streamed(_ text: String) -> String? {
        guard text.utf8.count <= longestStreamed else { return nil }
        return PartialJSON.value(of: text)?.pretty()
    }

    /// The name of the format in a verdict: the schema's name, or JSON.
    static func name(of format: ResponseFormat) -> String {
        if case .jsonSchema(let named) = format { Sanitiser.oneLine(named.name) } else { "JSON" }
    }
}

extension MessageBlock {
    /// Appends an answer that was asked for as JSON, laid out if it is.
    func appendStructured(_ text: String, to block: inout ThreadBlock) {
        block.mark(.json(text))
        appendJSON(StructuredAnswer.shown(text), to: &block)
    }

    /// Appends JSON, whole or not, in its colours.
    func appendJSON(_ text: String, to block: inout ThreadBlock) {
        guard !text.isEmpty else { return }
        block.append(.styled(ColoredCode(text, language: "json").rows(width: width - 2, theme: theme)))
    }

    /// Appends the verdict of the response format on an answer; nothing if the format asks for none, and nothing for
    /// calls and refusals.
    ///
    /// - Parameter hint: the key that asks again, if that is possible.
    func appendVerdict(
        _ message: Message, _ format: ResponseFormat?, hint: String? = nil, to block: inout ThreadBlock
    ) {
        guard let format, StructuredAnswer.isStructured(format), message.toolCalls.isEmpty, message.refusal == nil,
            !message.text.isEmpty
        else { return }
        guard let fault = format.fault(of: message.text) else {
            let words = "✓ \(format == .jsonObject ? "a JSON object" : "fits \(StructuredAnswer.name(of: format))")"
            return block.append(ThreadRow(StyledText(words, theme[.good])))
        }
        let words = "✗ \(Sanitiser.oneLine(fault.description))" + (hint.map { " · \($0) asks again" } ?? "")
        for line in TextWrapper.wrap(words, width: max(8, width - 2)) {
            block.append(ThreadRow(StyledText(line.text, theme[.bad])))
        }
    }
}
