import JSON

/// The names of request fields in Prompty and Dotprompt.
enum CamelOptions {
    private static let names: [(theirs: String, ours: String)] = [
        ("temperature", "temperature"), ("topP", "top_p"), ("topK", "top_k"), ("maxOutputTokens", "max_tokens"),
        ("stopSequences", "stop"), ("presencePenalty", "presence_penalty"),
        ("frequencyPenalty", "frequency_penalty"), ("seed", "seed"), ("reasoningEffort", "reasoning_effort"),
        ("allowMultipleToolCalls", "parallel_tool_calls"),
    ]

    /// Sets what an object of options says. An unknown name counts as the API's own.
    ///
    /// - Parameter field: the name of the object in errors.
    static func read(_ options: JSONObject, into config: inout Config, field: String) throws(FieldError) {
        for member in options.members {
            let ours = names.first { $0.theirs == member.key }?.ours ?? member.key
            do {
                try config.set(ours, to: member.value)
            } catch {
                throw FieldError(field: field + "." + member.key, message: error.message)
            }
        }
    }

    /// Splits the plain fields of a request into those that have a name here and the rest, which keeps the API's names.
    static func write(_ config: Config) -> (named: JSONObject, other: JSONObject) {
        var (named, other) = (JSONObject(), JSONObject())
        for parameter in Parameter.allCases {
            guard let value = config[parameter] else { continue }
            guard let theirs = names.first(where: { $0.ours == parameter.rawValue })?.theirs else {
                other[parameter.rawValue] = value
                continue
            }
            named[theirs] = parameter == .stop && value.arrayValue == nil ? .array([value]) : value
        }
        for member in config.extra.members {
            if let theirs = names.first(where: { $0.ours == member.key })?.theirs {
                named[theirs] = member.value
            } else {
                other[member.key] = member.value
            }
        }
        if let choice = config.toolChoice { other["tool_choice"] = choice.json }
        return (named, other)
    }
}
