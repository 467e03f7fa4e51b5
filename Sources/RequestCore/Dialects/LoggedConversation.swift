package import JSON
package import Prompts

/// What a request asked, read back from its logged body.
package struct LoggedConversation: Sendable {
    /// In order.
    package var messages: [LoggedMessage]
    /// The tools that were offered.
    package var tools: [Tool]
    /// The form that the answer was asked for in; nil where none was.
    package var format: ResponseFormat?
    /// The form as it stands in the body.
    package var rawFormat: JSONValue?
    /// The other fields of the body, as they stand there, without the model and what says how the answer travels.
    package var settings: JSONObject

    /// A conversation of these parts.
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

/// A message of a logged request: read, or kept raw where it is of a kind that cannot be.
package enum LoggedMessage: Sendable {
    case known(Message)
    case raw(Raw)

    /// A message that could not be read.
    package struct Raw: Sendable {
        /// Who speaks, as the server calls it.
        package var role: String
        /// The message as it stands in the body.
        package var json: JSONValue
        /// What can be searched of it.
        package var texts: [String]
        /// How many images it has.
        package var imageCount: Int
    }

    /// The message; nil for one that could not be read.
    package var message: Message? {
        if case .known(let message) = self { message } else { nil }
    }

    /// Who speaks, as the server calls it.
    package var role: String {
        switch self {
        case .known(let message): message.role.rawValue
        case .raw(let raw): raw.role
        }
    }

    /// How many images it has.
    package var imageCount: Int {
        switch self {
        case .known(let message): message.images.count
        case .raw(let raw): raw.imageCount
        }
    }

    /// The texts of its content, one for each part that has one.
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
