/// Who speaks in a message, as the chat-completions API names it.
public enum Role: String, Sendable, Hashable, CaseIterable {
    case system, developer, user, assistant, tool
}
