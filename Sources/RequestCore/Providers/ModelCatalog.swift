internal import JSON

/// The models that Étude knows: their limits, abilities and prices.
///
/// They come from a public map of models, whose origin stands in the file. The models of a person's own server are
/// not in it.
package struct ModelCatalog: Sendable {
    /// The built-in catalogue. The first access reads it.
    package static let shared = ModelCatalog(bytes: PackageResources.models_json)

    /// The models provider by provider, OpenAI's first; the newest of each come first.
    package let models: [ModelInfo]
    private let places: [String: Int]

    /// - Parameter bytes: a JSON object whose `models` are objects by name, or null for a name without facts, and whose
    ///   `sources` are dates by name. Anything else makes an empty catalogue.
    package init(bytes: [UInt8]) {
        let file = try? JSONValue(parsing: bytes)
        let dates = file?["sources"]?.objectValue ?? JSONObject()
        let members = file?["models"]?.objectValue?.members ?? []
        self.init(members.map { ModelInfo(name: $0.key, json: $0.value, dates: dates) })
    }

    init(_ models: [ModelInfo]) {
        self.models = models
        var places: [String: Int] = [:]
        for (place, model) in models.enumerated() { places[model.name] = place }
        self.places = places
    }

    /// What is known about a model. It is found by its name, without a vendor's prefix (`openai/gpt-4o`); a dated
    /// snapshot that is not listed is found by the name without its date.
    package func info(for model: String) -> ModelInfo? {
        let bare = model.hasPrefix("openai/") ? String(model.dropFirst("openai/".count)) : model
        for name in [model, bare, Self.withoutDate(bare)] {
            if let name, let place = places[name] { return models[place] }
        }
        return nil
    }

    /// The cost of one answer; nil if it is not known.
    ///
    /// A cost that the server itself reports wins. Otherwise every kind of token has its own price, by the tier that has
    /// answered and the length of the prompt. A kind without a price makes the cost a lower bound.
    ///
    /// - Parameter tier: the service tier as answered.
    package func cost(model: String, usage: Usage?, tier: String? = nil) -> Cost? {
        guard let usage else { return nil }
        if let reported = usage.reportedCost { return Cost(known: reported, isWhole: true) }
        return info(for: model)?.cost(of: usage, tier: tier)
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
