/// How many tokens an image costs, by the rules that OpenAI publishes ("Images and vision", calculating costs).
package enum ImageTokens {
    private enum Rule {
        /// A sum for the whole and one for each tile of 512 pixels a side, after scaling.
        case tiles(base: Int, tile: Int)
        /// One for each patch of 32 pixels a side, at most 1536, times a factor in hundredths.
        case patches(hundredths: Int)
    }

    /// The longest name that a model's begins with decides.
    private static let rules: [(model: String, rule: Rule)] = [
        ("gpt-4o", .tiles(base: 85, tile: 170)), ("chatgpt-4o", .tiles(base: 85, tile: 170)),
        ("gpt-4.1", .tiles(base: 85, tile: 170)), ("gpt-4.5", .tiles(base: 85, tile: 170)),
        ("gpt-4-turbo", .tiles(base: 85, tile: 170)), ("gpt-4o-mini", .tiles(base: 2833, tile: 5667)),
        ("gpt-5", .tiles(base: 70, tile: 140)), ("o1", .tiles(base: 75, tile: 150)),
        ("o3", .tiles(base: 75, tile: 150)),
        ("gpt-4.1-mini", .patches(hundredths: 162)), ("gpt-4.1-nano", .patches(hundredths: 246)),
        ("gpt-5-mini", .patches(hundredths: 162)), ("gpt-5-nano", .patches(hundredths: 246)),
        ("o4-mini", .patches(hundredths: 172)),
    ]

    /// An estimate for an image of known size.
    ///
    /// - Parameters:
    ///   - detail: `low`, `high`, `auto` or nil; where the model chooses, `high` is assumed.
    ///   - model: as it is asked for; a part before a `/` is passed over.
    /// - Returns: nil for a model whose rule is not known, and for an image without a size.
    package static func estimate(_ facts: ImageFacts, detail: String?, model: String) -> Int? {
        guard facts.width > 0, facts.height > 0 else { return nil }
        let name = model.split(separator: "/").last.map { $0.lowercased() } ?? ""
        let matching = rules.filter { name == $0.model || name.hasPrefix($0.model + "-") }
        guard let rule = matching.max(by: { $0.model.utf8.count < $1.model.utf8.count })?.rule else { return nil }
        var (width, height) = (Double(facts.width), Double(facts.height))
        switch rule {
        case .tiles(let base, let tile):
            if detail == "low" { return base }
            fit(&width, &height, longest: 2048)
            let shrinking = min(1, 768 / min(width, height))
            let tiles = (width * shrinking / 512).rounded(.up) * (height * shrinking / 512).rounded(.up)
            return base + tile * Int(tiles)
        case .patches(let hundredths):
            if detail == "low" { fit(&width, &height, longest: 512) }
            return (patches(width, height) * hundredths + 99) / 100
        }
    }

    private static func fit(_ width: inout Double, _ height: inout Double, longest: Double) {
        let factor = min(1, longest / max(width, height))
        width *= factor
        height *= factor
    }

    /// Patches that cover the image; one with more than 1536 is scaled down until whole patches of it fit.
    private static func patches(_ width: Double, _ height: Double) -> Int {
        let most = 1536.0
        let all = (width / 32).rounded(.up) * (height / 32).rounded(.up)
        if all <= most { return Int(all) }
        let scale = (1024 * most / (width * height)).squareRoot()
        let (columns, rows) = (width * scale / 32, height * scale / 32)
        let whole = min(
            max(1, columns.rounded(.down)) / columns, max(1, rows.rounded(.down)) / rows)
        let count = (columns * whole - 1e-9).rounded(.up) * (rows * whole - 1e-9).rounded(.up)
        return Int(min(most, count))
    }
}
