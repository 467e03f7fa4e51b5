internal import Prompts

/// Decides which call of a message a piece of a streamed tool call belongs to.
///
/// Servers differ in what they send, and in which order: id, name, arguments and index may come in any. These rules
/// decide, in this order:
///
/// 1. A new id begins a new call, whatever the index (Ollama streams parallel calls all as index 0), unless the call
///    that the piece would continue has no id yet.
/// 2. A known id continues its call.
/// 3. Without an id, a known index continues the call that had it last.
/// 4. Without either, or with an index that nobody has begun, the last open call goes on (Gemini leaves the index out,
///    llama.cpp invents one), unless the piece has a name and that call has one.
/// 5. Arguments that are closed do not go on: what follows belongs to the open call, or begins a new one.
struct ToolCallTracker: Sendable {
    private struct Call {
        var id: String?
        var name = ""
        var isCustom = false
        var arguments = ArgumentsProgress()
        var serverIndex: Int?
    }

    private var calls: [Call] = []
    private var callAtIndex: [Int: Int] = [:]
    private var callWithID: [String: Int] = [:]
    private var legacyCall: Int?

    /// Assigns a streamed piece to its call; nil if it brings nothing new.
    mutating func take(_ piece: CallPiece) -> RunEvent.ToolCallDelta? {
        guard !piece.isEmpty else { return nil }
        guard let known = existingCall(for: piece) else { return begin(piece) }
        return go(on: known, with: piece)
    }

    /// Takes an entry of a complete message. Every entry is a call of its own.
    mutating func takeWhole(_ piece: CallPiece) -> RunEvent.ToolCallDelta {
        begin(piece)
    }

    /// Takes a piece of `function_call`. There is at most one.
    mutating func takeLegacy(_ piece: CallPiece) -> RunEvent.ToolCallDelta? {
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

    private func existingCall(for piece: CallPiece) -> Int? {
        if let id = piece.id {
            if let call = callWithID[id] { return beginsAgain(piece, at: call) ? nil : call }
            return callMissingItsID(piece)
        }
        if let index = piece.index, let call = callAtIndex[index] {
            if piece.name != nil { return isAnother(piece, than: call) ? nil : call }
            return calls[call].arguments.isClosed ? callTakingRest(piece, else: call) : call
        }
        guard let last = calls.indices.last else { return nil }
        if piece.name == nil { return callTakingRest(piece, else: last) }
        return piece.index != nil || isAnother(piece, than: last) ? nil : last
    }

    /// Whether a server uses one id for two calls: the index is another, and there is a name again.
    private func beginsAgain(_ piece: CallPiece, at call: Int) -> Bool {
        guard let index = piece.index, let began = calls[call].serverIndex, piece.name != nil else { return false }
        return index != began && callAtIndex[index] == nil && !calls[call].name.isEmpty
    }

    /// The call that has no id yet and gets it from this piece.
    private func callMissingItsID(_ piece: CallPiece) -> Int? {
        let call = piece.index.map { callAtIndex[$0] } ?? calls.indices.last
        guard let call, calls[call].id == nil, !isAnother(piece, than: call) else { return nil }
        return call
    }

    /// Whether a piece without a new id belongs to another call than the one that it would continue.
    private func isAnother(_ piece: CallPiece, than call: Int) -> Bool {
        let call = calls[call]
        if call.arguments.isClosed, piece.firstVisible != nil, piece.name != nil || piece.id != nil { return true }
        guard let name = piece.name, !call.name.isEmpty else { return false }
        return !call.arguments.isEmpty && name != call.name
    }

    /// The call that goes on with arguments that neither an id nor a name assigns; nil if they begin a new call.
    private func callTakingRest(_ piece: CallPiece, else call: Int) -> Int? {
        let isBeginning = piece.firstVisible == UInt8(ascii: "{")
        if let open = calls.lastIndex(where: { !$0.arguments.isClosed }) {
            return isBeginning && !calls[open].isCustom && !calls[open].arguments.takesBrace ? nil : open
        }
        return isBeginning && !calls[call].arguments.isRepeated(by: piece.arguments) ? nil : call
    }

    private mutating func begin(_ piece: CallPiece) -> RunEvent.ToolCallDelta {
        let place = calls.count
        var call = Call()
        call.id = piece.id.flatMap { callWithID[$0] == nil ? $0 : nil }
        call.name = piece.name ?? ""
        call.isCustom = piece.isCustom
        call.arguments.take(piece.arguments, isJSON: !piece.isCustom)
        call.serverIndex = piece.index
        calls.append(call)
        if let index = piece.index { callAtIndex[index] = place }
        if let id = call.id { callWithID[id] = place }
        return RunEvent.ToolCallDelta(
            index: place, id: call.id, name: piece.name, arguments: piece.arguments, other: piece.other)
    }

    private mutating func go(on place: Int, with piece: CallPiece) -> RunEvent.ToolCallDelta? {
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
        calls[place].isCustom = calls[place].isCustom || piece.isCustom
        // A server that ends a call by sending it once more, whole, does not double its arguments.
        if calls[place].arguments.isClosed, calls[place].arguments.isRepeated(by: piece.arguments) {
            delta.arguments = ""
        }
        calls[place].arguments.take(delta.arguments, isJSON: !calls[place].isCustom)
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
