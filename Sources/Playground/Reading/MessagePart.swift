import JSON
package import Markdown
package import Prompts
import TextUI

/// A part of a message that can be copied by itself.
package struct MessagePart: Sendable, Hashable {
    /// What it is.
    package enum Content: Sendable, Hashable {
        /// - Parameter language: empty where none is named.
        case code(language: String, String)
        case table(MarkdownTable)
        /// An answer that is JSON, as it came.
        case json(String)
        case call(ToolCall)
        /// The address of an image: a URL or a path.
        case image(String)

        init(_ content: MarkdownPage.Part.Content) {
            self =
                switch content {
                case .code(let language, let text): .code(language: language, text)
                case .table(let table): .table(table)
                case .image(let address): .image(address)
                }
        }

        /// The text that is copied: code and JSON as they came, a table as Markdown, the arguments of a call laid out.
        var text: String {
            switch self {
            case .code(_, let text): text
            case .table(let table): table.source
            case .json(let text): (try? JSONValue(parsing: text))?.pretty() ?? text
            case .call(let call): (try? JSONValue(parsing: call.arguments))?.pretty() ?? call.arguments
            case .image(let address): address
            }
        }

        /// What it is called in a sentence.
        var words: String {
            switch self {
            case .code(let language, _) where language.isEmpty: "the code"
            case .code(let language, _): "the \(Sanitiser.oneLine(language)) code"
            case .table: "the table"
            case .json: "the JSON"
            case .call(let call): "the arguments of \(Sanitiser.oneLine(call.name))"
            case .image: "the image's address"
            }
        }
    }

    /// Its first row, counted from the first row of the message.
    package var row: Int
    package var content: Content
}

extension ImagePart {
    /// Whether its URL says where it is; one of bytes, or of a hash in the store, does not.
    var hasAddress: Bool {
        switch source {
        case .remote, .path: true
        case .data, .blob: false
        }
    }
}
