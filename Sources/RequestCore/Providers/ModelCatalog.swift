/// The models that Étude knows: their limits, abilities and prices.
///
/// They come from a public map of models, whose origin stands in the file. The models of a person's own server are
/// not in it.
package struct ModelCatalog: Sendable {
    /// The built-in catalogue.
    package static let shared = ModelCatalog(bytes: PackageResources.models_json)

    private let file: ModelFile
    /// What the person's settings say, in their order.
    private var own: [ModelInfo] = []

    /// - Parameter bytes: as ``ModelFile`` takes them.
    package init(bytes: [UInt8]) {
        file = ModelFile(bytes: bytes)
    }

    /// The models provider by provider, OpenAI's first; the newest of each come first. Those that only the settings
    /// know come last. This reads the whole catalogue.
    package var models: [ModelInfo] {
        var models = file.models()
        for info in own {
            if let place = models.firstIndex(where: { $0.name == info.name }) {
                models[place] = info
            } else {
                models.append(info)
            }
        }
        return models
    }

    /// Takes what the person's settings say of a model, in place of what was known.
    mutating func overlay(_ info: ModelInfo) {
        own.removeAll { $0.name == info.name }
        own.append(info)
    }

    /// What is known about a model. It is found by its name, without a vendor's prefix (`openai/gpt-4o`); a dated
    /// snapshot that is not listed is found by the name without its date, and a name of a series of which only the
    /// beginning is known by another one of that series.
    package func info(for model: String) -> ModelInfo? {
        let bare = model.hasPrefix("openai/") ? String(model.dropFirst("openai/".count)) : model
        for name in [model, bare, Self.withoutDate(bare)] {
            guard let name else { continue }
            if let info = own.first(where: { $0.name == name }) ?? file.model(named: name) { return info }
        }
        return file.family(of: bare)
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
