internal import JSON

/// The counts of tokens on this wire.
enum MessagesUsage {
    /// Reads a usage. `input_tokens` are only those that no cache had to do with.
    static func usage(_ raw: JSONValue) -> Usage {
        let written = count(raw["cache_creation_input_tokens"])
        let cached = count(raw["cache_read_input_tokens"])
        let rest = count(raw["input_tokens"])
        var usage = Usage(
            input: rest.flatMap { sum($0, written ?? 0, cached ?? 0) }, output: count(raw["output_tokens"]),
            cached: cached, written: written,
            reasoning: count(raw["output_tokens_details"]?["thinking_tokens"]),
            reportedTotal: count(raw["total_tokens"]), raw: raw)
        usage.writtenLong = count(raw["cache_creation"]?["ephemeral_1h_input_tokens"])
        // Searches and code runs are billed by the piece.
        usage.hasUnpricedExtras =
            raw["server_tool_use"]?.objectValue?.members.contains { count($0.value) ?? 0 > 0 } ?? false
        return usage
    }

    /// The tier that has answered, which decides the price: the fast speed has one of its own.
    static func tier(_ usage: JSONObject) -> String? {
        let speed = usage["speed"]?.stringValue
        return speed == nil || speed == "standard" ? usage["service_tier"]?.stringValue : speed
    }

    /// The usage after a later event: counts are of the whole answer each time, and what is left out stays.
    static func updating(_ held: JSONObject, with later: JSONObject) -> JSONObject {
        var usage = held
        for member in later.members where !member.value.isNull { usage[member.key] = member.value }
        return usage
    }

    private static func count(_ value: JSONValue?) -> Int? {
        value?.intValue ?? value?.doubleValue.flatMap(Int.init(exactly:))
    }

    private static func sum(_ counts: Int...) -> Int? {
        counts.reduce(0 as Int?) { sum, count in
            guard let (total, isTooLarge) = sum?.addingReportingOverflow(count), !isTooLarge else { return nil }
            return total
        }
    }
}
