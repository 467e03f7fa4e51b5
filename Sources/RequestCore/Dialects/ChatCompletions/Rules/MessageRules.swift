internal import JSON
internal import Prompts

extension RuleID {
    /// There is no message to send.
    package static let noMessages = RuleID("no-messages")
    /// An image stands in a message that is not the user's.
    package static let imageOutsideUser = RuleID("image-outside-user")
    /// A tool call has no result.
    package static let unansweredCall = RuleID("unanswered-call")
    /// A result answers no call of the message before it.
    package static let resultWithoutCall = RuleID("result-without-call")
    /// The arguments of a call in the history are not JSON.
    package static let brokenArguments = RuleID("broken-arguments")
}

extension Lint {
    /// Checks the order and the content of messages.
    ///
    /// - Parameter rolesWithImages: the roles whose messages may have images.
    static func messageFindings(_ messages: [Message], rolesWithImages: Set<Role> = [.user]) -> [Finding] {
        var findings: [Finding] = []
        if messages.isEmpty {
            findings.append(Finding(.noMessages, .error, .messages, "there is no message to send"))
        }
        for (index, message) in messages.enumerated()
        where !rolesWithImages.contains(message.role) && !message.images.isEmpty {
            findings.append(
                Finding(
                    .imageOutsideUser, .error, .message(index, .whole),
                    "an image can only be in a user message, not in \(message.role.rawValue)"))
        }
        return findings + imageFindings(messages) + callFindings(messages)
    }

    /// Checks that every call is answered right after its message, and that every result answers a call.
    private static func callFindings(_ messages: [Message]) -> [Finding] {
        var findings: [Finding] = []
        var open: [ToolCall] = []
        var caller = 0
        func closeTurn() {
            for call in open {
                let text = "\(call.id) of assistant message \(caller + 1) (\(call.name)) has no result"
                findings.append(Finding(.unansweredCall, .error, .message(caller, .calls), text))
            }
            open = []
        }
        for (index, message) in messages.enumerated() {
            if message.role == .tool {
                if let place = open.firstIndex(where: { $0.id == message.toolCallID }) {
                    open.remove(at: place)
                } else {
                    let id = message.toolCallID ?? "a call without an id"
                    let text = "a result for \(id), which the message before it does not call or has an answer to"
                    findings.append(Finding(.resultWithoutCall, .error, .message(index, .whole), text))
                }
                continue
            }
            closeTurn()
            caller = index
            open = message.toolCalls
            findings += argumentFindings(message, index)
        }
        closeTurn()
        return findings
    }

    /// Checks that arguments are JSON: some servers answer 500 to a call in the history whose arguments were cut off.
    private static func argumentFindings(_ message: Message, _ index: Int) -> [Finding] {
        var findings: [Finding] = []
        for (place, call) in message.toolCalls.enumerated() {
            guard !call.arguments.isEmpty, (try? JSONValue(parsing: call.arguments)) == nil else { continue }
            let text =
                "the arguments of \(call.id) (\(call.name)) are not JSON; some servers refuse them in the history"
            findings.append(Finding(.brokenArguments, .warning, .message(index, .call(place)), text))
        }
        return findings
    }
}
