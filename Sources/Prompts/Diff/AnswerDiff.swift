import JSON

/// Two answers compared: texts by their words, JSON by its structure, calls by their names and arguments.
package struct AnswerDiff: Sendable, Hashable {
    /// The difference of two texts.
    package enum Body: Sendable, Hashable {
        case words(WordsDiff)
        /// Both are JSON objects or lists.
        case json(JSONDiff)

        /// Whether the texts say the same.
        package var isEmpty: Bool {
            switch self {
            case .words(let diff): diff.isEmpty
            case .json(let diff): diff.isEmpty
            }
        }

        /// Compares two texts.
        package init(from old: String, to new: String) {
            if let before = Self.structure(old), let after = Self.structure(new) {
                self = .json(JSONDiff(from: before, to: after))
            } else {
                self = .words(WordsDiff(from: old, to: new))
            }
        }

        /// The value of a text that is a JSON object or list.
        private static func structure(_ text: String) -> JSONValue? {
            guard let value = try? JSONValue(parsing: text), value.objectValue != nil || value.arrayValue != nil else {
                return nil
            }
            return value
        }
    }

    /// A call of either answer.
    package enum Call: Sendable, Hashable {
        /// Both answers call the tool, at this place of their order. The arguments may differ.
        case both(name: String, Body)
        /// Only the old answer makes the call.
        case removed(ToolCall)
        /// Only the new answer makes the call.
        case added(ToolCall)

        /// Whether both answers make the call with the same arguments.
        package var isSame: Bool { if case .both(_, let body) = self { body.isEmpty } else { false } }
    }

    /// The difference of the texts, or of the words with which the model declines; nil if neither answer has a text.
    package let body: Body?
    /// The calls of both answers in their order.
    package let calls: [Call]

    /// Compares two answers.
    package init(from old: Message, to new: Message) {
        let (before, after) = (Self.words(of: old), Self.words(of: new))
        body = before.isEmpty && after.isEmpty ? nil : Body(from: before, to: after)
        calls = Self.calls(from: old.toolCalls, to: new.toolCalls)
    }

    /// Whether the answers say the same.
    package var isEmpty: Bool { body?.isEmpty ?? true && calls.allSatisfy(\.isSame) }

    /// The text of an answer, or the words with which the model declines.
    package static func words(of message: Message) -> String {
        message.text.isEmpty ? message.refusal ?? "" : message.text
    }

    /// The difference of two answers as a unified diff, line by line: JSON laid out, a call a line.
    ///
    /// - Parameters:
    ///   - left: what the old answer is called.
    ///   - right: what the new answer is called.
    package static func unified(from old: Message, to new: Message, left: String, right: String) -> String {
        TextDiff(from: lines(of: old), to: lines(of: new)).unified(old: left, new: right)
    }

    private static func lines(of message: Message) -> String {
        let words = words(of: message)
        let text = (try? JSONValue(parsing: words))?.pretty() ?? words
        return ([text] + message.toolCalls.map { "\($0.name) \($0.arguments)" }).filter { !$0.isEmpty }
            .joined(separator: "\n")
    }

    private static func calls(from old: [ToolCall], to new: [ToolCall]) -> [Call] {
        Alignment.steps(from: old.map(Key.init), to: new.map(Key.init)) { old[$0].name == new[$1].name }.map { step in
            switch step {
            case .both(let before, let after):
                .both(name: new[after].name, Body(from: old[before].arguments, to: new[after].arguments))
            case .removed(let place): .removed(old[place])
            case .added(let place): .added(new[place])
            }
        }
    }

    /// What equal calls share: the name, and the arguments by their meaning. Ids are the servers' own.
    private struct Key: Hashable {
        let name: String
        let arguments: ExactValue

        init(_ call: ToolCall) {
            name = call.name
            arguments = ExactValue((try? JSONValue(parsing: call.arguments)) ?? .string(call.arguments))
        }
    }
}
