/// What of the header is shown at a width. What is left out first is what a person can find elsewhere; the prompt's name is
/// shortened before the provider, the model, the version or what runs would be.
struct HeaderShape {
    /// What is said at the right, before what runs.
    enum Facts {
        case modelAndSums, model, provider, none
    }

    /// Whether the program's name begins the line.
    var hasTitle = true
    /// Whether the version's hash follows its number.
    var hasHash = true
    var facts: Facts
    /// Whether the prompt's name may be shortened.
    var shortensName = true

    /// The fewest columns of a name that is shortened.
    static let leastName = 8
    /// What is drawn where nothing fits.
    static let least = HeaderShape(hasTitle: false, hasHash: false, facts: .none)

    /// The shapes for a width, in columns, the fullest first.
    static func all(width: Int) -> [HeaderShape] {
        let isNarrow = width < 60
        return [
            HeaderShape(facts: .modelAndSums, shortensName: false), HeaderShape(facts: .model, shortensName: false),
        ]
            + (isNarrow
                ? [
                    HeaderShape(facts: .provider, shortensName: false),
                    HeaderShape(hasTitle: false, facts: .provider, shortensName: false),
                    HeaderShape(hasTitle: false, facts: .provider),
                    HeaderShape(hasTitle: false, hasHash: false, facts: .provider),
                ]
                : [
                    HeaderShape(facts: .model), HeaderShape(hasHash: false, facts: .model),
                    HeaderShape(facts: .provider), HeaderShape(hasHash: false, facts: .provider),
                ]) + [least]
    }
}
