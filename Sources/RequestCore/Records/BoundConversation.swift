package import Prompts

extension LogRecord {
    /// The conversation of this log with what the model thought bound to what stood before it then, so that it goes back
    /// after nothing else. A log itself has requests as they were sent, without these bonds.
    ///
    /// - Parameters:
    ///   - messages: the messages of the request, and those that followed.
    ///   - config: the config of the version that was asked.
    ///   - server: the base URL that the request was sent to; another one lets no thinking go back.
    package func bound(_ messages: [Message], config: Config, server: String) -> [Message] {
        let dialect = dialect.dialect
        var messages = messages
        for place in messages.indices where messages[place].role == .assistant {
            let before = RenderedRequest(
                config: config, model: model, messages: Array(messages[..<place]), server: server)
            guard let prefix = dialect.prefix(of: before) else { return messages }
            for block in messages[place].blocks.indices {
                messages[place].blocks[block].origin?.prefix = prefix
            }
        }
        return messages
    }
}
