import JSON

/// A system message, written or changed by a sentence, for a request whose instructions ask for one.
///
/// A new one repeats the description; a current one gets the instruction as one more sentence.
struct PromptAnswer {
    let json: JSONValue

    /// nil unless the instructions ask for a system message.
    init?(_ request: SimulatedRequest) {
        guard request.instructions.contains("{\"system\": \"the whole system message\"}") else { return nil }
        let text = request.lastUserMessage.text
        let start = text.firstIndex(of: "{")
        let current = start.flatMap { try? JSONValue(parsing: String(text[$0...])) }?["system"]?.stringValue
        let said = current == nil ? text[...] : text.prefix { $0 != "\n" }
        var sentence = String(said.prefix(1)).uppercased() + said.dropFirst()
        if let last = sentence.last, last.isLetter || last.isNumber { sentence += "." }
        json = [
            "system": .string(
                current.map { $0 + "\n" + sentence }
                    ?? "You have one task. \(sentence)\nAnswer briefly, and ask where something is unclear.")
        ]
    }
}
