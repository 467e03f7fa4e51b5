package import JSON
package import Prompts
package import RequestCore

/// What was tried in the playground, as rows of a dataset.
extension DataRow {
    /// The test case of a thread: the values of its variables, the messages behind the template, and as the expected answer the
    /// assistant's message at their end.
    ///
    /// - Throws: ``FieldError`` for a message that cannot stand in a file.
    package init(thread: [Message], inputs: JSONObject) throws(FieldError) {
        var messages = thread
        var expected: String?
        if messages.last?.role == .assistant, let answer = messages.popLast() {
            expected = Answer.output(of: answer)
        }
        try self.init(tried: messages, inputs: inputs, expected: expected, named: "the thread")
    }

    /// The test case that a log is: the values of its variables, the messages behind the template, and as the expected answer
    /// the correction of a person, else the answer unless it was rated as bad.
    ///
    /// - Parameter template: how many of the messages are the template's.
    /// - Throws: ``FieldError`` for a log whose messages cannot stand in a file.
    package init(log record: LogRecord, template count: Int) throws(FieldError) {
        let name = "the log \(record.id)"
        var messages: [Message] = []
        for logged in record.conversation.messages.dropFirst(count) {
            guard let message = logged.message else {
                throw FieldError(message: "\(name) has a message of an unknown kind, so it cannot be a row")
            }
            messages.append(message)
        }
        var expected = record.judgement.correction
        if expected == nil, record.feedback != .bad, record.state == .finished {
            let text = record.reply.message.text
            expected = text.isEmpty ? nil : text
        }
        try self.init(tried: messages, inputs: record.inputs ?? JSONObject(), expected: expected, named: name)
    }

    /// - Parameter name: of what was tried, for errors.
    private init(
        tried messages: [Message], inputs: JSONObject, expected: String?, named name: String
    ) throws(FieldError) {
        for image in messages.flatMap(\.images) {
            guard case .remote = image.source else {
                throw FieldError(
                    message:
                        "\(name) has images that are not on the web, which a row cannot hold; add the row by hand with a URL"
                )
            }
        }
        self.init(
            vars: inputs, messages: messages.map { .object($0.json(.canonical)) },
            expected: expected.map(JSONValue.string))
    }
}
