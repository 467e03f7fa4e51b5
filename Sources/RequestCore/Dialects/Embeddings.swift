internal import JSON

/// The embeddings of texts, from providers that have them under `/embeddings`.
package enum Embeddings {
    private static let longestBody = 64 << 20

    /// The vector of each text, in order.
    ///
    /// - Throws: ``RunError`` as a run would; `not_found` for a provider that has no embeddings.
    package static func vectors(
        of texts: [String], model: String, at provider: Provider, over transport: any Transport, timeout: Double = 60
    ) async throws(RunError) -> [[Double]] {
        guard provider.kind == .http, provider.dialect != .messages else {
            throw RunError(kind: .notFound, message: "\(provider.name) has no embeddings")
        }
        var question: [UInt8] = []
        JSONValue.object([
            "model": .string(model), "input": .array(texts.map(JSONValue.string)), "encoding_format": "float",
        ]).write(to: &question)
        let answer = try await PlainExchange.body(
            "POST", "/embeddings", sending: question, of: "the embedding", limit: longestBody, at: provider,
            in: provider.dialect.dialect, over: transport, timeout: timeout)
        let items = (try? JSONValue(parsing: answer.bytes))?["data"]?.arrayValue ?? []
        let vectors = items.sorted { ($0["index"]?.intValue ?? 0) < ($1["index"]?.intValue ?? 0) }
            .compactMap { $0["embedding"]?.arrayValue?.compactMap(\.doubleValue) }
        guard vectors.count == texts.count, let length = vectors.first?.count, length > 0,
            vectors.allSatisfy({ $0.count == length })
        else {
            throw RunError(kind: .decoding, status: answer.status, message: "the answer is no list of embeddings")
        }
        return vectors
    }
}
