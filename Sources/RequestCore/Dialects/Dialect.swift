package import JSON
package import Prompts

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// The language of a provider's server: how a request is written and an answer is read.
///
/// Only a dialect knows its own words. The rest of Étude knows ``RunEvent``, ``Reply``, ``Usage`` and
/// ``FinishReason``. A dialect is a folder in `Dialects` with a type that conforms, and a name in ``DialectID``.
package protocol Dialect: Sendable {
    /// The name in settings, in the store and in JSON.
    var id: DialectID { get }

    /// The path of answers under a provider's base URL.
    var answerPath: String { get }
    /// Whether the path of a base URL is whole as it is, so that no `/v1` is added to it.
    ///
    /// - Parameter path: without a slash at its end; empty for a bare host.
    func isWhole(path: Substring, of host: Substring) -> Bool
    /// The path of the list of models under a provider's base URL.
    var modelsPath: String { get }
    /// The header with the key.
    func keyHeader(_ key: Secret) -> HTTPHeader
    /// The headers of this dialect beside those of every request.
    func ownHeaders(of provider: Provider) -> [HTTPHeader]

    /// The body of a request.
    ///
    /// - Parameter imageURL: returns the URL to send for an image.
    func body(of request: RenderedRequest, imageURL: @escaping @Sendable (ImagePart) -> String) -> JSONObject
    /// The hash of all that the next answer stands on; nil where nothing of an answer is bound to it.
    func prefix(of request: RenderedRequest) -> String?
    /// What the API, or this model, is known to refuse.
    func findings(in request: RenderedRequest, catalog: ModelCatalog, now: Date) -> [Finding]

    /// Whether one request can ask for several answers (`n`). Where it cannot, each answer is a request of its own.
    var hasChoices: Bool { get }

    /// Makes a decoder for one answer.
    func decoder() -> any AnswerDecoder
    /// Makes a decoder for one answer of a model, in dialects whose answers go back only to the model that was asked.
    func decoder(askedFor model: String) -> any AnswerDecoder
    /// Reads the counts of tokens as the server sent them.
    func usage(_ raw: JSONValue) -> Usage
    /// Reads the server's word for why an answer ended.
    func finishReason(_ word: String) -> FinishReason
    /// The error that an answer with an error status means.
    ///
    /// - Parameter secrets: masked wherever the server echoes them.
    func error(head: ResponseHead, body: [UInt8], secrets: [Secret]) -> RunError
    /// The names in a list of models; nil if it is not such a list.
    func models(in list: JSONValue) -> [String]?

    /// The answer as one object, as a request without streaming would have got it; nil if nothing of it has come.
    ///
    /// - Parameter created: seconds since 1970.
    func response(of reply: Reply, created: Int) -> JSONValue?
    /// The conversation in the body of a logged request.
    func conversation(in body: JSONValue) -> LoggedConversation
}

/// A request with its template rendered, before it is written in a dialect.
package struct RenderedRequest: Sendable {
    /// The config of the answer.
    package var config: Config
    /// The model that is sent.
    package var model: String
    /// The whole conversation, the rendered template included.
    package var messages: [Message]
    /// Whether the answer should come as an event stream.
    package var streams: Bool
    /// Whether a request that streams may have options about that.
    package var sendsStreamOptions = true
    /// Whether a model that reasons is asked for the text of its reasoning.
    package var asksForReasoning = true
    /// Whether a model that thinks only when it is told to is told so, even if the config asks for no effort.
    package var asksForThinking = true
    /// Whether a model that reasons is asked for the encrypted form of its reasoning.
    package var asksForEncrypted = true
    /// The keys of an answer that go back to this server.
    package var sendsBack: Set<String>
    /// The base URL of the server, for what may go back to the same one only; empty if it is not known.
    package var server: String
    /// What the catalogue says about the model; nil for a model that it does not have.
    package var info: ModelInfo?

    /// Whether the model is known to reason.
    package var reasons: Bool { info?.supportsReasoning == true }

    /// Makes a request.
    package init(
        config: Config, model: String, messages: [Message], streams: Bool = false, sendsBack: Set<String> = [],
        server: String = "", info: ModelInfo? = nil
    ) {
        self.config = config
        self.model = model
        self.messages = messages
        self.streams = streams
        self.sendsBack = sendsBack
        self.server = server
        self.info = info
    }
}

extension DialectID {
    /// The dialect with this name.
    package var dialect: any Dialect {
        switch self {
        case .chat: ChatCompletions()
        case .responses: Responses()
        case .messages: Messages()
        }
    }
}

extension Dialect {
    package func ownHeaders(of provider: Provider) -> [HTTPHeader] { [] }

    package func prefix(of request: RenderedRequest) -> String? { nil }

    package var hasChoices: Bool { true }

    package func decoder(askedFor model: String) -> any AnswerDecoder { decoder() }

    package func error(head: ResponseHead, body: [UInt8], secrets: [Secret]) -> RunError {
        ErrorBody.error(head: head, body: body, secrets: secrets)
    }

    /// The headers of a request, without the key. The provider's own replace others of the same name.
    func headers(for provider: Provider, streams: Bool) -> [HTTPHeader] {
        var headers = [
            HTTPHeader(name: "Content-Type", value: "application/json"),
            HTTPHeader(
                name: "Accept", value: streams ? "text/event-stream, application/json" : "application/json"),
            HTTPHeader(name: "User-Agent", value: "etude"),
        ]
        for header in ownHeaders(of: provider) + provider.headers {
            headers.removeAll { $0.name.lowercased() == header.name.lowercased() }
            headers.append(header)
        }
        return headers
    }

    /// The headers with the provider's key, unless one of them already has it: servers refuse two.
    func withKey(_ headers: [HTTPHeader], of provider: Provider) -> [(name: String, value: String)] {
        var all = headers.map { (name: $0.name, value: $0.value) }
        let own = provider.keyHeader
        if let header = provider.key.map({ key in
            provider.sendsBearer
                ? ChatCompletions().keyHeader(key)
                : own.map { HTTPHeader(name: $0, value: key.revealed) } ?? keyHeader(key)
        }),
            !headers.contains(where: { ["authorization", header.name.lowercased()].contains($0.name.lowercased()) })
        {
            all.append((name: header.name, value: header.value))
        }
        return all
    }
}
