internal import JSON
internal import Prompts

extension Lint {
    /// Checks the order and the content of messages against the API's rules.
    static func messageFindings(_ messages: [Message]) -> [Finding] {
        var findings: [Finding] = []
        if messages.isEmpty { findings.append(Finding(.error, "messages", "there is no message to send")) }
        for (index, message) in messages.enumerated() where message.role != .user && !message.images.isEmpty {
            findings.append(
                Finding(
                    .error, "messages[\(index)]",
                    "an image can only be in a user message, not in \(message.role.rawValue)"))
        }
        return findings + imageFindings(messages) + callFindings(messages)
    }

    /// Every call has to be answered directly after its message, and every result has to belong to a call.
    private static func callFindings(_ messages: [Message]) -> [Finding] {
        var findings: [Finding] = []
        var open: [ToolCall] = []
        var caller = 0
        func closeTurn() {
            for call in open {
                let text = "\(call.id) of assistant message \(caller + 1) (\(call.name)) has no result"
                findings.append(Finding(.error, "messages[\(caller)].tool_calls", text))
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
                    findings.append(Finding(.error, "messages[\(index)]", text))
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

    /// Some servers answer 500 if the history has a call whose arguments were cut off.
    private static func argumentFindings(_ message: Message, _ index: Int) -> [Finding] {
        var findings: [Finding] = []
        for (place, call) in message.toolCalls.enumerated() {
            guard !call.arguments.isEmpty, (try? JSONValue(parsing: call.arguments)) == nil else { continue }
            let text =
                "the arguments of \(call.id) (\(call.name)) are not JSON; some servers refuse them in the history"
            findings.append(Finding(.warning, "messages[\(index)].tool_calls[\(place)]", text))
        }
        return findings
    }
}
