internal import JSON

/// The models that a provider says it has.
package enum ModelList {
    private static let longestBody = 16 << 20

    /// The names of the models, in the provider's order.
    ///
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
        let answer = try await PlainExchange.body(
            "GET", dialect.modelsPath, of: "the list", limit: longestBody, at: provider, in: dialect, over: transport,
            timeout: timeout)
        guard let names = (try? ServerJSON.value(answer.bytes[...])).flatMap(dialect.models) else {
            throw RunError(kind: .decoding, status: answer.status, message: "the answer is not a list of models")
        }
        let secrets = SecretSpans(provider.secrets)
        return names.map { SecretMask.mask($0, secrets) }
    }
}
