internal import JSON

/// The models that a provider says it has.
package enum ModelList {
    private static let longestBody = 16 << 20
    /// A server that always has more would never end.
    private static let mostPages = 20

    /// The names of the models, in the provider's order.
    ///
    /// Of a list in pages, as Anthropic's API has it, all are read.
    /// - Throws: ``RunError`` as a run would; `decoding` for an answer that is not a list of models.
    package static func names(
        at provider: Provider, over transport: any Transport, timeout: Double = 30
    ) async throws(RunError) -> [String] {
        let dialect = provider.dialect.dialect
        if provider.keyCommand != nil, provider.key == nil {
            throw RunError(
                kind: .authentication,
                message: RunPreparationError.missingKey(provider: provider.name).description, isLasting: true)
        }
        var names: [String] = []
        var rest = ""
        for _ in 0..<mostPages {
            let answer = try await PlainExchange.body(
                "GET", dialect.modelsPath + rest, of: "the list", limit: longestBody, at: provider, in: dialect,
                over: transport, timeout: timeout)
            let json = try? ServerJSON.value(answer.bytes[...])
            guard let page = json.flatMap(dialect.models) else {
                throw RunError(kind: .decoding, status: answer.status, message: "the answer is not a list of models")
            }
            names += page
            guard json?["has_more"]?.boolValue == true, let last = json?["last_id"]?.stringValue, !page.isEmpty else {
                break
            }
            rest = (dialect.modelsPath.contains("?") ? "&" : "?") + "after_id=" + last.percentEncoded
        }
        let secrets = SecretSpans(provider.secrets)
        return names.map { SecretMask.mask($0, secrets) }
    }
}
