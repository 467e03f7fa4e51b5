package import JSON
package import Prompts
package import RequestCore

/// A message of a logged request: read, or raw if its kind is not known.
package enum LoggedMessage: Sendable {
    case known(Message)
    case raw(role: String, JSONValue)

    var message: Message? {
        if case .known(let message) = self { message } else { nil }
    }

    /// The messages of the request, with the facts about their images.
    static func all(of record: LogRecord) -> [LoggedMessage] {
        var reader = MessageListReader()
        return (record.request["messages"]?.arrayValue ?? []).enumerated().map { index, json in
            guard let message = try? reader.read(json, index: index, place: "messages") else {
                return .raw(role: json["role"]?.stringValue ?? "message", json)
            }
            return .known(record.withFacts(message))
        }
    }

    /// The tools of the request, the deprecated `functions` included.
    package static func tools(of record: LogRecord) -> [Tool] {
        let all = (record.request["tools"]?.arrayValue ?? []) + (record.request["functions"]?.arrayValue ?? [])
        return all.compactMap { try? Tool(json: $0, place: "tools") }
    }
}
