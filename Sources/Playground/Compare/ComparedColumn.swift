import Evaluations
package import Prompts

/// What answers in a comparison: a config with changes, and where it is sent.
package struct ComparedColumn: Sendable {
    /// What the config of a column is made of.
    package enum Source: Sendable, Hashable {
        /// The draft, as it is when the column is sent.
        case draft
        case version(Version)
    }

    /// What tells a column from others: two columns of the same recipe would say the same.
    package struct Recipe: Sendable, Hashable {
        package var source: Source
        /// The model that is asked in place of the source's own; nil leaves that.
        package var model: String?
        /// The provider's name, in place of the source's own; nil leaves that.
        package var provider: String?
        /// Changes of the config as `--set` has them, `key=value`, applied in order.
        package var settings: [String] = []

        package init(_ source: Source = .draft, model: String? = nil, provider: String? = nil, settings: [String] = [])
        {
            self.source = source
            self.model = model
            self.provider = provider
            self.settings = settings
        }

        /// The config to send.
        ///
        /// - Throws: the first setting that cannot be made.
        func config(of draft: Config) throws(FieldError) -> Config {
            var config =
                switch source {
                case .draft: draft
                case .version(let version): version.config
                }
            if let model { config.model = model }
            for setting in settings {
                guard let place = setting.firstIndex(of: "="), place > setting.startIndex else {
                    throw FieldError(
                        field: setting, message: "write a change as key=value, for example temperature=0.2")
                }
                try config.set(path: String(setting[..<place]), text: String(setting[setting.index(after: place)...]))
            }
            return config
        }

        /// The name of the source with the changes, such as `v12 a3f9c2d1 · gpt-4o temperature=0`. A draft that is a version is
        /// called so.
        ///
        /// - Parameter version: that the draft is; nil if it is another than any version.
        func title(draft version: SavedVersion? = nil) -> String {
            let isChanged = model != nil || !settings.isEmpty
            let name =
                switch source {
                case .draft: version.map { "v\($0.number)" + (isChanged ? "" : " \($0.id.short)") } ?? "draft"
                case .version(let version): "v\(version.number) \(version.id.short)"
                }
            return ([name + (model.map { " · \($0)" } ?? "")] + settings).joined(separator: " ")
        }
    }

    /// `A`, `B`, … It stays when other columns are dropped.
    package let label: String
    package let recipe: Recipe
    /// The answers to the question that was asked last, one for each repeat.
    package var answers: [ComparedAnswer] = []
    /// The group of answers that is looked at, among ``groups``.
    package var choice = 0
    /// Why nothing could be sent; nil if it could.
    package var obstacle: String?
    /// The line at the top while columns scroll apart; nil stays at the end.
    package var top: Int?

    /// Makes a column that has not been asked.
    package init(label: String, recipe: Recipe) {
        self.label = label
        self.recipe = recipe
    }

    /// Whether an answer is awaited or arriving.
    package var isUnderWay: Bool { answers.contains(where: \.isUnderWay) }

    /// Forgets the answers, before new ones are asked for.
    mutating func clear() {
        answers = []
        choice = 0
        obstacle = nil
        top = nil
    }
}

extension ComparedColumn {
    /// The places of the answers that say the same, the most frequent ones first. Those under way come last, each by itself.
    package var groups: [[Int]] {
        var groups: [[Int]] = []
        var places: [String: Int] = [:]
        for (place, answer) in answers.enumerated() {
            guard let key = answer.key else { continue }
            if let group = places[key] {
                groups[group].append(place)
            } else {
                places[key] = groups.count
                groups.append([place])
            }
        }
        // Equal counts stay in their order: the sort is not stable by itself.
        groups.sort { ($1.count, $0[0]) < ($0.count, $1[0]) }
        return groups + answers.indices.filter { answers[$0].key == nil }.map { [$0] }
    }

    /// The answer that is looked at: the first of its group. Nil if there is none.
    package var current: ComparedAnswer? {
        let groups = groups
        return groups.isEmpty ? nil : answers[groups[min(choice, groups.count - 1)][0]]
    }
}

extension ComparedColumn {
    /// Whether one of the finished answers has all words, which are in small letters. It reads all of them.
    func hasAnswer(with words: [String]) -> Bool {
        answers.contains { answer in
            guard !answer.isUnderWay else { return false }
            let text = Answer.output(of: answer.message)?.lowercased() ?? ""
            return words.allSatisfy(text.contains)
        }
    }

    private var facts: [AnswerFacts] { answers.compactMap(\.facts) }

    /// The median of the answers' times in milliseconds, by nearest rank; nil without an answer.
    package var medianMS: Double? { Statistics.percentile(50, ofSorted: facts.map(\.totalMS).sorted()) }

    /// US dollars of all answers; nil without an answer, and if the cost of one is not known.
    package var cost: Double? {
        let costs = facts.map(\.cost)
        return costs.isEmpty || costs.contains(nil) ? nil : costs.compactMap(\.self).reduce(0, +)
    }

    /// The tokens of all answers; nil without an answer, and if a server did not say.
    package var outputTokens: Int? {
        let counts = facts.map { $0.usage?.output }
        return counts.isEmpty || counts.contains(nil)
            ? nil : counts.compactMap(\.self).reduce(0) { $0.addingAtMost($1) }
    }
}
