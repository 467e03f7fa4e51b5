import Prompts

/// The prompt as text: its `.prompt` form, with its comments.
extension AppState {
    /// Takes an edited text into the draft; a text that does not parse is opened for mending, so that nothing is lost.
    package mutating func takePromptText(_ text: String) {
        do {
            return takeDocument(try PromptFormat.parse(text, file: nil), text: text)
        } catch {
            openPromptText(text)
            return say(error.description, .error)
        }
    }
}
