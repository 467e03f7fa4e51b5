package import Prompts

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// The checks of a request for what the API, or the model, is known to refuse.
package enum Lint {
    /// Returns all findings, in the order of the request's fields, the model's last.
    ///
    /// - Parameters:
    ///   - messages: the whole conversation, the rendered template included.
    ///   - model: the name that the request will carry.
    ///   - now: the day on which models may be retired.
    package static func findings(
        config: Config, messages: [Message], model: String, catalog: ModelCatalog = .shared, now: Date = Date()
    ) -> [Finding] {
        var findings = parameterFindings(config)
        findings += formatFindings(config, messages)
        findings += toolFindings(config)
        findings += messageFindings(messages)
        if let info = catalog.info(for: model) {
            let today = HTTPDate.day(ofSecondsSince1970: now.timeIntervalSince1970)
            findings += modelFindings(info, model: model, config, messages, today: today)
        }
        return findings
    }

    /// Returns what a dialect has to say about a request, ours included.
    ///
    /// - Parameter dialect: the language of the provider that the request goes to.
    package static func findings(
        config: Config, messages: [Message], model: String, dialect: DialectID, catalog: ModelCatalog = .shared,
        now: Date = Date()
    ) -> [Finding] {
        let request = RenderedRequest(
            config: config, model: model, messages: messages, info: catalog.info(for: model))
        return (dialect.dialect ?? ChatCompletions()).findings(in: request, catalog: catalog, now: now)
    }
}
