import TextUI

/// Copying from texts that are typed.
extension AppState {
    /// The text that has the cursor; nil if keys are not text.
    private var typedText: TextBuffer? {
        if let top = layers.top { return top.typedText }
        switch focus {
        case .config: return config.field?.buffer
        case .thread: return thread.search?.isActive == true ? thread.search?.buffer : thread.buffer
        case .logs: return logs.filter?.buffer
        }
    }

    /// Copies what is selected in the text that has the cursor, else all of it.
    package mutating func copyTypedText() {
        guard let buffer = typedText else { return say("no text has the cursor here", .warning) }
        let text = buffer.selection.map { buffer.text(in: $0) } ?? buffer.text
        guard !text.isEmpty else { return say("the text is empty") }
        ask(.terminal(.copy(text)))
    }
}
