import JSON
package import Prompts
package import RequestCore

extension DataRow {
    /// The test case that a log is: the values of its variables, the messages behind the template, and as the expected answer
    /// the correction of a person, else the answer unless it was rated as bad.
    ///
    /// - Parameter template: how many of the messages are the template's.
    /// - Throws: ``FieldError`` for a log whose messages cannot stand in a file.
    package init(log record: LogRecord, template count: Int) throws(FieldError) {
        var messages: [JSONValue] = []
        for logged in record.conversation.messages.dropFirst(count) {
            guard let message = logged.message else {
                throw FieldError(
                    message: "the log \(record.id) has a message of an unknown kind, so it cannot be a row")
            }
            guard message.images.isEmpty else {
                throw FieldError(
                    message: "the log \(record.id) has images, which a row cannot hold; add the row by hand with a URL")
            }
            messages.append(.object(message.json(.canonical)))
        }
        var expected = record.judgement.correction
        if expected == nil, record.feedback != .bad, record.state == .finished {
            let text = record.reply.message.text
            expected = text.isEmpty ? nil : text
        }
        self.init(vars: record.inputs ?? JSONObject(), messages: messages, expected: expected.map(JSONValue.string))
    }
}
