import RequestCore

extension ConversationFacts {
    /// What a list says of a conversation.
    init(_ tree: ThreadTree) {
        let facts = tree.nodes.filter { $0.entry.repeats == nil }.compactMap(\.entry.facts)
        let costs = facts.compactMap(\.cost)
        self.init(
            opening: tree.path.first { $0.message.role == .user }?.message.text ?? "",
            model: tree.path.last { $0.facts != nil }?.facts?.model,
            messageCount: tree.path.count(where: \.isMessage),
            cost: costs.isEmpty ? nil : costs.reduce(0, +))
    }
}
