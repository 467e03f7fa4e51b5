package import Prompts

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// The checks of a request for what the API, or the model, is known to refuse.
package enum Lint {
    /// Returns all findings of the rules of a dialect, in the order of the request's fields, the model's last.
    ///
    /// - Parameters:
    ///   - messages: the whole conversation, the rendered template included.
    ///   - model: the name that the request will carry.
    ///   - server: the base URL that it goes to, for what may go back to the same server only; empty if it is not known.
    ///   - dialect: whose rules count. Those of chat completions stand in for a dialect that this build does not speak.
    ///   - now: the day on which models may be retired.
    package static func findings(
        config: Config, messages: [Message], model: String, server: String = "",
        dialect: DialectID = .chat,
        catalog: ModelCatalog = .shared, now: Date = Date()
    ) -> [Finding] {
        let request = RenderedRequest(
            config: config, model: model, messages: messages, server: server, info: catalog.info(for: model))
        return dialect.dialect.findings(in: request, catalog: catalog, now: now)
    }
}
