public import JSON
public import Prompts

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// What will be sent: the second of the three types that a request passes through. Made by
/// ``RunRequest/prepare(images:)``.
public struct PreparedRun: Sendable {
    /// What was asked, with the facts of its images filled in.
    public private(set) var request: RunRequest
    /// The language that it is written in, and its answer is read in.
    package let dialect: any Dialect
    /// The log's name.
    public let id: String
    /// What the version freezes that the run is logged under.
    package let content: VersionContent
    /// The version that the config is.
    public var versionID: VersionID { content.id }
    /// As it will be asked for.
    public let model: String
    /// Where it goes.
    public let url: String
    /// In order, without the key, which joins them only in ``transportRequest``.
    public let headers: [HTTPHeader]
    /// JSON, exactly as it is sent.
    public internal(set) var body: [UInt8]
    /// The body, with images as `sha256:<hex>`.
    public internal(set) var logRequest: JSONValue
    /// The values of the variables, with the images that are sent by their bytes as `sha256:<hex>`.
    public let logInputs: JSONObject
    /// The images that are sent with their bytes, each once.
    public let images: [ImageFacts]
    /// The bytes of ``images``, by their SHA-256.
    public let imageBytes: [String: [UInt8]]
    /// What blocks of the answer are bound to: the hash of all that stands before them; nil where the dialect binds none.
    package let prefix: String?
    /// What the API or the model is known to refuse. The person may send it all the same.
    package let findings: [Finding]

    /// The request as it goes out, key included.
    public var transportRequest: TransportRequest {
        TransportRequest(
            url: url, headers: dialect.withKey(headers, of: request.provider), body: body,
            idleTimeout: request.timeout ?? request.provider.timeout,
            caFile: request.provider.caFile)
    }

    /// The same run with another key.
    func asking(with key: Secret) -> PreparedRun {
        var run = self
        run.request.provider.key = key
        return run
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
        images: @Sendable (ImagePart) async throws -> [UInt8]?
    ) async throws(RunPreparationError) -> PreparedRun {
        try await prepare(catalog: .shared, images: images)
    }

    /// Makes a request ready to be sent with a catalog of models and a time of its own.
    package func prepare(
        catalog: ModelCatalog = .shared, now: Date = Date(), refusals: FieldRefusals = .shared,
        images: @Sendable (ImagePart) async throws -> [UInt8]? = { _ in nil }
    ) async throws(RunPreparationError) -> PreparedRun {
        let language = provider.dialect(for: config, catalog: catalog)
        let dialect = language.dialect
        if provider.keyCommand != nil, provider.key == nil { throw .missingKey(provider: provider.name) }
        let rendered: [Message]
        do {
            rendered = try config.renderedTemplate(inputs: inputs, images: inputImages)
        } catch {
            throw .missingVariables(error.names)
        }
        var imageSet = ImageSet()
        // The images of answers stay here, unless the server wants them back: the API takes none from an assistant.
        let sent = provider.sendsBack.contains("images") ? thread : thread.filter { $0.role != .assistant }
        await imageSet.read(rendered + sent, images)
        try imageSet.check()
        var request = self
        request.provider.dialect = language
        request.config.template = imageSet.withFacts(config.template)
        request.thread = imageSet.withFacts(thread)
        let messages = surrounding(imageSet.withFacts(rendered) + request.thread)
        let model = config.model ?? provider.defaultModel
        func may(_ field: RefusableField) -> Bool { !refusals.has(field, at: provider.baseURL, model: model) }
        let streams = streams && provider.streams && may(.stream)
        var whole = RenderedRequest(
            config: request.config, model: model, messages: messages, streams: streams, sendsBack: provider.sendsBack,
            server: provider.baseURL, info: catalog.info(for: model))
        whole.asksForReasoning = may(.summary) && may(.display) && may(.reasoning)
        whole.asksForThinking = may(.thinking)
        whole.asksForEncrypted = may(.encrypted)
        whole.sendsStreamOptions = sendsStreamOptions && provider.sendsStreamOptions && may(.options)
        let urls = imageSet.dataURLs
        var bytes: [UInt8] = []
        JSONValue.object(dialect.body(of: whole) { urls[$0.url] ?? $0.url }).write(to: &bytes)
        let hashes = imageSet.hashURLs
        return PreparedRun(
            request: request, dialect: dialect, id: LogID.next(atSecondsSince1970: now.timeIntervalSince1970),
            content: VersionContent(request.config), model: model,
            url: dialect.url(under: provider.baseURL, dialect.answerPath),
            headers: dialect.headers(for: provider, streams: streams), body: bytes,
            logRequest: .object(dialect.body(of: whole) { hashes[$0.url] ?? $0.url }), logInputs: loggedInputs(hashes),
            images: imageSet.facts, imageBytes: imageSet.bytesByHash, prefix: dialect.prefix(of: whole),
            findings: dialect.findings(in: whole, catalog: catalog, now: now))
    }
}

extension RunRequest {
    /// The values of the variables, with the images that are sent by their bytes as hashes.
    ///
    /// - Parameter hashes: what stands in a log in place of an image's URL.
    private func loggedInputs(_ hashes: [String: String]) -> JSONObject {
        guard !hashes.isEmpty else { return inputs }
        var logged = inputs
        for name in config.imageVariableNames {
            let url = inputImages[name]?.url ?? inputs[name]?.stringValue
            if let hash = url.flatMap({ hashes[$0] }) { logged[name] = .string(hash) }
        }
        return logged
    }
}
