package import Prompts

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension Provider {
    /// Asks in this dialect, whatever the model needs for what the config asks.
    package mutating func speakOnly(_ dialect: DialectID) {
        self.dialect = dialect
        hasFixedDialect = true
    }

    /// The dialect that a request is written in.
    ///
    /// It is the provider's, except for OpenAI, which has two: its newest models refuse on chat completions what the
    /// Responses API takes, so that is asked where the catalogue says that the model needs it for what the config
    /// asks. A `dialect` in the settings decides for all requests.
    package func dialect(for config: Config, catalog: ModelCatalog = .shared) -> DialectID {
        guard preset == "openai", !hasFixedDialect, kind == .http else { return dialect }
        guard let info = catalog.info(for: config.model ?? defaultModel) else { return .chat }
        let effort = config[.reasoningEffort]?.stringValue
        if info.refusesOnChat(effort: effort) { return .responses }
        let hasTools = !config.enabledTools.isEmpty
        return info.needsResponses == .always || hasTools && info.refusesToolsOnChat(effort: effort)
            ? .responses : .chat
    }
}

extension ModelInfo {
    /// Whether chat completions refuses function tools for the model with an effort of reasoning.
    ///
    /// - Parameter effort: as asked; nil for the model's own.
    package func refusesToolsOnChat(effort: String?) -> Bool {
        switch needsResponses {
        case .tools: true
        case .toolsWhileReasoning: (effort ?? defaultReasoningEffort) != "none"
        case .always, nil: false
        }
    }

    /// Whether only the Responses API takes an effort: `max`, for the models of OpenAI's that reason.
    package func refusesOnChat(effort: String?) -> Bool {
        effort == "max" && provider == "openai" && supportsReasoning == true
            && endpoints?.contains("/v1" + Responses().answerPath) == true
    }
}

extension Lint {
    /// The findings in a request that would go out now in a dialect.
    package static func findings(
        in request: RenderedRequest, dialect: DialectID, catalog: ModelCatalog = .shared
    ) -> [Finding] {
        dialect.dialect.findings(in: request, catalog: catalog, now: Date())
    }
}
