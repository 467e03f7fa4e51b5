import JSON
import Prompts
import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The host and port of a provider's server.
package struct ServerAddress: Sendable, Hashable {
    package var host: String
    package var port: Int

    package init(host: String, port: Int) {
        self.host = host
        self.port = port
    }

    /// The server of a URL; nil for what is none.
    package init?(url: String) {
        guard let scheme = url.firstRange(of: "://") else { return nil }
        let isPlain = url[..<scheme.lowerBound].lowercased() == "http"
        let authority = url[scheme.upperBound...].prefix { !"/?#".contains($0) }
        let place = authority.lastIndex(of: "@").map { authority[authority.index(after: $0)...] } ?? authority
        var name = place
        var port = isPlain ? 80 : 443
        if let colon = place.lastIndex(of: ":"), let number = Int(place[place.index(after: colon)...]) {
            (name, port) = (place[..<colon], number)
        }
        guard !name.isEmpty else { return nil }
        self.init(host: String(name), port: port)
    }
}

/// Writes a log as spans: one for the generation with its retries inside, one below it for each call that a tool answered.
///
/// Ids come from the log's, so sending again replaces.
struct LogSpans {
    /// Whether messages, variables, arguments and results go along.
    let contents: Bool
    /// Where a provider's server is; nil where that is not known.
    let server: @Sendable (String) -> ServerAddress?

    /// The trace and the span of a generation.
    static func ids(of record: LogRecord) -> (trace: String, span: String) {
        (OTLP.traceID(run: record.context.run ?? record.id), OTLP.spanID(record.id))
    }

    /// - Parameter record: with its request.
    func spans(of record: LogRecord, number: Int?) -> [JSONValue] {
        let (trace, span) = Self.ids(of: record)
        let start = record.createdAt.timeIntervalSince1970 * 1000
        let end = start + max(0, record.timing.totalMS)
        var object: JSONObject = [
            "traceId": .string(trace), "spanId": .string(span),
            "name": .string("\(GenAIConvention.chat) \(record.model)"),
            "kind": OTLP.clientKind, "startTimeUnixNano": OTLP.time(start), "endTimeUnixNano": OTLP.time(end),
            "attributes": .array(attributes(of: record, number: number)),
        ]
        var status = JSONObject()
        if let error = record.reply.error {
            status["code"] = OTLP.errorStatus
            // A server's words may quote what was sent.
            if contents { status["message"] = .string(error.headline) }
        }
        object["status"] = .object(status)
        return [.object(object)] + tools(of: record, trace: trace, parent: span, at: end)
    }

    // MARK: The generation

    private func attributes(of record: LogRecord, number: Int?) -> [JSONValue] {
        let reply = record.reply
        var attributes = OTLPAttributes()
        attributes.add(GenAIConvention.operationName, text: GenAIConvention.chat)
        attributes.add(
            GenAIConvention.providerName, text: GenAIConvention.providers[record.provider] ?? record.provider)
        attributes.add(GenAIConvention.requestModel, text: record.model)
        if let address = server(record.provider) {
            attributes.add(GenAIConvention.serverAddress, text: address.host)
            attributes.add(GenAIConvention.serverPort, int: address.port)
        }
        addRequest(record, to: &attributes)
        attributes.add(GenAIConvention.responseID, text: reply.identity.id)
        attributes.add(GenAIConvention.responseModel, text: reply.identity.model)
        let reasons = reply.choices.compactMap { $0.finishReason?.sharedWord ?? (reply.isEnded ? "error" : nil) }
        if reply.hasContent || reply.error == nil { attributes.add(GenAIConvention.finishReasons, OTLP.texts(reasons)) }
        attributes.add(GenAIConvention.timeToFirstChunk, double: record.timing.firstTokenMS.map { $0 / 1000 })
        attributes.add(GenAIConvention.inputTokens, int: reply.usage?.input)
        attributes.add(GenAIConvention.outputTokens, int: reply.usage?.output)
        attributes.add(GenAIConvention.cacheReadTokens, int: reply.usage?.cached)
        attributes.add(GenAIConvention.cacheWriteTokens, int: reply.usage?.written)
        attributes.add(GenAIConvention.reasoningTokens, int: reply.usage?.reasoning)
        attributes.add(GenAIConvention.conversationID, text: record.context.conversation)
        attributes.add(GenAIConvention.promptName, text: record.prompt)
        attributes.add(GenAIConvention.promptVersion, text: record.version.hex)
        attributes.add(GenAIConvention.systemFingerprint, text: reply.identity.systemFingerprint)
        attributes.add(GenAIConvention.serviceTier, text: reply.identity.serviceTier)
        if record.timing.retries > 0 { attributes.add(GenAIConvention.resendCount, int: record.timing.retries) }
        attributes.add(GenAIConvention.errorType, text: reply.error?.kind.rawValue)
        attributes.add(GenAIConvention.logID, text: record.id)
        attributes.add(GenAIConvention.versionNumber, int: number)
        attributes.add(GenAIConvention.cost, double: record.cost)
        attributes.add(GenAIConvention.source, text: record.context.source?.rawValue)
        if contents { LogContents(record).add(to: &attributes) }
        return attributes.json
    }

    private func addRequest(_ record: LogRecord, to attributes: inout OTLPAttributes) {
        switch record.dialect {
        case .chat: attributes.add(GenAIConvention.apiType, text: "chat_completions")
        case .responses: attributes.add(GenAIConvention.apiType, text: "responses")
        case .messages: break
        }
        let body = record.request
        if record.dialect != .messages {
            attributes.add(GenAIConvention.requestServiceTier, text: body["service_tier"]?.stringValue)
        }
        for (field, attribute, kind) in GenAIConvention.requestFields {
            guard let value = body[field], !value.isNull else { continue }
            switch kind {
            case .double: attributes.add(attribute, double: value.doubleValue)
            case .int: attributes.add(attribute, int: value.intValue)
            case .bool: attributes.add(attribute, value.boolValue.map { OTLP.bool($0) })
            case .text: attributes.add(attribute, text: value.stringValue)
            case .texts:
                let texts = value.stringValue.map { [$0] } ?? value.arrayValue?.compactMap(\.stringValue) ?? []
                attributes.add(attribute, texts.isEmpty ? nil : OTLP.texts(texts))
            }
        }
        if let effort = body["reasoning"]?["effort"]?.stringValue {
            attributes.add(GenAIConvention.reasoningLevel, text: effort)
        }
        if let count = body["n"]?.intValue, count != 1 { attributes.add(GenAIConvention.choiceCount, int: count) }
        attributes.add(GenAIConvention.requestStream, body["stream"]?.boolValue.map { OTLP.bool($0) })
        let format = record.conversation.rawFormat?["type"]?.stringValue
        attributes.add(
            GenAIConvention.outputType, text: format.map { $0.hasPrefix("json") ? "json" : "text" })
    }

    // MARK: Tools

    private func tools(of record: LogRecord, trace: String, parent: String, at end: Double) -> [JSONValue] {
        guard !record.answers.isEmpty else { return [] }
        let offered = record.conversation.tools
        return record.answers.compactMap { answer -> JSONValue? in
            guard let place = answer.place, record.reply.choices.indices.contains(place.choice) else { return nil }
            let calls = record.reply.choices[place.choice].message.toolCalls
            var attributes = OTLPAttributes()
            attributes.add(GenAIConvention.operationName, text: GenAIConvention.executeTool)
            attributes.add(GenAIConvention.toolName, text: answer.tool)
            attributes.add(GenAIConvention.toolType, text: "function")
            attributes.add(
                GenAIConvention.toolCallID, text: calls.indices.contains(place.call) ? calls[place.call].id : nil)
            attributes.add(
                GenAIConvention.toolDescription, text: offered.first { $0.name == answer.tool }?.description)
            if contents {
                attributes.add(GenAIConvention.toolCallArguments, text: answer.arguments)
                attributes.add(GenAIConvention.toolCallResult, text: answer.text)
            }
            if answer.isError { attributes.add(GenAIConvention.errorType, text: "tool_error") }
            return [
                "traceId": .string(trace),
                "spanId": .string(OTLP.spanID("\(record.id)/\(place.choice)/\(place.call)")),
                "parentSpanId": .string(parent),
                "name": .string("\(GenAIConvention.executeTool) \(answer.tool)"), "kind": OTLP.internalKind,
                "startTimeUnixNano": OTLP.time(end), "endTimeUnixNano": OTLP.time(end + max(0, answer.seconds) * 1000),
                "attributes": .array(attributes.json),
                "status": answer.isError ? ["code": OTLP.errorStatus] : [:],
            ]
        }
    }
}
