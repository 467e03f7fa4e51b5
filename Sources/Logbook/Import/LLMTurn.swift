package import JSON

/// A generation as the `llm` command keeps it, of either generation of its database, before it is read as a log.
package struct LLMTurn: Sendable, Hashable {
    /// A message: its role, and its parts in order.
    package struct Message: Sendable, Hashable {
        package var role: String
        package var parts: [Part]

        package init(role: String, parts: [Part]) {
            self.role = role
            self.parts = parts
        }
    }

    /// A part of a message.
    package enum Part: Sendable, Hashable {
        case text(String)
        case reasoning(String)
        /// Arguments are the text of an object.
        case call(id: String?, name: String, arguments: String, isServer: Bool)
        case result(id: String?, name: String, output: String, isError: Bool)
        case attachment(Attachment)
    }

    /// An image or another file that was sent along.
    package struct Attachment: Sendable, Hashable {
        /// The media type; nil if it is not known.
        package var type: String?
        package var path: String?
        package var url: String?
        package var content: [UInt8]?

        package init(type: String?, path: String? = nil, url: String? = nil, content: [UInt8]? = nil) {
            self.type = type
            self.path = path
            self.url = url
            self.content = content
        }
    }

    package var id: String
    /// As written; see ``ImportTime``.
    package var time: String?
    package var durationMS: Double?
    package var model: String
    package var resolvedModel: String?
    /// The thread or conversation.
    package var thread: String?
    /// What was sent, in order.
    package var asked: [Message] = []
    /// What came back, in order.
    package var answered: [Message] = []
    /// Functions that were offered, each as an object with name, description and parameters.
    package var tools: [JSONValue] = []
    /// The JSON Schema of the answer.
    package var schema: JSONValue?
    package var options: JSONObject = [:]
    package var inputTokens: Int?
    package var outputTokens: Int?
    package var tokenDetails: JSONValue?
    /// The response as it was kept.
    package var response: JSONValue?
    /// What the reader of the database could not find.
    package var losses: Set<ImportLoss> = []

    package init(id: String, model: String) {
        self.id = id
        self.model = model
    }
}
