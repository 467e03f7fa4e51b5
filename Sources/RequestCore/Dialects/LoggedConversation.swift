package import JSON
package import Prompts

/// What a request asked, read back from its logged body.
package struct LoggedConversation: Sendable {
    /// The messages in order.
    package var messages: [LoggedMessage]
    /// The tools that were offered.
    package var tools: [Tool]
    /// The response format; nil if there was none.
    package var format: ResponseFormat?
    /// The response format as the body has it.
    package var rawFormat: JSONValue?
    /// The other fields of the body, without the model and without those about streaming.
    package var settings: JSONObject

    /// Makes a conversation.
    package init(
        messages: [LoggedMessage] = [], tools: [Tool] = [], format: ResponseFormat? = nil,
        rawFormat: JSONValue? = nil, settings: JSONObject = JSONObject()
    ) {
        self.messages = messages
        self.tools = tools
        self.format = format
        self.rawFormat = rawFormat
        self.settings = settings
    }
}

/// A message of a logged request: read, or raw if its kind is not known.
package enum LoggedMessage: Sendable {
    case known(Message)
    case raw(Raw)

    /// A message that could not be read.
    package struct Raw: Sendable {
        /// The role, as the server calls it.
        package var role: String
        /// The message as the body has it.
        package var json: JSONValue
        /// The searchable text.
        package var texts: [String]
        /// The number of images.
        package var imageCount: Int
    }

    /// The message; nil for one that could not be read.
    package var message: Message? {
        if case .known(let message) = self { message } else { nil }
    }

    /// The role, as the server calls it.
    package var role: String {
        switch self {
        case .known(let message): message.role.rawValue
        case .raw(let raw): raw.role
        }
    }

    /// The number of images.
    package var imageCount: Int {
        switch self {
        case .known(let message): message.images.count
        case .raw(let raw): raw.imageCount
        }
    }

    /// The texts of the content, one for each part that has one.
    package var texts: [String] {
        switch self {
        case .known(let message):
            message.content.compactMap { part in
                switch part {
                case .text(let text): text
                case .other(let value): value["text"]?.stringValue
                case .image: nil
                }
            }
        case .raw(let raw): raw.texts
        }
    }
}
