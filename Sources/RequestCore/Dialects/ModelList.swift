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
        guard let dialect = provider.dialect.dialect else { throw .unspoken(provider.dialect) }
        let answer = try await PlainExchange.body(
            "GET", dialect.modelsPath, of: "the list", limit: longestBody, at: provider, in: dialect, over: transport,
            timeout: timeout)
        guard let names = (try? JSONValue(parsing: answer.bytes)).flatMap(dialect.models) else {
            throw RunError(kind: .decoding, status: answer.status, message: "the answer is no list of models")
        }
        return names
    }
}
