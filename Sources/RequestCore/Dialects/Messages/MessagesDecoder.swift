package import JSON

/// Turns the events of a stream, or one whole message, into events of a run.
///
/// New kinds of events, blocks and deltas may come at any time. Events are passed over, blocks are kept as they came.
/// Blocks are told apart by their `index` and stand in the order of their appearance.
package struct MessagesDecoder: AnswerDecoder {
    private var identity = RunEvent.Identity()
    private var blocks: [MessagesBlockReader] = []
    /// The places of the open blocks in ``blocks``, by the server's index.
    private var open: [Int: Int] = [:]
    private var usage = JSONObject()
    private var stopReason: String?
    private var callIDs: Set<String> = []

    /// Whether `message_stop` has come.
    package private(set) var isOver = false

    /// The model that blocks of the answer belong to.
    private let asked: String?

    /// Makes a decoder for one answer.
    ///
    /// - Parameter model: the model that was asked; nil leaves it to the answer.
    package init(askedFor model: String? = nil) { asked = model }

    // The API sends none, servers that speak chat completions as well may.
    package var endMark: String? { "[DONE]" }

    package mutating func decode(_ event: ServerSentEvent, into events: inout [RunEvent]) throws(RunError) {
        let raw = { String(decoding: event.data, as: UTF8.self) }
        guard let json = try? ServerJSON.value(event.data) else {
            if event.name == "error" { throw MessagesErrors.inStream(.string(raw()), raw: raw()) }
            throw RunError(
                kind: .decoding, message: "the stream has an event that is not JSON: " + Excerpt.of(event.data))
        }
        guard let object = json.objectValue else {
            throw RunError(
                kind: .decoding, message: "the stream has an event that is not a JSON object: " + Excerpt.of(event.data)
            )
        }
        let type = object["type"]?.stringValue
        if event.name == "error" || type == "error" || Self.isBareError(object) {
            throw MessagesErrors.inStream(json, raw: raw())
        }
        if type == nil, object["choices"]?.arrayValue != nil { throw Self.answersInChat }
        switch type ?? event.name {
        case "message_start": start(object["message"]?.objectValue ?? JSONObject(), into: &events)
        case "content_block_start":
            begin(object["content_block"]?.objectValue ?? JSONObject(), at: object, into: &events)
        case "content_block_delta": add(object["delta"]?.objectValue ?? JSONObject(), at: object, into: &events)
        case "content_block_stop": if let place = open[index(of: object)] { close(place, into: &events) }
        case "message_delta": change(object, into: &events)
        case "message_stop": stop(into: &events)
        default: break
        }
    }

    package mutating func decode(whole json: JSONValue, into events: inout [RunEvent]) throws(RunError) {
        guard let object = json.objectValue else { throw Self.isNoMessage(json) }
        if object["type"]?.stringValue == "error" || Self.isBareError(object) {
            throw MessagesErrors.inStream(json, raw: nil)
        }
        guard let content = object["content"], content.arrayValue != nil || content.stringValue != nil else {
            throw json["choices"]?.arrayValue == nil ? Self.isNoMessage(json) : Self.answersInChat
        }
        start(object, into: &events)
        if let text = content.stringValue {
            begin(["type": "text", "text": .string(text)], at: JSONObject(), into: &events)
        }
        change(["delta": json], into: &events)
        stop(into: &events)
    }

    package mutating func finish(into events: inout [RunEvent]) {
        for place in blocks.indices { close(place, isCutOff: true, into: &events) }
    }

    private static func isNoMessage(_ json: JSONValue) -> RunError {
        RunError(
            kind: .decoding,
            message: "expected a message with content, the server sent: " + Excerpt.of(json.compact))
    }

    /// Whether an event is an error without the type that says so, as llama.cpp sends it.
    private static func isBareError(_ object: JSONObject) -> Bool {
        object["error"].map { !$0.isNull && $0.boolValue != false } ?? false
    }

    // MARK: The message

    private mutating func start(_ message: JSONObject, into events: inout [RunEvent]) {
        var said = RunEvent.Identity()
        if let id = message["id"]?.stringValue, !id.isEmpty, id != identity.id { said.id = id }
        if let model = message["model"]?.stringValue, !model.isEmpty, model != identity.model { said.model = model }
        if said != RunEvent.Identity() {
            identity.id = said.id ?? identity.id
            identity.model = said.model ?? identity.model
            events.append(.identified(said))
        }
        take(usage: message["usage"], into: &events)
        for (place, block) in (message["content"]?.arrayValue ?? []).enumerated() {
            let index: JSONObject = ["index": .number(JSONNumber(place))]
            begin(block.objectValue ?? ["type": "text", "text": block], at: index, into: &events)
            if let place = open[place] { close(place, into: &events) }
        }
    }

    /// Reads what `message_delta` says of the whole message.
    private mutating func change(_ event: JSONObject, into events: inout [RunEvent]) {
        let delta = event["delta"] ?? .null
        stopReason = delta["stop_reason"]?.stringValue ?? stopReason
        for key in ["stop_sequence", "stop_details", "container"] {
            if let value = delta[key], !value.isNull { events.append(.extra(choice: 0, key: key, value)) }
        }
        take(usage: event["usage"], into: &events)
        guard stopReason == "refusal", let words = delta["stop_details"]?["explanation"]?.stringValue, !words.isEmpty
        else { return }
        let block = MessagesBlockReader.refusal(words, model: asked ?? identity.model)
        events.append(.block(choice: 0, block: blocks.count, block))
    }

    private mutating func take(usage said: JSONValue?, into events: inout [RunEvent]) {
        guard let said = said?.objectValue, !said.isEmpty else { return }
        usage = MessagesUsage.updating(usage, with: said)
        if let tier = MessagesUsage.tier(usage), tier != identity.serviceTier {
            identity.serviceTier = tier
            var said = RunEvent.Identity()
            said.serviceTier = tier
            events.append(.identified(said))
        }
        events.append(.usage(MessagesUsage.usage(.object(usage))))
    }

    /// Ends the answer. Without this event it counts as cut off, whatever was said before.
    private mutating func stop(into events: inout [RunEvent]) {
        for place in blocks.indices { close(place, isCutOff: stopReason == "max_tokens", into: &events) }
        if let stopReason { events.append(.finished(choice: 0, reason: Messages().finishReason(stopReason))) }
        stopReason = nil
        isOver = true
    }

    // MARK: Blocks

    /// The server's index of the block that an event is about; without one, that of the newest block.
    private func index(of event: JSONObject) -> Int {
        event["index"]?.intValue ?? open.max { $0.value < $1.value }?.key ?? 0
    }

    private mutating func begin(_ block: JSONObject, at event: JSONObject, into events: inout [RunEvent]) {
        let index = event["index"]?.intValue ?? (open.keys.max().map { $0 &+ 1 } ?? 0)
        if let place = open[index] { close(place, into: &events) }
        open[index] = blocks.count
        var reader = MessagesBlockReader(
            block, number: blocks.count, calls: callIDs.count, model: asked ?? identity.model, taken: callIDs)
        reader.begin(into: &events)
        if let id = reader.callID { callIDs.insert(id) }
        blocks.append(reader)
    }

    private mutating func add(_ delta: JSONObject, at event: JSONObject, into events: inout [RunEvent]) {
        let index = index(of: event)
        let place = open[index]
        if place.map({ !blocks[$0].takes(delta) }) ?? true {
            // A delta that belongs to no block begins the one that it needs.
            guard let block = MessagesBlockReader.block(for: delta) else { return }
            begin(block, at: ["index": .number(JSONNumber(index))], into: &events)
        }
        if let place = open[index] { blocks[place].add(delta, into: &events) }
    }

    /// - Parameter isCutOff: whether the answer may have ended in the middle of the block.
    private mutating func close(_ place: Int, isCutOff: Bool = false, into events: inout [RunEvent]) {
        blocks[place].close(isCutOff: isCutOff, into: &events)
        for (index, other) in open where other == place { open[index] = nil }
    }
}
