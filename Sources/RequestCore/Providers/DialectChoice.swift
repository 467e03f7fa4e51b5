package import Prompts

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

extension Provider {
    /// The dialect that a request is written in.
    ///
    /// It is the provider's, except for OpenAI, which has two: its newest models refuse on chat completions what the
    /// Responses API takes, so that is asked where the catalogue says that the model needs it for what the config
    /// asks. A `dialect` in the settings decides for all requests.
    package func dialect(for config: Config, catalog: ModelCatalog = .shared) -> DialectID {
        guard preset == "openai", !hasFixedDialect, kind == .http else { return dialect }
        guard let need = catalog.info(for: config.model ?? defaultModel)?.needsResponses else { return .chat }
        let hasTools = !config.enabledTools.isEmpty
        let isNeeded =
            switch need {
            case .always: true
            case .tools: hasTools
            case .toolsWhileReasoning: hasTools && !reasonsNot(config, catalog)
            }
        return isNeeded ? .responses : .chat
    }

    /// Whether the request turns reasoning off, by what it says or by the model's own default.
    private func reasonsNot(_ config: Config, _ catalog: ModelCatalog) -> Bool {
        let usual = catalog.info(for: config.model ?? defaultModel)?.defaultReasoningEffort
        return (config[.reasoningEffort]?.stringValue ?? usual) == "none"
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
