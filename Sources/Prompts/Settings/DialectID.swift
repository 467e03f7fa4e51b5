/// The language that a provider's server speaks, under the name that settings, the store and JSON know it by.
public enum DialectID: String, Sendable, Hashable, CaseIterable {
    /// Chat completions, as OpenAI and most compatible servers speak it.
    case chat
    /// OpenAI's Responses.
    case responses
    /// Anthropic's Messages.
    case messages
}
