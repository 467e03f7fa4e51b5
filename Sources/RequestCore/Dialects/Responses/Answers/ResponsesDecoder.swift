package import JSON
internal import Prompts

/// Reads an answer of this dialect: the events of a stream, or one whole response.
///
/// It is lenient where servers differ: an event that it does not know is passed over, and every field may be missing.
/// Only an error that the server reports, and text that is not JSON, are errors.
package struct ResponsesDecoder: AnswerDecoder {
    /// The model that was asked; nil where nobody knows it any more.
    private let asked: String?
    private var identity = RunEvent.Identity()
    private var output = ResponsesOutput()
    package private(set) var isOver = false
    package private(set) var final: JSONValue?

    /// Makes a decoder for one answer.
    ///
    /// - Parameter model: the model that was asked. Reasoning goes back to no other.
    package init(model: String? = nil) { asked = model }

    /// OpenAI sends none, but some servers do.
    package var endMark: String? { "[DONE]" }

    private var model: String { asked ?? identity.model ?? "" }

    package mutating func decode(_ event: ServerSentEvent, into events: inout [RunEvent]) throws(RunError) {
        let json: JSONValue
        do {
            json = try ServerJSON.value(event.data)
        } catch {
            throw RunError(
                kind: .decoding, message: "the stream has an event that is not JSON: " + Excerpt.of(event.data))
        }
        guard let object = json.objectValue else {
            throw RunError(
                kind: .decoding,
                message: "the stream has an event that is not a JSON object: " + Excerpt.of(event.data))
        }
        let type = object["type"]?.stringValue ?? event.name
        if let error = Self.error(in: object, type: type) {
            throw ErrorBody.inStream(error, raw: String(decoding: event.data, as: UTF8.self))
        }
        if object["type"] == nil, object["choices"]?.arrayValue != nil { throw Self.answersInChat }
        try take(object, type ?? "", into: &events)
    }

    package mutating func decode(whole json: JSONValue, into events: inout [RunEvent]) throws(RunError) {
        guard let object = json.objectValue, object["output"] != nil || object["status"] != nil else {
            if json["choices"]?.arrayValue != nil { throw Self.answersInChat }
            if let error = Self.error(in: json.objectValue ?? JSONObject(), type: nil) {
                throw ErrorBody.inStream(error, raw: nil)
            }
            throw RunError(
                kind: .decoding,
                message: "expected a response with output, the server sent: " + Excerpt.of(json.compact))
        }
        try conclude(object, as: nil, into: &events)
    }

    package mutating func finish(into events: inout [RunEvent]) {
        if !isOver { output.close(model: model, into: &events) }
    }

    /// The error that an event, or a whole body, is. Three forms are in use, one of them without a type.
    private static func error(in object: JSONObject, type: String?) -> JSONValue? {
        if type == "error" || type == "response.error" { return .object(object) }
        guard type == nil || type?.isEmpty == true else { return nil }
        if let error = object["error"], !error.isNull { return .object(object) }
        let hasWords = object["message"]?.stringValue != nil || object["detail"].map { !$0.isNull } ?? false
        guard hasWords || object["object"]?.stringValue == "error" else { return nil }
        return .object(object)
    }

    private mutating func take(
        _ event: JSONObject, _ type: String, into events: inout [RunEvent]
    ) throws(RunError) {
        switch type {
        case "response.created", "response.queued", "response.in_progress":
            identify(event["response"]?.objectValue ?? JSONObject(), into: &events)
        case "response.completed", "response.incomplete", "response.failed", "response.cancelled":
            let word = String(type.dropFirst("response.".count))
            try conclude(event["response"]?.objectValue ?? JSONObject(), as: word, into: &events)
        case "response.output_item.added":
            guard let item = event["item"]?.objectValue else { return }
            output.open(item, in: event, into: &events)
        case "response.output_item.done":
            guard let item = event["item"]?.objectValue else { return }
            output.finish(item, in: event, model: model, into: &events)
        default: takePiece(event, type, into: &events)
        }
    }

    /// Takes an event about a part of an item.
    private mutating func takePiece(_ event: JSONObject, _ type: String, into events: inout [RunEvent]) {
        let address = ResponsesOutput.Address(event)
        let index = event["content_index"]?.intValue
        let delta = event["delta"]?.stringValue ?? ""
        func of(_ type: String, _ change: (inout ResponsesOpenItem, inout [RunEvent]) -> Void) {
            output.with(address, type: type, into: &events, change)
        }
        switch type {
        case "response.output_text.delta": of("message") { $0.takeText(delta, content: index, into: &$1) }
        case "response.output_text.done":
            of("message") { $0.completeText(event["text"]?.stringValue, content: index, into: &$1) }
        case "response.refusal.delta": of("message") { $0.takeRefusal(delta, content: index, into: &$1) }
        case "response.refusal.done":
            of("message") { $0.completeRefusal(event["refusal"]?.stringValue, content: index, into: &$1) }
        case "response.output_text.annotation.added":
            guard let annotation = event["annotation"] else { return }
            of("message") { item, _ in item.annotate(annotation, content: index) }
        case "response.content_part.added", "response.content_part.done":
            takePart(event, isDone: type.hasSuffix("done"), address, into: &events)
        case "response.function_call_arguments.delta":
            of("function_call") { $0.takeArguments(delta, into: &$1) }
        case "response.function_call_arguments.done":
            of("function_call") { $0.completeArguments(event["arguments"]?.stringValue, into: &$1) }
        case "response.custom_tool_call_input.delta":
            of("custom_tool_call") { $0.takeArguments(delta, into: &$1) }
        case "response.custom_tool_call_input.done":
            of("custom_tool_call") { $0.completeArguments(event["input"]?.stringValue, into: &$1) }
        case "response.reasoning_summary_text.delta", "response.reasoning_summary_text.done":
            let part = ResponsesOpenItem.Part.summary(event["summary_index"]?.intValue ?? 0)
            takeThought(event, part, address, isDone: type.hasSuffix("done"), into: &events)
        case "response.reasoning_text.delta", "response.reasoning_text.done":
            let part = ResponsesOpenItem.Part.content(index ?? 0)
            takeThought(event, part, address, isDone: type.hasSuffix("done"), into: &events)
        default: break
        }
    }

    private mutating func takeThought(
        _ event: JSONObject, _ part: ResponsesOpenItem.Part, _ address: ResponsesOutput.Address, isDone: Bool,
        into events: inout [RunEvent]
    ) {
        output.with(address, type: "reasoning", into: &events) { item, events in
            if isDone {
                item.completeReasoning(event["text"]?.stringValue, part: part, into: &events)
            } else {
                item.takeReasoning(event["delta"]?.stringValue ?? "", part: part, into: &events)
            }
        }
    }

    /// Takes a part that is opened or confirmed. Open models have parts of reasoning, too.
    private mutating func takePart(
        _ event: JSONObject, isDone: Bool, _ address: ResponsesOutput.Address, into events: inout [RunEvent]
    ) {
        guard let part = event["part"], part["type"]?.stringValue != "reasoning_text" else { return }
        let index = event["content_index"]?.intValue
        output.with(address, type: "message", into: &events) { item, events in
            if !isDone {
                item.promise(part, content: index)
            } else if let words = part["refusal"]?.stringValue {
                item.completeRefusal(words, content: index, into: &events)
            } else {
                item.completeText(part["text"]?.stringValue, content: index, into: &events)
            }
        }
    }

    private mutating func identify(_ response: JSONObject, into events: inout [RunEvent]) {
        var said = RunEvent.Identity()
        if let id = response["id"]?.stringValue, !id.isEmpty, id != identity.id { said.id = id }
        if let model = response["model"]?.stringValue, !model.isEmpty, model != identity.model { said.model = model }
        // While it runs the tier is that of the request; the last word is the tier that answered.
        if let tier = response["service_tier"]?.stringValue, tier != identity.serviceTier { said.serviceTier = tier }
        guard said != RunEvent.Identity() else { return }
        identity.serviceTier = said.serviceTier ?? identity.serviceTier
        identity.id = said.id ?? identity.id
        identity.model = said.model ?? identity.model
        events.append(.identified(said))
    }
}

// MARK: The end

extension ResponsesDecoder {
    /// Takes the response as it is at the end.
    ///
    /// - Parameter word: what the last event of a stream says that the response is; its own status counts first.
    private mutating func conclude(
        _ response: JSONObject, as word: String?, into events: inout [RunEvent]
    ) throws(RunError) {
        identify(response, into: &events)
        let told = (response["output"]?.arrayValue ?? []).compactMap(\.objectValue)
        let items = output.conclude(told, into: &events)
        let ending = ResponsesEnding(response, word: word)
        if !items.isEmpty {
            events.append(
                .snapshot(
                    choice: 0,
                    ResponsesItem.blocks(of: items, model: model, isWhole: ending.isOver && ending.error == nil)))
        }
        for (key, value) in ending.extras(items) { events.append(.extra(choice: 0, key: key, value)) }
        if let usage = response["usage"], usage.objectValue != nil { events.append(.usage(Responses().usage(usage))) }
        var whole = response
        whole["output"] = .array(items)
        final = .object(whole)
        isOver = ending.isOver
        if let error = ending.error { throw error }
        if let reason = ending.reason(items) { events.append(.finished(choice: 0, reason: reason)) }
    }
}
