package import RequestCore

/// What is asked about stored prompts as a whole.
package enum PromptEffect: Sendable, Hashable {
    case list
    case rename(String, to: String)
    case move(String, PromptMove)
}

/// What becomes of stored prompts.
package enum PromptAction: Sendable {
    case listed([PromptSummary])
    case renamed(String, to: String)
    case moved(String, PromptMove)
}
