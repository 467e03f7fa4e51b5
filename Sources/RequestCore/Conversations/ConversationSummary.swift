package import JSON

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// A stored conversation, as a list shows it.
package struct ConversationSummary: Sendable, Hashable {
    package var id: String
    /// The name of its prompt.
    package var prompt: String
    /// The file of the prompt, by its path from the root; nil for a stored prompt.
    package var file: String?
    /// The name that a person gave; empty without one.
    package var name: String
    package var facts: ConversationFacts
    /// When it was written last.
    package var savedAt: Date
    /// Whether another living process has it open.
    package var isHeldElsewhere: Bool

    /// Makes a summary from its parts.
    package init(
        id: String, prompt: String, file: String? = nil, name: String = "", facts: ConversationFacts, savedAt: Date,
        isHeldElsewhere: Bool = false
    ) {
        self.id = id
        self.prompt = prompt
        self.file = file
        self.name = name
        self.facts = facts
        self.savedAt = savedAt
        self.isHeldElsewhere = isHeldElsewhere
    }

    /// Its name, else its first words.
    package var title: String { name.isEmpty ? facts.opening : name }
}

/// What a list says of a conversation beside its name.
package struct ConversationFacts: Sendable, Hashable {
    /// The first words that a person wrote.
    package var opening: String
    /// The model that answered last; nil if none has, or if it is not known.
    package var model: String?
    /// The number of messages in its thread.
    package var messageCount: Int
    /// US dollars of all its answers, on any branch; nil if none has a price.
    package var cost: Double?

    /// Makes facts from their parts.
    package init(opening: String, model: String? = nil, messageCount: Int, cost: Double? = nil) {
        self.opening = Self.words(of: opening)
        self.model = model
        self.messageCount = messageCount
        self.cost = cost
    }

    /// Reads what ``json`` wrote; nil where it is something else.
    package init?(json: JSONValue?) {
        guard let json, let opening = json["opening"]?.stringValue, let count = json["messages"]?.intValue else {
            return nil
        }
        self.init(
            opening: opening, model: json["model"]?.stringValue, messageCount: count, cost: json["cost"]?.doubleValue)
    }

    /// As it is stored.
    package var json: JSONValue {
        var object: JSONObject = ["opening": .string(opening), "messages": .number(JSONNumber(messageCount))]
        object["model"] = model.map(JSONValue.string)
        object["cost"] = cost.flatMap { JSONNumber($0) }.map(JSONValue.number)
        return .object(object)
    }

    /// The beginning of a text on one line, at most 80 characters.
    package static func words(of text: String) -> String {
        var words = ""
        for word in text.prefix(400).split(whereSeparator: \.isWhitespace) {
            words += (words.isEmpty ? "" : " ") + word
            if words.count >= 80 { break }
        }
        return String(words.prefix(80))
    }
}
