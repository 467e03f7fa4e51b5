internal import JSON

/// Finds the servers of models on this machine: Ollama, llama.cpp, vLLM and LM Studio, at their usual ports.
package enum LocalServers {
    /// The longest wait for each of them, in seconds.
    static let patience = 0.15
    private static let longestBody = 1 << 20

    /// A server that answers, and the models that it lists.
    package struct Found: Sendable, Hashable {
        /// The provider's name.
        package var name: String
        package var models: [String]

        package init(name: String, models: [String]) {
            self.name = name
            self.models = models
        }
    }

    /// The servers that answer, as they are found. Only the loopback address is asked, and no key is sent.
    ///
    /// - Parameter providers: the presets of local servers, with what the person's settings say of them.
    package static func search(
        _ providers: [Provider], over transport: any Transport
    ) -> AsyncStream<Found> {
        let (stream, continuation) = AsyncStream<Found>.makeStream()
        let task = Task {
            await withTaskGroup(of: Found?.self) { group in
                for provider in providers { group.addTask { await found(provider, transport) } }
                for await found in group { if let found { continuation.yield(found) } }
            }
            continuation.finish()
        }
        continuation.onTermination = { _ in task.cancel() }
        return stream
    }

    private static func found(_ provider: Provider, _ transport: any Transport) async -> Found? {
        guard let path = provider.preset.flatMap(ProviderPreset.named)?.probePath,
            provider.baseURL.hasPrefix("http://127.0.0.1:") || provider.baseURL.hasPrefix("http://localhost:"),
            let hostEnd = provider.baseURL.dropFirst(7).firstIndex(of: "/")
        else { return nil }
        let request = TransportRequest(
            method: "GET", url: provider.baseURL[..<hostEnd] + path,
            headers: [(name: "Accept", value: "application/json")],
            body: [], idleTimeout: patience, connectTimeout: patience)
        guard let body = await body(request, transport), (try? JSONValue(parsing: body)) != nil else { return nil }
        // A server that is loading a model may take longer with its list than it took to be found.
        let names = try? await ModelList.names(at: provider, over: transport, timeout: 2)
        return Found(name: provider.name, models: names ?? [])
    }

    private static func body(_ request: TransportRequest, _ transport: any Transport) async -> [UInt8]? {
        var body: [UInt8] = []
        do {
            for try await event in transport.send(request) {
                switch event {
                case .head(let head): if head.status != 200 { return nil }
                case .body(let piece): body += piece
                }
                if body.count > longestBody { return nil }
            }
        } catch {
            return nil
        }
        return body
    }
}
