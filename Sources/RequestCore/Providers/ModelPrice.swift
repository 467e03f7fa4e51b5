/// The prices of a model's tokens under some conditions. A price is nil if it is not known.
package struct ModelPrice: Sendable, Hashable {
    /// The service tier as the answer names it; nil for the standard one.
    package var tier: String?
    /// The prompt tokens above which these prices hold for the whole request.
    package var above = 0
    /// For a token of the prompt.
    package var input: Dollars?
    /// For a token of the answer.
    package var output: Dollars?
    /// For a token of the answer's reasoning; nil if it costs what other tokens of the answer do.
    package var reasoning: Dollars?
    /// For a prompt token from the provider's cache.
    package var cached: Dollars?
    /// For a prompt token that is written into the provider's cache.
    package var write: Dollars?
    /// For a prompt token that is written into the provider's cache for longer than usual.
    package var longWrite: Dollars?

    package init() {}
}

/// What an answer costs, as far as it is known.
package struct Cost: Sendable, Hashable {
    /// The sum of the components with a price.
    package var known: Dollars
    /// Whether every component has a price. If not, the answer costs at least ``known``.
    package var isWhole: Bool

    package init(known: Dollars, isWhole: Bool) {
        self.known = known
        self.isWhole = isWhole
    }

    /// The whole cost in US dollars; nil if a component is not known.
    package var whole: Double? { isWhole ? known.value : nil }
}

extension ModelInfo {
    /// The prices of a request, by the tier that has answered and the number of prompt tokens; nil if they are not
    /// known.
    func price(tier: String?, input: Int) -> ModelPrice? {
        func fitting(_ tier: String?) -> ModelPrice? {
            prices.filter { $0.tier == tier && ($0.above == 0 || input > $0.above) }.max { $0.above < $1.above }
        }
        guard let tier = Self.tier(tier) else { return fitting(nil) }
        // Where long prompts cost more, a tier without a price for them has not that of short ones.
        guard let price = fitting(tier), price.above > 0 || fitting(nil)?.above ?? 0 == 0 else { return nil }
        return price
    }

    /// The names of the standard tier are many.
    private static func tier(_ name: String?) -> String? {
        switch name {
        case nil, "default", "standard", "auto", "on_demand", "": nil
        case let name: name
        }
    }

    /// The cost of one answer; nil if not even a part of it is known.
    ///
    /// - Parameter tier: the service tier as answered.
    package func cost(of usage: Usage, tier: String?) -> Cost? {
        guard pricesVary == nil, let input = usage.input, let output = usage.output, input >= 0, output >= 0,
            let price = price(tier: tier, input: input)
        else { return nil }
        func part(_ count: Int?, of whole: Int) -> Int { min(max(count ?? 0, 0), whole) }
        let cached = part(usage.cached, of: input)
        let written = part(usage.written, of: input - cached)
        let longWritten = part(usage.writtenLong, of: written)
        let audioIn = part(usage.audioInput, of: input - cached - written)
        let audioOut = part(usage.audioOutput, of: output)
        let reasoning = price.reasoning == nil ? 0 : part(usage.reasoning, of: output - audioOut)
        let components: [(count: Int, price: Dollars?)] = [
            (input - cached - written - audioIn, price.input), (cached, price.cached),
            (written - longWritten, price.write), (longWritten, price.longWrite),
            (output - audioOut - reasoning, price.output), (reasoning, price.reasoning),
            // Sound has prices of its own, which the catalogue does not have.
            (audioIn + audioOut, nil),
        ]
        var cost = Cost(known: .zero, isWhole: !usage.hasUnpricedExtras)
        for (count, price) in components where count > 0 {
            guard let price else {
                cost.isWhole = false
                continue
            }
            guard let part = price.times(count), let sum = cost.known.adding(part) else { return nil }
            cost.known = sum
        }
        return cost.isWhole || cost.known > .zero ? cost : nil
    }
}
