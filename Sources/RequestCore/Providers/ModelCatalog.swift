internal import JSON

/// The models that Étude knows: their limits, abilities and prices.
///
/// They come from a public map of models, whose origin stands in the file. The models of a person's own server are
/// not in it.
public struct ModelCatalog: Sendable {
    /// The built-in catalogue. The first access reads it.
    public static let shared = ModelCatalog(bytes: PackageResources.models_json)

    /// The models as OpenAI lists them, the newest first.
    public let models: [ModelInfo]
    private let places: [String: Int]

    /// - Parameter bytes: a JSON object whose `models` are objects by name, or null for a name without facts.
    ///   Anything else makes an empty catalogue.
    public init(bytes: [UInt8]) {
        let members = (try? JSONValue(parsing: bytes))?["models"]?.objectValue?.members ?? []
        models = members.map { ModelInfo(name: $0.key, json: $0.value) }
        var places: [String: Int] = [:]
        for (place, member) in members.enumerated() { places[member.key] = place }
        self.places = places
    }

    /// What is known about a model. It is found by its name, without a vendor's prefix (`openai/gpt-4o`); a dated
    /// snapshot that is not listed is found by the name without its date.
    public func info(for model: String) -> ModelInfo? {
        let bare = model.hasPrefix("openai/") ? String(model.dropFirst("openai/".count)) : model
        for name in [model, bare, Self.withoutDate(bare)] {
            if let name, let place = places[name] { return models[place] }
        }
        return nil
    }

    /// The cost of one answer in US dollars; nil if a price or a count is not known.
    ///
    /// Tokens from the provider's cache have their own price.
    public func cost(model: String, usage: Usage?) -> Double? {
        guard let info = info(for: model), let inputPrice = info.inputPrice, let outputPrice = info.outputPrice,
            let input = usage?.input, let output = usage?.output, input >= 0, output >= 0
        else { return nil }
        let cached = min(max(usage?.cached ?? 0, 0), input)
        return Double(input - cached) * inputPrice + Double(cached) * (info.cachedInputPrice ?? inputPrice)
            + Double(output) * outputPrice
    }

    /// `gpt-4o` for `gpt-4o-2024-08-06` and for `gpt-4o-0806`; nil without a date.
    private static func withoutDate(_ model: String) -> String? {
        for pattern in ["-dddd-dd-dd", "-dddddddd", "-dddd"] {
            let end = model.utf8.suffix(pattern.utf8.count)
            guard end.count == pattern.utf8.count, end.count < model.utf8.count else { continue }
            let fits = zip(end, pattern.utf8).allSatisfy { byte, wanted in
                wanted == UInt8(ascii: "d") ? (48...57).contains(byte) : byte == wanted
            }
            if fits { return String(model.dropLast(pattern.count)) }
        }
        return nil
    }
}

extension ModelInfo {
    fileprivate init(name: String, json: JSONValue) {
        self.init(name: name)
        mode = json["mode"]?.stringValue
        maxInputTokens = json["max_input_tokens"]?.intValue
        maxOutputTokens = json["max_output_tokens"]?.intValue
        inputPrice = json["input_cost_per_token"]?.doubleValue
        outputPrice = json["output_cost_per_token"]?.doubleValue
        cachedInputPrice = json["cache_read_input_token_cost"]?.doubleValue
        supportsVision = json["supports_vision"]?.boolValue
        supportsTools = json["supports_function_calling"]?.boolValue
        supportsParallelTools = json["supports_parallel_function_calling"]?.boolValue
        // OpenAI's description says this about the whole o series, the map only about most of it.
        if name.hasPrefix("o1") || name.hasPrefix("o3") || name.hasPrefix("o4") { supportsParallelTools = false }
        supportsResponseSchema = json["supports_response_schema"]?.boolValue
        // The models behind ChatGPT accept sampling fields and no effort, although the map says that they reason.
        supportsReasoning = name.hasSuffix("-chat-latest") ? false : json["supports_reasoning"]?.boolValue
        supportsNoReasoning = json["supports_none_reasoning_effort"]?.boolValue
        defaultReasoningEffort = json["default_reasoning_effort"]?.stringValue
        endpoints = json["supported_endpoints"]?.arrayValue?.compactMap(\.stringValue)
        deprecationDate = json["deprecation_date"]?.stringValue
    }
}
