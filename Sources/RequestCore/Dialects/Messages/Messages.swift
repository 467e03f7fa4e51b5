package import JSON
package import Prompts

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// The dialect of Anthropic's Messages, which many local servers speak as well.
///
/// `MessagesBody` writes the body of a request, `MessagesTurns` its messages, ``MessagesDecoder`` reads answers,
/// `MessagesAssembly` assembles a stream into one message, `ClaudeModel` knows what each generation takes.
package struct Messages: Dialect {
    /// The version of the API that is asked for unless the provider's settings say otherwise.
    static let version = "2023-06-01"
    /// Anthropic's address, without the version of the path, as its own clients have it.
    static let baseURL = "https://api.anthropic.com"

    package init() {}

    package var id: DialectID { .messages }

    package var answerPath: String { "/messages" }

    package func isWhole(path: Substring, of host: Substring) -> Bool {
        // As Anthropic's clients have it: a base URL ends before the version, wherever it leads.
        let last = path.split(separator: "/").last ?? ""
        return last.first == "v" && last.dropFirst().first?.isNumber == true
    }

    // The list comes in pages of 20 unless more are asked for.
    package var modelsPath: String { "/models?limit=1000" }

    package func keyHeader(_ key: Secret) -> HTTPHeader {
        HTTPHeader(name: "x-api-key", value: key.revealed)
    }

    package func ownHeaders(of provider: Provider) -> [HTTPHeader] {
        [HTTPHeader(name: "anthropic-version", value: Self.version)]
    }

    package func body(
        of request: RenderedRequest, imageURL: @escaping @Sendable (ImagePart) -> String
    ) -> JSONObject {
        MessagesBody(request, imageURL: imageURL).json
    }

    package func prefix(of request: RenderedRequest) -> String? {
        MessagesBody.hashed(request, tools: .array(MessagesTools(request.config).tools)).prefix
    }

    package func findings(in request: RenderedRequest, catalog: ModelCatalog, now: Date) -> [Finding] {
        MessagesRules(request, catalog: catalog, now: now).findings
    }

    package var hasChoices: Bool { false }

    package func decoder() -> any AnswerDecoder { MessagesDecoder() }

    package func decoder(askedFor model: String) -> any AnswerDecoder { MessagesDecoder(askedFor: model) }

    package func usage(_ raw: JSONValue) -> Usage { MessagesUsage.usage(raw) }

    package func finishReason(_ word: String) -> FinishReason {
        switch word {
        case "end_turn", "stop_sequence", "compaction": FinishReason(.stop, word: word)
        case "tool_use": FinishReason(.toolCalls, word: word)
        case "max_tokens", "model_context_window_exceeded": FinishReason(.length, word: word)
        case "refusal": FinishReason(.contentFilter, word: word)
        default: FinishReason(.other, word: word)
        }
    }

    package func error(head: ResponseHead, body: [UInt8], secrets: [Secret]) -> RunError {
        MessagesErrors.error(head: head, body: body, secrets: secrets)
    }

    package func models(in list: JSONValue) -> [String]? { ChatCompletions().models(in: list) }

    package func response(of reply: Reply, created: Int) -> JSONValue? { MessagesAssembly.message(of: reply) }
}
