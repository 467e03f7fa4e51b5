extension RunError {
    /// The field of Étude's own that the server refuses by its name; nil if it refuses something else.
    package var refusedField: RefusableField? {
        guard kind == .badRequest, [nil, 400, 404, 405, 415, 422, 501].contains(status) else { return nil }
        if let field = param.flatMap(Self.field(named:)) { return field }
        let words = message.lowercased().split { !($0.isLetter || $0.isNumber || $0 == "_") }.map(String.init)
        return Self.field(said: Set(words), first: words.first, isAlone: param == nil)
    }

    /// The field that a refusal's `param` names, such as `reasoning.summary`, `body.thinking` or `include[0]`.
    private static func field(named param: String) -> RefusableField? {
        let names = param.split { ".[]".contains($0) }.drop { $0 == "body" }
        guard let name = names.first else { return nil }
        switch (name, names.last) {
        case ("reasoning", "summary"): return .summary
        case ("thinking", "display"): return .display
        default: return RefusableField(rawValue: String(name))
        }
    }

    /// The field that a refusal names in its sentence.
    ///
    /// - Parameters:
    ///   - first: the word that it begins with, which is a field's name in the errors of many servers.
    ///   - isAlone: whether only the sentence tells which field is meant.
    private static func field(said words: Set<String>, first: String?, isAlone: Bool) -> RefusableField? {
        if words.contains("thinking"), words.contains("display") { return .display }
        if words.contains("reasoning"), words.contains("summary") || words.contains("summaries") { return .summary }
        if words.contains(RefusableField.options.rawValue) { return .options }
        guard !words.isDisjoint(with: noes) else { return nil }
        if words.contains("stream") || words.contains("streaming") { return .stream }
        // Faults of the messages speak of blocks of thinking, and of encrypted content that was not understood.
        if isAlone, words.isDisjoint(with: ["messages", "input", "block", "blocks", "verified", "decrypted"]) {
            if words.contains("encrypted") || words.contains("encrypted_content") { return .encrypted }
            for field in [RefusableField.thinking, .reasoning, .encrypted] where words.contains(field.rawValue) {
                if first == field.rawValue || !words.isDisjoint(with: unknowns) { return field }
            }
        }
        return nil
    }

    /// Words of a refusal.
    private static let noes: Set<String> = [
        "unsupported", "not", "unknown", "unrecognized", "disabled", "invalid", "unexpected", "extra", "cannot",
        "forbidden", "refused", "disallowed", "unavailable", "doesn",
    ]

    /// Words of a server that does not know a field at all.
    private static let unknowns: Set<String> = [
        "unsupported", "supported", "support", "unknown", "unrecognized", "unexpected", "extra",
    ]
}
