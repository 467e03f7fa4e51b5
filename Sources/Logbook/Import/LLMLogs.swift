import JSON
import Prompts
import RequestCore

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// Reads the turns of the `llm` command as logs: chat completions, as far as they were kept.
package struct LLMLogs {
    private let prompt: String
    private let now: Date
    private let readFile: (String) -> [UInt8]?
    /// What could not be carried over so far.
    package private(set) var losses = ImportLosses()

    /// - Parameters:
    ///   - prompt: the prompt that the logs stand under.
    ///   - now: the time of logs that say none.
    ///   - readFile: the bytes of an attachment that was sent from a file; nil if it is gone.
    package init(prompt: String, now: Date, readFile: @escaping (String) -> [UInt8]?) {
        self.prompt = prompt
        self.now = now
        self.readFile = readFile
    }

    /// The id of a turn's log.
    package func id(of turn: LLMTurn) -> String {
        ImportNames.id(turn.id, of: "llm", at: turn.time.flatMap(ImportTime.date))
    }

    /// The log of a turn.
    package mutating func log(_ turn: LLMTurn) -> ImportedLog {
        var reading = TurnReading(readFile: readFile)
        reading.losses = turn.losses
        if turn.time.flatMap(ImportTime.date) == nil { reading.losses.insert(.noTime) }
        let messages = turn.asked.flatMap { reading.messages($0) }
        let answer = reading.answer(turn.answered)
        var body: JSONObject = ["model": .string(turn.model)]
        body["messages"] = .array(messages.map { .object($0.json(.api { $0.url })) })
        for option in turn.options where body[option.key] == nil && !option.value.isNull {
            body[option.key] = option.value
        }
        if !turn.tools.isEmpty {
            body["tools"] = .array(turn.tools.map { ["type": "function", "function": $0] })
        }
        if let schema = turn.schema {
            body["response_format"] = ["type": "json_schema", "json_schema": ["name": "output", "schema": schema]]
        }
        var record = LogRecord(
            id: id(of: turn), prompt: prompt, version: Config().versionID, provider: "llm", model: turn.model,
            createdAt: time(of: turn), request: .object(body), images: reading.facts, state: .finished,
            reply: reply(turn, answer), response: turn.response,
            timing: LogRecord.Timing(totalMS: max(0, turn.durationMS ?? 0)))
        record.context.conversation = turn.thread
        for loss in reading.losses { losses.add(loss, at: turn.id) }
        return ImportedLog(record: record, config: ImportNames.config(of: body), images: reading.images)
    }

    /// Counts what could not even be read.
    package mutating func lose(_ loss: ImportLoss, at place: String) { losses.add(loss, at: place) }

    private func time(of turn: LLMTurn) -> Date { turn.time.flatMap(ImportTime.date) ?? now }

    private func reply(_ turn: LLMTurn, _ answer: Message) -> Reply {
        var reply = Reply()
        let raw = turn.response
        reply.apply(
            .identified(
                RunEvent.Identity(
                    id: raw?["id"]?.stringValue, model: turn.resolvedModel ?? raw?["model"]?.stringValue,
                    systemFingerprint: raw?["system_fingerprint"]?.stringValue)))
        reply.apply(.snapshot(choice: 0, answer.blocks))
        // llm keeps answers that ended, mostly without the reason.
        let word = raw?["finish_reason"]?.stringValue ?? raw?["choices"]?[0]?["finish_reason"]?.stringValue
        let usual = answer.toolCalls.isEmpty ? "stop" : "tool_calls"
        reply.apply(.finished(choice: 0, reason: ChatCompletions().finishReason(word ?? usual)))
        if let usage = usage(turn) { reply.apply(.usage(ChatCompletions().usage(usage))) }
        reply.apply(.ended(error: nil))
        return reply
    }

    private func usage(_ turn: LLMTurn) -> JSONValue? {
        guard turn.inputTokens != nil || turn.outputTokens != nil else { return nil }
        var usage = JSONObject()
        usage["prompt_tokens"] = turn.inputTokens.map { .number(JSONNumber($0)) }
        usage["completion_tokens"] = turn.outputTokens.map { .number(JSONNumber($0)) }
        for detail in turn.tokenDetails?.objectValue?.members ?? [] where usage[detail.key] == nil {
            usage[detail.key] = detail.value
        }
        return .object(usage)
    }
}

/// Reads the messages of one turn.
private struct TurnReading {
    let readFile: (String) -> [UInt8]?
    var losses: Set<ImportLoss> = []
    private(set) var facts: [ImageFacts] = []
    private(set) var images: [String: [UInt8]] = [:]
    /// Calls that have no result yet, in order.
    private var open: [(name: String, id: String)] = []
    private var callCount = 0

    init(readFile: @escaping (String) -> [UInt8]?) { self.readFile = readFile }

    /// A message of the request; several where results stand in one.
    mutating func messages(_ message: LLMTurn.Message) -> [Message] {
        var results: [Message] = []
        var blocks: [Message.Block] = []
        for part in message.parts {
            if case .result(let id, let name, let output, let isError) = part {
                let place = open.firstIndex { id == nil ? $0.name == name : $0.id == id }
                let known = place.map { open.remove(at: $0).id }
                results.append(.toolResult(output, for: id ?? known ?? "call_\(name)", isError: isError))
            } else if let block = block(part) {
                blocks.append(block)
            }
        }
        guard !blocks.isEmpty || results.isEmpty else { return results }
        let role = Role(rawValue: message.role) ?? .user
        return results + [Message(role: role, blocks: blocks)]
    }

    mutating func answer(_ messages: [LLMTurn.Message]) -> Message {
        var blocks: [Message.Block] = []
        for message in messages {
            for part in message.parts {
                if case .result(_, _, let output, _) = part {
                    losses.insert(.serverCalls)
                    blocks.append(Message.Block(.part(.text(output))))
                } else if let block = block(part) {
                    blocks.append(block)
                }
            }
        }
        return Message(role: .assistant, blocks: blocks)
    }

    private mutating func block(_ part: LLMTurn.Part) -> Message.Block? {
        switch part {
        case .text(let text): return text.isEmpty ? nil : Message.Block(.part(.text(text)))
        case .reasoning(let text): return text.isEmpty ? nil : Message.Block(.reasoning(Message.Reasoning(text)))
        case .call(let id, let name, let arguments, let isServer):
            guard !isServer else {
                losses.insert(.serverCalls)
                return Message.Block(.part(.text("\(name) \(arguments)")))
            }
            callCount += 1
            let own = id ?? "call_\(callCount)"
            open.append((name, own))
            return Message.Block(.call(ToolCall(id: own, name: name, arguments: arguments)))
        case .attachment(let attachment): return image(attachment).map { Message.Block(.part(.image($0))) }
        case .result: return nil
        }
    }

    private mutating func image(_ attachment: LLMTurn.Attachment) -> ImagePart? {
        let isImage = attachment.type?.hasPrefix("image/") ?? true
        guard isImage else {
            losses.insert(.otherAttachments)
            return nil
        }
        guard let bytes = attachment.content ?? attachment.path.flatMap(readFile) else {
            if let url = attachment.url { return ImagePart(url: url) }
            losses.insert(.missingAttachments)
            return nil
        }
        guard let read = try? ImageFacts(reading: bytes, name: attachment.path) else {
            losses.insert(.otherAttachments)
            return nil
        }
        images[read.sha256] = bytes
        if !facts.contains(where: { $0.sha256 == read.sha256 }) { facts.append(read) }
        return ImagePart(url: "sha256:" + read.sha256, facts: read)
    }
}
