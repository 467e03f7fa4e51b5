/// A model of Anthropic's, as its name tells: which family and generation it is, and what that generation takes.
///
/// The API refuses fields by generation. A name that is no Claude's is no such model, and nothing is assumed of it.
/// The rules are those of Anthropic's migration guides and of the clients that follow them, as of November 2026.
package struct ClaudeModel: Sendable, Hashable {
    /// The lines of models.
    package enum Family: String, Sendable, Hashable, CaseIterable {
        case haiku, sonnet, opus, fable, mythos
    }

    /// How a model of this generation is told to think.
    package enum Thinking: Sendable, Hashable {
        /// It does not think.
        case never
        /// With a budget of tokens.
        case budget
        /// As much as it finds right, when asked to.
        case adaptive
        /// As much as it finds right, unless switched off.
        case adaptiveByDefault
    }

    /// The line that the model belongs to.
    package let family: Family
    private let major: Int
    private let minor: Int

    /// Reads names such as `claude-haiku-4-5-20251001`, `claude-3-5-sonnet-latest` and `anthropic/claude-opus-4.6`;
    /// nil for any other.
    package init?(_ model: String) {
        let lowered = model.lowercased()
        guard let start = lowered.firstRange(of: "claude-")?.upperBound else { return nil }
        let words = lowered[start...].split { !($0.isLetter || $0.isNumber) || !$0.isASCII }
        guard let place = words.firstIndex(where: { Family(rawValue: String($0)) != nil }),
            let family = Family(rawValue: String(words[place]))
        else { return nil }
        func numbers(_ words: ArraySlice<Substring>) -> [Int] {
            words.prefix { $0.utf8.count <= 2 && Int($0) != nil }.compactMap { Int($0) }
        }
        let before = numbers(words[..<place])
        let version = before.isEmpty ? numbers(words[(place + 1)...]) : before
        guard let major = version.first else { return nil }
        self.family = family
        self.major = major
        minor = version.count > 1 ? version[1] : 0
    }

    private func isAtLeast(_ major: Int, _ minor: Int) -> Bool {
        (self.major, self.minor) >= (major, minor)
    }

    /// Whether it takes `temperature`, `top_p` and `top_k`.
    package var takesSampling: Bool { !isAtLeast(4, 7) }

    /// Whether it refuses `temperature` and `top_p` in one request.
    package var refusesBothSampling: Bool { isAtLeast(4, 0) }

    /// Whether it goes on with an assistant message that stands last.
    package var takesPrefill: Bool { !isAtLeast(4, 6) }

    /// Whether a tool choice may force a call.
    package var takesForcedTools: Bool {
        switch family {
        case .fable, .mythos: !isAtLeast(5, 1)
        case .opus, .sonnet: !isAtLeast(5, 5)
        case .haiku: true
        }
    }

    /// How it is told to think.
    package var thinking: Thinking {
        if isAtLeast(5, 0) { return .adaptiveByDefault }
        if isAtLeast(4, 6) { return .adaptive }
        return isAtLeast(4, 0) || (major, minor) == (3, 7) ? .budget : .never
    }

    /// Whether a budget of tokens is refused.
    package var refusesBudget: Bool { isAtLeast(4, 7) }

    /// Whether thinking comes without its text unless it is asked for.
    package var omitsThinking: Bool { isAtLeast(4, 7) }

    /// What switches thinking off; nil where nothing does.
    package var thinkingOff: String? {
        switch (family, isAtLeast(5, 1)) {
        case (.fable, _) where isAtLeast(5, 0), (.mythos, _) where isAtLeast(5, 0), (.opus, true): nil
        case (.sonnet, true): "between_tools"
        default: "disabled"
        }
    }

    /// Whether a system message may stand between others.
    package var takesSystemLater: Bool { family == .opus && (major, minor) == (4, 8) || isAtLeast(5, 0) }

    /// Whether answers can be held to a schema.
    package var takesSchema: Bool { family == .opus ? isAtLeast(4, 1) : isAtLeast(4, 5) }

    /// The most tokens that an answer can have.
    package var outputLimit: Int {
        if isAtLeast(4, 6) { return 128_000 }
        if isAtLeast(4, 5) { return 64_000 }
        if isAtLeast(4, 0) { return family == .opus ? 32_000 : 64_000 }
        if (major, minor) == (3, 7) { return 64_000 }
        return (major, minor) == (3, 5) ? 8192 : 4096
    }
}
