internal import JSON

extension Reply {
    /// Why the server took no notice of reasoning that was sent back to it, in its own words, each once.
    package var removedReasoning: [String] {
        var reasons: [String] = []
        for change in choices.first?.extras[ResponsesEnding.changesKey]?.arrayValue ?? []
        where change["type"]?.stringValue == "reasoning" && change["action"]?.stringValue == "removed" {
            let reason = change["reason"]?.stringValue ?? "no reason given"
            if !reasons.contains(reason) { reasons.append(reason) }
        }
        return reasons
    }
}
