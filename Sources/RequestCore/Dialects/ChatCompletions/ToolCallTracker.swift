internal import JSON
internal import Prompts

/// Decides which call of a message a piece of a streamed tool call belongs to.
///
/// Servers differ in what they send. These rules decide, in this order:
///
/// 1. A new id begins a new call, whatever the index (Ollama streams parallel calls all as index 0).
/// 2. A known id continues its call.
/// 3. Without an id, a known index continues the call that had it last.
/// 4. Without either, or with an index that nobody has begun, the last call goes on (Gemini leaves the index out,
///    llama.cpp invents one), unless the piece has a name and the last call is over.
struct ToolCallTracker: Sendable {
    private struct Call {
        var id: String?
        var name = ""
        var progress = JSONShape.ObjectProgress()
        var hasArguments = false
        var serverIndex: Int?
    }

    private var calls: [Call] = []
    private var callAtIndex: [Int: Int] = [:]
    private var callWithID: [String: Int] = [:]
    private var legacyCall: Int?

    /// One entry of `tool_calls`.
    struct Piece {
        var index: Int?
        /// Nil instead of empty.
        var id: String?
        /// Nil instead of empty.
        var name: String?
        var arguments: String
        /// The keys that are not known here.
        var other = JSONObject()

        init(_ json: JSONValue) {
            let function = json["function"] ?? json["custom"] ?? .null
            index = json["index"]?.intValue
            id = Self.word(json["id"])
            name = Self.word(function["name"])
            arguments = Self.text(function["arguments"] ?? function["input"])
            other = ToolCall.unknownKeys(of: json)
        }

        /// The deprecated form, a function on its own.
        init(function: JSONValue) {
            name = Self.word(function["name"])
            arguments = Self.text(function["arguments"])
        }

        private static func word(_ value: JSONValue?) -> String? {
            switch value {
            case .string(let text): text.isEmpty ? nil : text
            case .number(let number): number.text
            default: nil
            }
        }

        private static func text(_ value: JSONValue?) -> String {
            switch value {
            case .none, .null: ""
            case .string(let text): text
            case .some(let value): value.compact
            }
        }
    }

    /// Assigns a streamed piece to its call; nil if it brings nothing new.
    mutating func take(_ piece: Piece) -> RunEvent.ToolCallDelta? {
        guard let known = existingCall(for: piece) else { return begin(piece) }
        return go(on: known, with: piece)
    }

    /// Takes an entry of a complete message. Every entry is a call of its own.
    mutating func takeWhole(_ piece: Piece) -> RunEvent.ToolCallDelta {
        begin(piece)
    }

    /// Takes a piece of `function_call`. There is at most one.
    mutating func takeLegacy(_ piece: Piece) -> RunEvent.ToolCallDelta? {
        if let legacyCall { return go(on: legacyCall, with: piece) }
        var piece = piece
        piece.id = LegacyFunctionCall.id(RandomText.letters(12))
        legacyCall = calls.count
        return begin(piece)
    }

    /// Gives ids to calls that came without one, so that they can be answered.
    mutating func finish() -> [RunEvent.ToolCallDelta] {
        var deltas: [RunEvent.ToolCallDelta] = []
        for place in calls.indices where calls[place].id == nil {
            let id = "call_" + RandomText.letters(24)
            calls[place].id = id
            deltas.append(RunEvent.ToolCallDelta(index: place, id: id))
        }
        return deltas
    }

    private func existingCall(for piece: Piece) -> Int? {
        if let id = piece.id {
            if let call = callWithID[id] { return beginsAgain(piece, at: call) ? nil : call }
            return callMissingItsID(piece)
        }
        if let index = piece.index, let call = callAtIndex[index] {
            return isAnother(piece, than: call) ? nil : call
        }
        guard let last = calls.indices.last else { return nil }
        if piece.name == nil { return last }
        return piece.index != nil || isAnother(piece, than: last) ? nil : last
    }

    /// Whether a server uses one id for two calls: the index is another, and there is a name again.
    private func beginsAgain(_ piece: Piece, at call: Int) -> Bool {
        guard let index = piece.index, let began = calls[call].serverIndex, piece.name != nil else { return false }
        return index != began && callAtIndex[index] == nil
    }

    /// The call that has no id yet and gets it from this piece.
    private func callMissingItsID(_ piece: Piece) -> Int? {
        let call = piece.index.map { callAtIndex[$0] } ?? calls.indices.last
        guard let call, calls[call].id == nil, !isAnother(piece, than: call) else { return nil }
        return call
    }

    /// Whether a piece without a new id belongs to another call than the one that it would continue.
    private func isAnother(_ piece: Piece, than call: Int) -> Bool {
        guard let name = piece.name else { return false }
        let call = calls[call]
        if call.progress.isClosed, call.hasArguments, !piece.arguments.isEmpty { return true }
        return call.hasArguments && name != call.name
    }

    private mutating func begin(_ piece: Piece) -> RunEvent.ToolCallDelta {
        let place = calls.count
        var call = Call()
        call.id = piece.id.flatMap { callWithID[$0] == nil ? $0 : nil }
        call.name = piece.name ?? ""
        call.hasArguments = !piece.arguments.isEmpty
        call.progress.take(piece.arguments)
        call.serverIndex = piece.index
        calls.append(call)
        if let index = piece.index { callAtIndex[index] = place }
        if let id = call.id { callWithID[id] = place }
        return RunEvent.ToolCallDelta(
            index: place, id: call.id, name: piece.name, arguments: piece.arguments, other: piece.other)
    }

    private mutating func go(on place: Int, with piece: Piece) -> RunEvent.ToolCallDelta? {
        var delta = RunEvent.ToolCallDelta(index: place, arguments: piece.arguments, other: piece.other)
        if let id = piece.id, calls[place].id == nil {
            calls[place].id = id
            callWithID[id] = place
            delta.id = id
        }
        if let name = piece.name, let whole = Self.longer(calls[place].name, name) {
            calls[place].name = whole
            delta.name = whole
        }
        if !piece.arguments.isEmpty {
            calls[place].hasArguments = true
            calls[place].progress.take(piece.arguments)
        }
        let isEmpty = delta.id == nil && delta.name == nil && delta.arguments.isEmpty && delta.other.isEmpty
        return isEmpty ? nil : delta
    }

    /// The name after one more piece of it; nil if nothing changes. A server may repeat the name, send it again and
    /// longer, or send it in pieces.
    private static func longer(_ name: String, _ piece: String) -> String? {
        if name == piece { return nil }
        return piece.hasPrefix(name) ? piece : name + piece
    }
}
