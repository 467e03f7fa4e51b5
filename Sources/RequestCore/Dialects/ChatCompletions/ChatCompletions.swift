package import JSON
package import Prompts

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// The dialect of OpenAI's chat completions, which most servers speak.
///
/// `RequestEncoder` writes the body of a request. It is in Prompts beside its reader, because a request is also a
/// file format. ``ChunkDecoder`` reads answers, `CompletionAssembly` assembles a stream into one completion,
/// `ChatRules` know what the API refuses, `CodeExport` writes programs that send such a request.
package struct ChatCompletions: Dialect {
    package init() {}

    package var id: DialectID { .chat }

    package var answerPath: String { "/chat/completions" }

    package var modelsPath: String { "/models" }

    package func keyHeader(_ key: Secret) -> HTTPHeader {
        HTTPHeader(name: "Authorization", value: "Bearer " + key.revealed)
    }

    package func body(
        of request: RenderedRequest, imageURL: @escaping @Sendable (ImagePart) -> String
    ) -> JSONObject {
        var config = request.config
        config.extra = DialectFields.sent(config.extra, by: id)
        var body = RequestEncoder.body(
            config: config, model: request.model, messages: request.messages, streams: request.streams,
            sendsBack: request.sendsBack, imageURL: imageURL)
        if !request.sendsStreamOptions { body["stream_options"] = nil }
        return body
    }

    package func findings(in request: RenderedRequest, catalog: ModelCatalog, now: Date) -> [Finding] {
        let (config, messages) = (request.config, request.messages)
        var findings = Lint.parameterFindings(config)
        findings += Lint.formatFindings(config, messages)
        findings += Lint.toolFindings(config)
        findings += Lint.messageFindings(messages)
        findings += Lint.foreignHistoryFindings(messages)
        findings += Lint.imageDataFindings(config, messages)
        findings += Lint.fileFindings(messages, request.info)
        if let info = catalog.info(for: request.model) {
            let today = HTTPDate.day(ofSecondsSince1970: now.timeIntervalSince1970)
            findings += Lint.modelFindings(info, model: request.model, config, messages, today: today)
        }
        return findings + DialectFields.findings(config, for: id)
    }

    package func decoder() -> any AnswerDecoder { ChunkDecoder() }

    package func response(of reply: Reply, created: Int) -> JSONValue? {
        CompletionAssembly.completion(of: reply, created: created)
    }

    package func usage(_ raw: JSONValue) -> Usage {
        var usage = Usage(
            input: Self.count(raw["prompt_tokens"]), output: Self.count(raw["completion_tokens"]),
            cached: Self.count(raw["prompt_tokens_details"]?["cached_tokens"] ?? raw["prompt_cache_hit_tokens"]),
            reasoning: Self.count(raw["completion_tokens_details"]?["reasoning_tokens"]),
            reportedTotal: Self.count(raw["total_tokens"]), raw: raw)
        usage.written = Self.count(raw["prompt_tokens_details"]?["cache_write_tokens"])
        usage.audioInput = Self.count(raw["prompt_tokens_details"]?["audio_tokens"])
        usage.audioOutput = Self.count(raw["completion_tokens_details"]?["audio_tokens"])
        // OpenRouter and litellm's proxy say what they charge, in US dollars.
        if case .number(let cost)? = raw["cost"] { usage.reportedCost = Dollars(rounding: cost.text) }
        return usage
    }

    private static func count(_ value: JSONValue?) -> Int? {
        value?.intValue ?? value?.doubleValue.flatMap(Int.init(exactly:))
    }

    package func finishReason(_ word: String) -> FinishReason {
        // The words of the specification, and those of servers that hand on another API's or their engine's.
        switch word.lowercased() {
        case "stop", "eos", "eos_token", "end_turn", "stop_sequence": FinishReason(.stop, word: word)
        case "length", "max_tokens": FinishReason(.length, word: word)
        case "tool_calls", "function_call": FinishReason(.toolCalls, word: word)
        case "content_filter": FinishReason(.contentFilter, word: word)
        default: FinishReason(.other, word: word)
        }
    }

    package func models(in list: JSONValue) -> [String]? {
        // Some servers send the list without a wrapper.
        if list["data"]?.isNull ?? false { return [] }
        guard let items = list["data"]?.arrayValue ?? list.arrayValue else { return nil }
        return items.compactMap { ($0["id"] ?? $0["name"])?.stringValue ?? $0.stringValue }
    }
}
