import JSON
import Prompts
package import RequestCore

/// The messages of a conversation as the store has them.
extension StoredMessage {
    /// Makes the stored form of a message with its place in the tree.
    init(_ node: ThreadTree.Node) {
        self.init(
            id: node.entry.id, parent: node.parent, isChosen: node.isChosen, value: node.entry.sessionJSON)
    }
}

extension ThreadTree {
    /// Reads the messages of a stored conversation. What follows one that cannot be read follows the one before it.
    package init(_ conversation: StoredConversation) {
        var nodes: [Node] = []
        nodes.reserveCapacity(conversation.messages.count)
        var skipped: [Int: (parent: Int, isChosen: Bool)] = [:]
        for stored in conversation.messages {
            var (parent, isChosen) = (stored.parent, stored.isChosen)
            while let gone = skipped[parent] {
                parent = gone.parent
                isChosen = isChosen && gone.isChosen
            }
            if let entry = ThreadEntry(stored) {
                nodes.append(Node(entry: entry, parent: parent, isChosen: isChosen))
            } else {
                skipped[stored.id] = (parent, isChosen)
            }
        }
        self.init(nodes)
    }
}

extension TakenConversation {
    /// The messages, read; nil where there is no conversation.
    package var tree: ThreadTree? { conversation.map(ThreadTree.init) }
}

extension ThreadEntry {
    /// Reads a stored message; nil where it cannot be read.
    init?(_ stored: StoredMessage) {
        let json = stored.value
        guard let message = try? Message(json: json["message"] ?? .null, place: "session") else { return nil }
        self.init(id: stored.id, message: message, facts: AnswerFacts(json: json["facts"]))
        result = ToolResult(session: json["result"], of: message)
        failure = json["failure"].map(RunError.init(storedJSON:))
        alternatives = (json["alternatives"]?.arrayValue ?? []).compactMap { try? Message(json: $0, place: "session") }
        repeats = json["repeats"]?.intValue
    }

    var sessionJSON: JSONValue {
        var object: JSONObject = ["message": .object(message.json(.stored))]
        object["facts"] = facts?.json
        // The log keeps the body.
        object["failure"] = failure.map { failure in
            var failure = failure
            failure.rawBody = nil
            return failure.storedJSON
        }
        object["result"] = result?.sessionJSON
        object["repeats"] = repeats.map { .number(JSONNumber($0)) }
        if !alternatives.isEmpty { object["alternatives"] = .array(alternatives.map { .object($0.json(.stored)) }) }
        return .object(object)
    }
}
