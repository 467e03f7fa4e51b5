import JSON
package import Prompts
package import RequestCore

/// Two logs compared, the older one at the left: what was asked, what came, and the config that made it.
package struct LogDifference: Sendable {
    /// One of the logs.
    package struct Side: Sendable {
        package let record: LogRecord
        /// Its version; nil if that is not stored any more.
        package let version: Version?

        package init(_ record: LogRecord, _ version: Version?) {
            self.record = record
            self.version = version
        }
    }

    package let left: Side
    package let right: Side
    /// The answers: texts by words, JSON by structure, calls by name and arguments.
    let answer: AnswerDiff
    /// The lines of the answers' texts; nil if they are JSON, or if there is no text.
    let lines: TextDiff?
    /// The lines of the person's last messages; nil if these are the same.
    let message: TextDiff?
    /// The values of the variables; nil if they are the same, or if neither log has them.
    let inputs: JSONDiff?
    /// The changes of the config, by the API's names; nil if a version is not stored any more.
    let config: [ConfigDiff.Change]?

    /// Compares two logs. It takes time with the length of the texts.
    package init(_ first: Side, _ second: Side) {
        let isInOrder = first.record.createdAt <= second.record.createdAt
        left = isInOrder ? first : second
        right = isInOrder ? second : first
        let (old, new) = (left.record.reply.message, right.record.reply.message)
        answer = AnswerDiff(from: old, to: new)
        switch answer.body {
        case .words: lines = TextDiff(from: AnswerDiff.words(of: old), to: AnswerDiff.words(of: new))
        case .json, nil: lines = nil
        }
        let (before, after) = (Self.question(left.record), Self.question(right.record))
        message = before == after ? nil : TextDiff(from: before, to: after)
        let (given, gave) = (left.record.inputs ?? [:], right.record.inputs ?? [:])
        inputs = given == gave ? nil : JSONDiff(from: .object(given), to: .object(gave))
        if left.record.version == right.record.version {
            config = []
        } else if let old = left.version, let new = right.version {
            config = ConfigDiff(from: old.config, to: new.config).changes
        } else {
            config = nil
        }
    }

    /// The person's last message.
    private static func question(_ record: LogRecord) -> String {
        record.conversation.messages.last { $0.role == Role.user.rawValue }?.texts.joined(separator: "\n") ?? ""
    }

    /// The difference of the answers as a unified diff, for the clipboard.
    var unified: String {
        AnswerDiff.unified(
            from: left.record.reply.message, to: right.record.reply.message, left: left.record.id,
            right: right.record.id)
    }
}
