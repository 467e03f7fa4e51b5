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
        let request = TransportRequest(
            method: "GET", url: dialect.url(under: provider.baseURL, dialect.modelsPath),
            headers: dialect.withKey(dialect.headers(for: provider, streams: false), of: provider), body: [],
            idleTimeout: timeout, caFile: provider.caFile)
        var head: ResponseHead?
        var body: [UInt8] = []
        do {
            for try await event in transport.send(request) {
                switch event {
                case .head(let value): head = value
                case .body(let piece): body += piece
                }
                if body.count > longestBody {
                    throw RunError(kind: .decoding, message: "the list is longer than 16 MB")
                }
            }
        } catch let error as RunError {
            throw SecretMask.mask(error, provider.secrets)
        } catch {
            throw RunError(kind: .connection, message: "\(error)")
        }
        if let head, !(200..<300).contains(head.status) {
            throw dialect.error(head: head, body: body, secrets: provider.secrets)
        }
        guard let names = (try? ServerJSON.value(body[...])).flatMap(dialect.models) else {
            throw RunError(kind: .decoding, status: head?.status, message: "the answer is no list of models")
        }
        let secrets = SecretSpans(provider.secrets)
        return names.map { SecretMask.mask($0, secrets) }
    }
}
