import RequestCore

extension ConversationFacts {
    /// What a list says of a conversation.
    ///
    /// - Parameter unsent: the text that is being written, by which a conversation is known in which nothing was said yet.
    init(_ tree: ThreadTree, unsent: String = "") {
        // A thread that was undone to its beginning still has its branches.
        let messages = tree.path.isEmpty ? tree.nodes.map(\.entry) : tree.path
        let facts = tree.nodes.filter { $0.entry.repeats == nil }.compactMap(\.entry.facts)
        let costs = facts.compactMap(\.cost)
        self.init(
            opening: messages.first { $0.message.role == .user }?.message.text ?? unsent,
            model: messages.last { $0.facts != nil }?.facts?.model,
            messageCount: messages.count(where: \.isMessage),
            cost: costs.isEmpty ? nil : costs.reduce(0, +))
    }
}
