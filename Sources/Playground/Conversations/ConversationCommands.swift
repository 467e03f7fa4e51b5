extension Command {
    static let conversationCommands: [Command] = [
        Command(
            "conversations", "Conversations of this prompt",
            help: "Lists them with time, model, messages and cost; searches, opens, names and deletes them.",
            popup: "b", perform: { $0.openConversations() }),
        Command(
            "conversation.name", "Name the conversation",
            help: "Instead of its first words. Leave the name empty to remove it.",
            perform: { $0.openConversationName() }),
        Command(
            "conversation.export", "Export the conversation",
            help: "Shows it as Markdown, JSON or a prompt, to copy.", perform: { $0.openConversationExport() }),
    ]
}
