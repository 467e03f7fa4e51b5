package import JSON

/// Turns the chunks of a stream, or one whole completion, into events.
///
/// It is lenient where servers differ: every field may be missing, null or of a related type. Only an error that the
/// server reports, text that is not JSON, and a choice number outside the API's range are errors.
package struct ChunkDecoder: Sendable {
    /// The API allows 128 choices.
    private static let choiceRange = 0..<128

    private var identity = RunEvent.Identity()
    private var choices: [ChoiceDecoder] = []
    /// The error without a word that a choice has ended with. One with words may follow.
    package private(set) var failure: RunError?

    /// Makes a decoder for one answer.
    package init() {}

    /// Reads the data of one event of the stream.
    ///
    /// When it throws, `events` has what the chunk brought before the error.
    package mutating func decode(chunk data: ArraySlice<UInt8>, into events: inout [RunEvent]) throws(RunError) {
        let json: JSONValue
        do {
            json = try ServerJSON.value(data)
        } catch {
            throw RunError(
                kind: .decoding, message: "the stream has an event that is not JSON: " + Excerpt.of(data))
        }
        switch json {
        case .object(let object): try take(object, raw: data, into: &events)
        case .array(let items) where !items.isEmpty && items.allSatisfy({ $0.objectValue != nil }):
            for item in items { try take(item.objectValue ?? JSONObject(), raw: data, into: &events) }
        default:
            throw RunError(
                kind: .decoding, message: "the stream has an event that is not a JSON object: " + Excerpt.of(data))
        }
    }

    /// Reads a whole `chat.completion`.
    package mutating func decode(completion json: JSONValue, into events: inout [RunEvent]) throws(RunError) {
        if let items = json.arrayValue, items.count == 1, let object = items[0].objectValue {
            return try decode(completion: .object(object), into: &events)
        }
        guard let object = json.objectValue else {
            throw RunError(
                kind: .decoding, message: "expected a completion, the server sent: " + Excerpt.of(json.compact))
        }
        if object["choices"] == nil, Self.reportedError(in: object) == nil {
            throw RunError(
                kind: .decoding,
                message: "expected a completion with choices, the server sent: " + Excerpt.of(json.compact))
        }
        try take(object, raw: nil, into: &events)
        guard object["choices"]?.arrayValue?.contains(where: { $0.objectValue != nil }) ?? false else {
            throw RunError(
                kind: .decoding, message: "the answer has no choices, the server sent: " + Excerpt.of(json.compact))
        }
    }

    /// Ends the answer: gives ids to calls that came without one, and adds what was collected.
    package mutating func finish(into events: inout [RunEvent]) {
        for place in choices.indices { choices[place].finish(into: &events) }
    }

    private mutating func take(
        _ object: JSONObject, raw: ArraySlice<UInt8>?, into events: inout [RunEvent]
    ) throws(RunError) {
        var chunkChoices: [JSONValue] = []
        var said = RunEvent.Identity()
        var usage: JSONValue?
        for member in object.members {
            switch (member.key, member.value) {
            case ("choices", .array(let list)): chunkChoices = list
            case ("id", .string(let id)): if !id.isEmpty, id != identity.id { said.id = id }
            case ("model", .string(let model)): if !model.isEmpty, model != identity.model { said.model = model }
            case ("system_fingerprint", .string(let print)):
                if !print.isEmpty, print != identity.systemFingerprint { said.systemFingerprint = print }
            case ("service_tier", .string(let tier)): if tier != identity.serviceTier { said.serviceTier = tier }
            case ("usage", .object): usage = member.value
            case ("x_groq", .object(let groq)): if groq["usage"]?.objectValue != nil { usage = usage ?? groq["usage"] }
            default: break
            }
        }
        identify(said, into: &events)
        var choiceError: JSONValue?
        for (place, value) in chunkChoices.enumerated() {
            guard let choice = value.objectValue else { continue }
            try take(choice, place: place, into: &events)
            if let nested = choice["usage"], nested.objectValue != nil { usage = usage ?? nested }
            if let error = choice["error"], !error.isNull { choiceError = error }
            if choice["finish_reason"]?.stringValue?.lowercased() == "error" {
                failure = RunError(
                    kind: .stream, message: "the server ended the answer with an error, without a word about it")
            }
        }
        if let usage { events.append(.usage(ChatCompletions().usage(usage))) }
        if let error = Self.reportedError(in: object) ?? choiceError {
            throw ErrorBody.inStream(error, raw: raw.map { String(decoding: $0, as: UTF8.self) })
        }
    }

    private mutating func identify(_ said: RunEvent.Identity, into events: inout [RunEvent]) {
        guard said != RunEvent.Identity() else { return }
        identity.id = said.id ?? identity.id
        identity.model = said.model ?? identity.model
        identity.systemFingerprint = said.systemFingerprint ?? identity.systemFingerprint
        identity.serviceTier = said.serviceTier ?? identity.serviceTier
        events.append(.identified(said))
    }

    private mutating func take(_ choice: JSONObject, place: Int, into events: inout [RunEvent]) throws(RunError) {
        let index = choice["index"]?.intValue ?? place
        guard Self.choiceRange.contains(index) else {
            throw RunError(kind: .decoding, message: "the server numbers a choice \(index); the API has 0 to 127")
        }
        while choices.count <= index { choices.append(ChoiceDecoder(index: choices.count)) }
        choices[index].take(choice, into: &events)
    }

    /// The error that a server reports inside an answer: an `error` member, or the whole object if it is an error
    /// (`{"object":"error",…}`, `{"detail":…}`).
    private static func reportedError(in object: JSONObject) -> JSONValue? {
        if let error = object["error"], !error.isNull, error.boolValue != false { return error }
        if object["object"]?.stringValue == "error" { return .object(object) }
        guard object["choices"] == nil, object["usage"] == nil else { return nil }
        let hasWords = object["message"]?.stringValue != nil || object["detail"].map { !$0.isNull } ?? false
        return hasWords ? .object(object) : nil
    }
}

extension ChunkDecoder: AnswerDecoder {
    package var endMark: String? { "[DONE]" }

    package var isOver: Bool { false }

    package mutating func decode(_ event: ServerSentEvent, into events: inout [RunEvent]) throws(RunError) {
        // Some servers name the event `error` and leave out the wrapper.
        if event.name == "error" {
            let raw = String(decoding: event.data, as: UTF8.self)
            guard !raw.isEmpty else {
                throw RunError(kind: .stream, message: "the server reported an error without a word about it")
            }
            let json = (try? ServerJSON.value(event.data)) ?? .string(raw)
            throw ErrorBody.inStream(json, raw: raw)
        }
        try decode(chunk: event.data, into: &events)
    }

    package mutating func decode(whole json: JSONValue, into events: inout [RunEvent]) throws(RunError) {
        try decode(completion: json, into: &events)
    }
}
