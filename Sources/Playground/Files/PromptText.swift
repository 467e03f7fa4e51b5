import Prompts

/// The prompt as text: its `.prompt` form, with its comments.
extension AppState {
    /// Takes an edited text into the draft; a text that does not parse is opened for mending, so that nothing is lost.
    package mutating func takePromptText(_ text: String) {
        do {
            return takeText(text, as: try PromptFormat.parse(text, file: nil))
        } catch {
            openPromptText(text)
            return say(error.description, .error)
        }
    }
}
