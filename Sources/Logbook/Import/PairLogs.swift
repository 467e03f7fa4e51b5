import JSON
import Prompts
import RequestCore

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// Reads lines of JSON that have a request and its response as logs.
///
/// ```
/// {"request":{"model":"…","messages":[…]},"response":{"choices":[…],…},"created_at":"…","provider":"…"}
/// ```
///
/// Requests and responses are those of chat completions, OpenAI's Responses or Anthropic's Messages, with or without the envelope of a
/// batch. What `etude logs export` printed is read as it was.
package struct PairLogs {
    private let prompt: String
    private let now: Date
    private let file: String
    /// What could not be carried over so far.
    package private(set) var losses = ImportLosses()
    /// The id that the last line says; nil if it says none.
    private var lastID: String?

    /// - Parameters:
    ///   - prompt: the prompt that the logs stand under.
    ///   - now: the time of logs that say none.
    ///   - file: the name of the file, for what is said of a line.
    package init(prompt: String, now: Date, from file: String) {
        self.prompt = prompt
        self.now = now
        self.file = file
    }

    /// The log of a line; nil for a line that is none, which is counted, and for another answer of the log before, whose line has it.
    ///
    /// - Parameters:
    ///   - number: of the line, from 1. A byte order mark may stand before the first.
    ///   - isRepaired: whether bytes of the line were no UTF-8 and are replaced.
    package mutating func log(_ line: String, number: Int, isRepaired: Bool = false) -> ImportedLog? {
        var line = line
        if number == 1, line.unicodeScalars.first == "\u{FEFF}" { line.unicodeScalars.removeFirst() }
        let parsed = (try? JSONValue(parsing: line))?.objectValue
        let id = parsed?["id"]?.stringValue
        defer { lastID = id }
        if let id, id == lastID, let choice = parsed?["choice"]?.intValue, choice > 0 { return nil }
        guard let object = parsed, let pair = LogPair(object), let reply = pair.reply() else {
            losses.add(.unreadable, line: number, of: file)
            return nil
        }
        if isRepaired { losses.add(.brokenText, line: number, of: file) }
        let time = pair.time
        if time == nil { losses.add(.noTime, line: number, of: file) }
        var images = ImageTaking()
        let request = images.taking(.object(pair.request))
        let foreign = id ?? pair.response?["id"]?.stringValue ?? line
        let model =
            pair.request["model"]?.stringValue ?? object["model"]?.stringValue ?? reply.identity.model ?? "unknown"
        var record = LogRecord(
            id: ImportNames.id(foreign, of: "pair", at: time), prompt: prompt, version: Config().versionID,
            provider: object["provider"]?.stringValue ?? "unknown", model: model, createdAt: time ?? now,
            request: request, images: images.facts, state: pair.state(reply), reply: reply, response: pair.response,
            timing: pair.timing, cost: object["cost_usd"]?.doubleValue.flatMap { (0..<1e6).contains($0) ? $0 : nil })
        record.dialect = pair.dialect
        record.inputs = object["inputs"]?.objectValue
        record.context = pair.context
        record.judgement = pair.judgement
        let hasResults = object["calls"]?.arrayValue?.contains { $0["result"]?.stringValue != nil } ?? false
        if hasResults { losses.add(.callResults, line: number, of: file) }
        let config = pair.dialect == .chat ? ImportNames.config(of: pair.request) : Config(model: model)
        return ImportedLog(record: record, config: config, images: images.bytes)
    }
}

/// Takes images out of a request, as logs keep them: their hash stands in the place of their bytes.
private struct ImageTaking {
    private(set) var facts: [ImageFacts] = []
    private(set) var bytes: [String: [UInt8]] = [:]

    mutating func taking(_ value: JSONValue) -> JSONValue {
        switch value {
        case .string(let text) where text.hasPrefix("data:image/"): .string(hash(of: text) ?? text)
        case .array(let items): .array(items.map { taking($0) })
        case .object(let object): .object(JSONObject(object.members.map { ($0.key, taking($0.value)) }))
        case .null, .bool, .number, .string: value
        }
    }

    private mutating func hash(of url: String) -> String? {
        guard let data = DataURL.decode(url), let read = try? ImageFacts(reading: data.bytes, name: nil) else {
            return nil
        }
        if bytes.updateValue(data.bytes, forKey: read.sha256) == nil { facts.append(read) }
        return "sha256:" + read.sha256
    }
}
