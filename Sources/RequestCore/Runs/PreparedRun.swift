public import JSON
public import Prompts

#if canImport(FoundationEssentials)
    public import FoundationEssentials
#else
    public import Foundation
#endif

/// What will be sent: the second of the three types that a request passes through. Made by
/// ``RunRequest/prepare(catalog:now:images:)``.
public struct PreparedRun: Sendable {
    /// What was asked, with the facts of its images filled in.
    public let request: RunRequest
    /// The log's name.
    public let id: String
    /// What the version freezes that the run is logged under.
    public let content: VersionContent
    /// The version that the config is.
    public var versionID: VersionID { content.id }
    /// As it will be asked for.
    public let model: String
    /// Where it goes.
    public let url: String
    /// In order, without the key, which joins them only in ``transportRequest``.
    public let headers: [ResponseHead.Header]
    /// JSON, exactly as it is sent.
    public let body: [UInt8]
    /// The body, with images as `sha256:<hex>`.
    public let logRequest: JSONValue
    /// The images that are sent with their bytes, each once.
    public let images: [ImageFacts]
    /// The bytes of ``images``, by their SHA-256.
    public let imageBytes: [String: [UInt8]]
    /// What the API or the model is known to refuse. The person may send it all the same.
    public let findings: [Finding]

    /// The request as it goes out, key included.
    public var transportRequest: TransportRequest {
        TransportRequest(
            url: url, headers: Self.withKey(headers, of: request.provider), body: body,
            idleTimeout: request.timeout ?? request.provider.timeout,
            caFile: request.provider.caFile)
    }

    /// The headers with the provider's key, unless one of them has it.
    static func withKey(
        _ headers: [ResponseHead.Header], of provider: Provider
    ) -> [(name: String, value: String)] {
        var all = headers.map { (name: $0.name, value: $0.value) }
        let hasAuthorization = headers.contains { $0.name.lowercased() == "authorization" }
        if let key = provider.key, !hasAuthorization {
            all.append((name: "Authorization", value: "Bearer " + key.revealed))
        }
        return all
    }

    /// What must never be shown: the key, and headers that hold one.
    var secrets: [Secret] { request.provider.secrets }
}

extension RunRequest {
    /// Makes a request ready to be sent: fills in variables, reads images, writes the body, names its version and its
    /// log.
    ///
    /// - Parameters:
    ///   - images: gives the bytes of an image that is a path or a stored blob; nil when there are none. Images with an
    ///     `https:` or `data:` URL need none.
    /// - Throws: what has no value or cannot be read, by name. What the API would refuse is no error but a finding.
    public func prepare(
        catalog: ModelCatalog = .shared, now: Date = Date(),
        images: @Sendable (ImagePart) async throws -> [UInt8]? = { _ in nil }
    ) async throws(RunPreparationError) -> PreparedRun {
        let rendered: [Message]
        do {
            rendered = try config.renderedTemplate(inputs: inputs, images: inputImages)
        } catch {
            throw .missingVariables(error.names)
        }
        var imageSet = ImageSet()
        await imageSet.read(rendered + thread, images)
        try imageSet.check()
        var request = self
        request.config.template = imageSet.withFacts(config.template)
        request.thread = imageSet.withFacts(thread)
        let messages = imageSet.withFacts(rendered) + request.thread
        let model = config.model ?? provider.defaultModel
        let encode = { (imageURL: @escaping @Sendable (ImagePart) -> String) in
            JSONValue.object(
                RequestEncoder.body(
                    config: request.config, model: model, messages: messages, streams: streams,
                    sendsBack: provider.sendsBack, imageURL: imageURL))
        }
        let urls = imageSet.dataURLs
        var bytes: [UInt8] = []
        encode { urls[$0.url] ?? $0.url }.write(to: &bytes)
        let hashes = imageSet.hashURLs
        return PreparedRun(
            request: request, id: LogID.next(atSecondsSince1970: now.timeIntervalSince1970),
            content: VersionContent(request.config), model: model, url: PreparedRun.url(provider.baseURL),
            headers: PreparedRun.headers(provider, streams: streams), body: bytes,
            logRequest: encode { hashes[$0.url] ?? $0.url }, images: imageSet.facts, imageBytes: imageSet.bytesByHash,
            findings: Lint.findings(
                config: request.config, messages: messages, model: model, catalog: catalog, now: now))
    }
}

extension PreparedRun {
    /// The endpoint under a base URL; a query, as Azure's, stays at the end.
    static func url(_ base: String, _ endpoint: String = "/chat/completions") -> String {
        let path = base.prefix { $0 != "?" && $0 != "#" }
        var trimmed = path
        while trimmed.last == "/" { trimmed.removeLast() }
        return trimmed + endpoint + base[path.endIndex...]
    }

    static func headers(_ provider: Provider, streams: Bool) -> [ResponseHead.Header] {
        var headers = [
            ResponseHead.Header(name: "Content-Type", value: "application/json"),
            ResponseHead.Header(
                name: "Accept", value: streams ? "text/event-stream, application/json" : "application/json"),
            ResponseHead.Header(name: "User-Agent", value: "etude"),
        ]
        for header in provider.headers {
            headers.removeAll { $0.name.lowercased() == header.name.lowercased() }
            headers.append(header)
        }
        return headers
    }
}
