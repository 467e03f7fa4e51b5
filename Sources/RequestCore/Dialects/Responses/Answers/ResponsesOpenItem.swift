internal import JSON
internal import Prompts

/// An item of an answer while it arrives.
struct ResponsesOpenItem: Sendable {
    /// The parts of a message or of reasoning that have texts of their own.
    enum Part: Sendable, Hashable {
        case content(Int)
        case summary(Int)
        case arguments
    }

    /// A number larger than that of a message's parts, so that the blocks of items stand in the order of their places.
    private static let partLimit = 1024
    private static let sealedKey = "encrypted_content"

    /// The item's place in the answer.
    let place: Int
    /// The item as it was last told: opened first, then whole.
    private(set) var json: JSONObject
    /// The newest encrypted reasoning, which the end of the answer may leave out.
    private var sealed: JSONValue?
    /// The id that was made up for a call without one.
    private var madeID: String?
    /// Whether the server has sent the whole item.
    private(set) var isDone = false
    /// The number among the answer's calls; nil for anything else.
    private let callNumber: Int?
    /// Whether the id of the call has been passed on.
    private var hasCallID = false
    private var texts: [Part: StreamedText] = [:]
    /// The numbers of the message's parts by the server's index, in order of appearance: some servers count wrongly.
    private var partNumbers: [Int: Int] = [:]
    /// The part of the reasoning that grew last.
    private var lastThought: Part?
    /// What was said about the text's sources, for an item that never becomes whole.
    private var annotations: [Int: [JSONValue]] = [:]

    init(_ json: JSONObject, place: Int, callNumber: Int?, into events: inout [RunEvent]) {
        self.json = json
        self.place = place
        self.callNumber = callNumber
        open(into: &events)
    }

    var type: String { json["type"]?.stringValue ?? "" }

    var isCall: Bool { callNumber != nil }

    static func isCall(_ json: JSONObject) -> Bool {
        ["function_call", "custom_tool_call"].contains(json["type"]?.stringValue)
    }

    private func block(_ part: Int = 0) -> Int { place * Self.partLimit + min(part, Self.partLimit - 1) }

    /// Passes on the beginning of a call; notes texts that the opening event has already.
    private mutating func open(into events: inout [RunEvent]) {
        for (index, part) in (json["content"]?.arrayValue ?? []).enumerated() { promise(part, content: index) }
        if callNumber != nil { openCall(into: &events) }
    }

    private mutating func openCall(into events: inout [RunEvent]) {
        let call = ResponsesItem.call(json)
        texts[.arguments] = StreamedText()
        texts[.arguments]?.promise(call.arguments)
        hasCallID = !call.id.isEmpty
        emit(id: hasCallID ? call.id : nil, name: call.name, other: call.other, into: &events)
    }

    private func emit(
        id: String? = nil, name: String? = nil, arguments: String = "", other: JSONObject = JSONObject(),
        into events: inout [RunEvent]
    ) {
        guard let callNumber else { return }
        events.append(
            .toolCallDelta(
                choice: 0, block: block(),
                RunEvent.ToolCallDelta(index: callNumber, id: id, name: name, arguments: arguments, other: other)))
    }

    // MARK: Pieces

    /// Notes the text that stands in the event that opens a part.
    mutating func promise(_ part: JSONValue, content index: Int?) {
        let part = (text: part["text"] ?? part["refusal"], number: number(ofContent: index))
        guard let text = part.text?.stringValue else { return }
        texts[.content(part.number), default: StreamedText()].promise(text)
    }

    mutating func takeText(_ delta: String, content index: Int?, into events: inout [RunEvent]) {
        let number = number(ofContent: index)
        let new = texts[.content(number), default: StreamedText()].take(delta)
        if !new.isEmpty { events.append(.textDelta(choice: 0, block: block(number), new)) }
    }

    mutating func takeRefusal(_ delta: String, content index: Int?, into events: inout [RunEvent]) {
        let number = number(ofContent: index)
        let new = texts[.content(number), default: StreamedText()].take(delta)
        if !new.isEmpty { events.append(.refusalDelta(choice: 0, block: block(number), new)) }
    }

    mutating func takeReasoning(_ delta: String, part: Part, into events: inout [RunEvent]) {
        think(texts[part, default: StreamedText()].take(delta), part, into: &events)
    }

    mutating func takeArguments(_ delta: String, into events: inout [RunEvent]) {
        let new = texts[.arguments, default: StreamedText()].take(delta)
        if !new.isEmpty { emit(arguments: new, into: &events) }
    }

    mutating func annotate(_ annotation: JSONValue, content index: Int?) {
        annotations[number(ofContent: index), default: []].append(annotation)
    }

    // MARK: Wholes

    mutating func completeText(_ whole: String?, content index: Int?, into events: inout [RunEvent]) {
        let number = number(ofContent: index)
        let new = texts[.content(number), default: StreamedText()].complete(whole)
        if !new.isEmpty { events.append(.textDelta(choice: 0, block: block(number), new)) }
    }

    mutating func completeRefusal(_ whole: String?, content index: Int?, into events: inout [RunEvent]) {
        let number = number(ofContent: index)
        let new = texts[.content(number), default: StreamedText()].complete(whole)
        if !new.isEmpty { events.append(.refusalDelta(choice: 0, block: block(number), new)) }
    }

    mutating func completeReasoning(_ whole: String?, part: Part, into events: inout [RunEvent]) {
        think(texts[part, default: StreamedText()].complete(whole), part, into: &events)
    }

    mutating func completeArguments(_ whole: String?, into events: inout [RunEvent]) {
        let new = texts[.arguments, default: StreamedText()].complete(whole)
        if !new.isEmpty { emit(arguments: new, into: &events) }
    }

    /// Passes on thoughts; a blank line stands between those of two parts.
    private mutating func think(_ new: String, _ part: Part, into events: inout [RunEvent]) {
        guard !new.isEmpty else { return }
        let isNewPart = lastThought != nil && lastThought != part
        lastThought = part
        events.append(.reasoningDelta(choice: 0, block: block(), isNewPart ? "\n\n" + new : new))
    }

    private mutating func number(ofContent index: Int?) -> Int {
        guard let index else { return max(partNumbers.count - 1, 0) }
        if let number = partNumbers[index] { return number }
        let number = partNumbers.count
        partNumbers[index] = number
        return number
    }

    // MARK: The end of the item

    /// Takes the whole item. What of its texts has not come in pieces is passed on like a piece, so that everybody who
    /// follows the pieces sees all of the text.
    mutating func finish(_ whole: JSONObject, into events: inout [RunEvent]) {
        json = whole
        isDone = true
        if isCall, ResponsesItem.call(whole).id.isEmpty {
            // A call without an id could not be answered.
            madeID = madeID ?? "call_" + RandomText.letters(24)
            json["call_id"] = madeID.map(JSONValue.string)
        }
        if whole[Self.sealedKey]?.stringValue?.isEmpty == false {
            sealed = whole[Self.sealedKey]
        } else if let sealed {
            json[Self.sealedKey] = sealed
        }
        fillIn(into: &events)
    }

    /// Replaces the pieces by the whole item.
    func replace(model: String, into events: inout [RunEvent]) {
        let blocks = ResponsesItem.blocks(of: .object(json), model: model, place: place, count: nil)
        for (number, block) in blocks.enumerated() {
            events.append(.block(choice: 0, block: self.block(number), block))
        }
    }

    private mutating func fillIn(into events: inout [RunEvent]) {
        switch type {
        case "message":
            let blocks = ResponsesItem.blocks(of: .object(json), model: "", place: place, count: nil)
            for (number, block) in blocks.enumerated() {
                switch block.content {
                case .part(.text(let text)):
                    complete(number, text) { events.append(.textDelta(choice: 0, block: $0, $1)) }
                case .refusal(let words):
                    complete(number, words) { events.append(.refusalDelta(choice: 0, block: $0, $1)) }
                case .part, .reasoning, .call, .raw: break
                }
            }
        case "reasoning":
            guard lastThought == nil else { return }
            think(ResponsesItem.reasoningText(.object(json)), .summary(0), into: &events)
        default:
            guard isCall else { return }
            let call = ResponsesItem.call(json)
            if !hasCallID, !call.id.isEmpty {
                hasCallID = true
                emit(id: call.id, into: &events)
            }
            completeArguments(call.arguments, into: &events)
        }
    }

    private mutating func complete(_ number: Int, _ whole: String, _ pass: (Int, String) -> Void) {
        let new = texts[.content(number), default: StreamedText()].complete(whole)
        if !new.isEmpty { pass(block(number), new) }
    }

    /// The item as far as it came, for an answer whose end does not repeat it.
    var assembled: JSONObject {
        guard !isDone else { return json }
        var item = json
        switch type {
        case "message":
            let parts = (0..<max(partNumbers.count, item["content"]?.arrayValue?.count ?? 0)).map {
                number -> JSONValue in
                let text = texts[.content(number)]?.text ?? ""
                let opened = item["content"]?[number]?["type"]?.stringValue
                if opened == "refusal" { return ["type": "refusal", "refusal": .string(text)] }
                return [
                    "type": "output_text", "text": .string(text), "annotations": .array(annotations[number] ?? []),
                ]
            }
            item["content"] = .array(parts)
        case "reasoning" where ResponsesItem.reasoningText(.object(item)).isEmpty:
            item["summary"] = .array(
                pieces(as: "summary_text") { if case .summary(let number) = $0 { number } else { nil } })
            let thoughts = pieces(as: "reasoning_text") { if case .content(let number) = $0 { number } else { nil } }
            if !thoughts.isEmpty { item["content"] = .array(thoughts) }
        case "function_call": item["arguments"] = .string(texts[.arguments]?.text ?? "")
        case "custom_tool_call": item["input"] = .string(texts[.arguments]?.text ?? "")
        default: break
        }
        return item
    }

    /// The texts of some of the parts, in their order.
    ///
    /// - Parameter number: the place of a part; nil for one that is not meant.
    private func pieces(as type: String, _ number: (Part) -> Int?) -> [JSONValue] {
        texts.compactMap { part, text in number(part).map { (place: $0, text: text.text) } }
            .filter { !$0.text.isEmpty }
            .sorted { $0.place < $1.place }
            .map { ["type": .string(type), "text": .string($0.text)] }
    }

    /// Ends an answer that broke off: a call without an id gets one, so that it can be answered, and an item that nobody
    /// here knows is kept as far as it came.
    mutating func close(model: String, into events: inout [RunEvent]) {
        guard !isDone else { return }
        switch type {
        case "message":
            let all = annotations.sorted { $0.key < $1.key }.flatMap(\.value)
            if !all.isEmpty { events.append(.extra(choice: 0, key: "annotations", .array(all))) }
        case "reasoning": break
        default:
            if isCall {
                if !hasCallID { emit(id: "call_" + RandomText.letters(24), into: &events) }
            } else {
                let origin = Message.Origin(dialect: .responses, model: model)
                events.append(.block(choice: 0, block: block(), Message.Block(.raw(.object(json)), origin: origin)))
            }
        }
    }
}
