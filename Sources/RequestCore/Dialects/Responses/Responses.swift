package import JSON
package import Prompts

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// The dialect of OpenAI's Responses API.
///
/// A request has items in place of messages, and so has an answer: `ResponsesBody` and `ResponsesInput` write the one,
/// ``ResponsesDecoder`` reads the other, and `ResponsesItem` turns items into the blocks of a message and back.
package struct Responses: Dialect {
    package init() {}

    package var id: DialectID { .responses }

    package var answerPath: String { "/responses" }

    package var modelsPath: String { "/models" }

    package var hasChoices: Bool { false }

    package func keyHeader(_ key: Secret) -> HTTPHeader { ChatCompletions().keyHeader(key) }

    package func body(
        of request: RenderedRequest, imageURL: @escaping @Sendable (ImagePart) -> String
    ) -> JSONObject {
        ResponsesBody.body(of: request, imageURL: imageURL)
    }

    package func prefix(of request: RenderedRequest) -> String? { ResponsesInput.prefix(of: request) }

    package func findings(in request: RenderedRequest, catalog: ModelCatalog, now: Date) -> [Finding] {
        ResponsesRules.findings(in: request, catalog: catalog, now: now)
    }

    package func decoder() -> any AnswerDecoder { ResponsesDecoder() }

    package func decoder(askedFor model: String) -> any AnswerDecoder { ResponsesDecoder(model: model) }

    package func usage(_ raw: JSONValue) -> Usage {
        Usage(
            input: Self.count(raw["input_tokens"]), output: Self.count(raw["output_tokens"]),
            cached: Self.count(raw["input_tokens_details"]?["cached_tokens"]),
            written: Self.count(raw["input_tokens_details"]?["cache_write_tokens"]),
            reasoning: Self.count(raw["output_tokens_details"]?["reasoning_tokens"]),
            reportedTotal: Self.count(raw["total_tokens"]), raw: raw)
    }

    private static func count(_ value: JSONValue?) -> Int? {
        value?.intValue ?? value?.doubleValue.flatMap(Int.init(exactly:))
    }

    /// The reason behind a word of this dialect, or of the words that all dialects share.
    package func finishReason(_ word: String) -> FinishReason {
        switch word {
        case "completed": FinishReason(.stop, word: "stop")
        case "max_output_tokens": FinishReason(.length, word: "length")
        default: ChatCompletions().finishReason(word)
        }
    }

    package func models(in list: JSONValue) -> [String]? { ChatCompletions().models(in: list) }

    package func response(of reply: Reply, created: Int) -> JSONValue? {
        ResponsesAssembly.response(of: reply, created: created)
    }

    package func conversation(in body: JSONValue) -> LoggedConversation {
        ResponsesConversation.conversation(in: body)
    }
}
