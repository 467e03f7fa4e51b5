package import JSON
package import Prompts
package import RequestCore

/// Rows of a dataset that logs make, in the form that `etude eval --data` reads: `{"vars":{…},"messages":[…],"expected":"…"}`.
package enum RowMaking {
    /// The row that a log makes: the values of its variables, the messages behind the template, and as the expected answer the
    /// corrected one, else the model's. An answer that only calls tools is not expected word for word, so such a row expects
    /// nothing.
    ///
    /// - Parameters:
    ///   - record: with its request.
    ///   - template: the template of its version; empty where it has none or the version is not stored, and then all messages are
    ///     part of the row.
    ///   - images: the data URLs of its images, by their SHA-256.
    /// - Throws: ``ExportLoss`` where the log makes none.
    package static func row(
        of record: LogRecord, template: [Message], images: [String: String]
    ) throws(ExportLoss) -> JSONValue {
        let conversation = record.conversation
        let inputs: JSONObject
        if let known = record.inputs { inputs = known } else { inputs = try noInputs(template) }
        if inputs.members.contains(where: { $0.value.stringValue?.hasPrefix("sha256:") == true }) { throw .imageInputs }
        let asked = try ChatMessages(images: images).json(conversation)
        // Where the request does not begin with the template, it was sent from somewhere else, and all of it is the row's.
        let begins =
            asked.count >= template.count
            && zip(asked, template).allSatisfy { $0["role"]?.stringValue == $1.role.rawValue }
        let rest = begins ? Array(asked.dropFirst(template.count)) : asked
        try ChatMessages.checkCalls(conversation.messages.compactMap(\.message))
        var object: JSONObject = ["vars": .object(inputs)]
        if !rest.isEmpty { object["messages"] = .array(rest.map(JSONValue.object)) }
        let expected = try record.wantedAnswer().text
        if !expected.isEmpty { object["expected"] = .string(expected) }
        return .object(object)
    }

    /// - Throws: ``ExportLoss/unknownInputs`` for a template with variables.
    private static func noInputs(_ template: [Message]) throws(ExportLoss) -> JSONObject {
        let hasVariables = template.contains { message in
            message.content.contains { part in
                switch part {
                case .text(let text): !Variables.names(in: text).isEmpty
                case .image(let image): image.variableName != nil
                case .other: false
                }
            }
        }
        if hasVariables { throw .unknownInputs }
        return JSONObject()
    }
}
