import Prompts

extension LogField {
    /// What is said of a name that no field has: the field that was meant, as far as that can be told, and the others.
    static func unknown(_ name: String) -> String {
        let names = allCases.map(\.name)
        let complaint = "there is no field '\(name)'; "
        if let nearest = Spelling.nearest(to: name, among: names) ?? otherNames[name.lowercased()]?.name {
            return complaint + "did you mean '\(nearest)'?"
        }
        let nearest = Spelling.closest(to: name, among: names).map { "the nearest is '\($0.name)'; " } ?? ""
        return complaint + nearest
            + "fields are \(names.joined(separator: ", ")); put words with a colon in quotes"
    }

    /// What other tools, and people, call the fields.
    private static let otherNames: [String: LogField] = [
        "http": .status, "code": .status, "state": .status,
        "latency": .total, "duration": .total, "elapsed": .total, "ttft": .first,
        "good": .feedback, "bad": .feedback, "rating": .feedback, "judgement": .feedback, "rate": .feedback,
        "corrected": .correction, "comment": .note, "label": .tag,
        "price": .cost, "usd": .cost, "input": .tokensIn, "output": .tokensOut,
        "thread": .conversation, "chat": .conversation, "environment": .env, "function": .tool, "stop": .finish,
        "kind": .error, "date": .day, "before": .until, "after": .since, "from": .since, "key": .caller,
    ]
}
