/// One question to a provider beside its answers: a list of models, embeddings.
enum PlainExchange {
    /// The whole body of a good answer.
    ///
    /// - Parameters:
    ///   - path: below the provider's base URL.
    ///   - what: the name of the answer, for errors.
    ///   - limit: the most bytes of it.
    /// - Throws: ``RunError`` as a run would, keys masked.
    static func body(
        _ method: String, _ path: String, sending: [UInt8] = [], of what: String, limit: Int, at provider: Provider,
        in dialect: any Dialect, over transport: any Transport, timeout: Double
    ) async throws(RunError) -> (status: Int?, bytes: [UInt8]) {
        let request = TransportRequest(
            method: method, url: dialect.url(under: provider.baseURL, path),
            headers: dialect.withKey(dialect.headers(for: provider, streams: false), of: provider), body: sending,
            idleTimeout: timeout, caFile: provider.caFile)
        var head: ResponseHead?
        var body: [UInt8] = []
        do {
            for try await event in transport.send(request) {
                switch event {
                case .head(let value): head = value
                case .body(let piece): body += piece
                }
                if body.count > limit {
                    throw RunError(kind: .decoding, message: "\(what) is longer than \(limit >> 20) MB")
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
        return (head?.status, body)
    }
}
