package import Prompts

extension ModelCatalog {
    /// The catalogue with what the person's settings say of models. A model that the catalogue does not have is added.
    package func overlaid(_ settings: [ModelSettings]) -> ModelCatalog {
        var catalog = self
        for own in settings {
            var info = info(for: own.name) ?? ModelInfo(name: own.name)
            info.name = own.name
            info.take(own)
            catalog.overlay(info)
        }
        return catalog
    }
}

extension ModelInfo {
    /// Takes what the settings say. A price in them replaces all prices of its kind, whatever the tier and the length,
    /// because a person's contract has one price.
    fileprivate mutating func take(_ own: ModelSettings) {
        mode = mode ?? "chat"
        maxInputTokens = own.context ?? maxInputTokens
        maxOutputTokens = own.maxOutput ?? maxOutputTokens
        supportsVision = own.vision ?? supportsVision
        supportsTools = own.tools ?? supportsTools
        supportsReasoning = own.reasoning ?? supportsReasoning
        deprecationDate = own.retires ?? deprecationDate
        successor = own.successor ?? successor
        source = "config.yaml"
        asOf = own.date ?? asOf
        func price(_ text: String?) -> Dollars? { text.flatMap { Dollars($0, millionths: true) } }
        let given = [own.input, own.output, own.cached, own.cacheWrite].contains { $0 != nil }
        guard given else { return }
        pricesVary = nil
        var standard = prices.first { $0.tier == nil && $0.above == 0 } ?? ModelPrice()
        standard.input = price(own.input) ?? standard.input
        standard.output = price(own.output) ?? standard.output
        standard.cached = price(own.cached) ?? standard.cached
        standard.write = price(own.cacheWrite) ?? standard.write
        standard.reasoning = nil
        prices = [standard]
    }
}
