import JSON
import Prompts
import RequestCore

extension LogDigest {
    /// The beginning of an answer on one line of at most 200 characters: its text, else its refusal, else its calls as
    /// `name {arguments}`. Empty where there is nothing of it.
    static func firstLine(of reply: Reply) -> String {
        for message in reply.choices.map(\.message) {
            let line = firstLine(of: message)
            if !line.isEmpty { return line }
        }
        return ""
    }

    private static func firstLine(of message: Message) -> String {
        if !message.text.isEmpty { return shortened(message.text) }
        if let refusal = message.refusal, !refusal.isEmpty { return shortened(refusal) }
        var calls = ""
        for call in message.toolCalls where calls.utf8.count < 800 {
            if !calls.isEmpty { calls += "  " }
            calls += "\(call.name) \(call.arguments.prefix(800))"
        }
        return shortened(calls)
    }

    /// The beginning of the answer in a body, which an earlier program stored without it.
    ///
    /// - Parameter reply: the stored reply, or the first part of a long one.
    static func firstLine(ofStored reply: String) -> String {
        // A cut body is no whole JSON: what is complete of it says enough.
        guard let json = (try? JSONValue(parsing: reply)) ?? PartialJSON.value(of: reply) else { return "" }
        guard let reply = try? Reply(storedJSON: json) else { return "" }
        return firstLine(of: reply)
    }
}
