import JSON
import Prompts
import RequestCore

/// Streamed tool calls in every order in which servers send id, name, arguments and index: the calls that they are put
/// together to are always those that were cut.
package struct CallsFuzz: FuzzTarget {
    package static let name = "calls"

    package init() {}

    package func input(_ numbers: inout SeededGenerator) -> [UInt8] {
        let cutter = CallCutter(numbers: &numbers)
        // The first line has the calls that have to come out.
        let lines = [cutter.calls.map { "\($0)" }.joined(separator: "\u{1}")] + cutter.events
        return Array(lines.joined(separator: "\n").utf8)
    }

    package func check(_ input: [UInt8], _ numbers: inout SeededGenerator) throws(FuzzFinding) {
        let lines = String(decoding: input, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        let wanted = lines[0].split(separator: "\u{1}").map(String.init)
        let stream = lines.dropFirst().map { "data: \($0)\n\n" }.joined() + "data: [DONE]\n\n"
        let answer = FoldedAnswer(ResponseHead(status: 200), [Array(stream.utf8)])
        try require(answer.failure == nil, "it fails: \(answer.failure.map(\.description) ?? "")")
        let calls = answer.reply.message.toolCalls.map { call in
            "\(CutCall(id: call.id, name: call.name, arguments: call.arguments))"
        }
        try require(calls == wanted, "the calls are \(calls), not \(wanted)")
    }
}

/// A call that a server cuts into pieces.
struct CutCall: CustomStringConvertible {
    var id: String
    var name: String
    var arguments: String

    var description: String { "\(id) \(name) \(arguments)" }
}

/// Cuts calls into the events of a stream, in one of the ways in which servers do.
struct CallCutter {
    /// How a server says which call a piece belongs to.
    private enum Manner: CaseIterable {
        /// By its index; pieces of several calls alternate.
        case index
        /// The same, but the index is a text.
        case textIndex
        /// By the order alone, one call after the other.
        case order
        /// All calls have the index 0, and each its id (Ollama).
        case zero
        /// Id and name come with the right index, the rest of the arguments with any (llama.cpp).
        case wrongIndex
    }

    private(set) var calls: [CutCall] = []
    private(set) var events: [String] = []

    init(numbers: inout SeededGenerator) {
        let manner = numbers.pick(Manner.allCases)
        for place in 0...numbers.below(4) {
            let name = numbers.pick(["bash", "get_weather", "get_time", "f"])
            let arguments = numbers.pick([
                #"{}"#, #"{"command": "ls -la"}"#, #"{"a":{"b":[{"c":"}"},{"d":"{"}]},"e":"\"{"}"#, #"{"x":[1,2,[3]]}"#,
                #"{"text":"Zürich 😀 \\"}"#, "{ \"n\" : -1.5e3 }",
            ])
            calls.append(CutCall(id: "call_\(place)", name: name, arguments: arguments))
        }
        var queues: [ArraySlice<JSONObject>] = []
        for place in calls.indices {
            let isLike = place > 0 && calls[place].arguments == calls[place - 1].arguments
            queues.append(Self.pieces(of: calls[place], at: place, manner, isLikeLast: isLike, &numbers)[...])
        }
        var deltas: [JSONObject] = []
        while let first = queues.firstIndex(where: { !$0.isEmpty }) {
            let alternates = manner == .index || manner == .textIndex
            let open = queues.indices.filter { !queues[$0].isEmpty }
            // A call begins after those before it have begun, so that the calls stay in order.
            let next = open.first { queues[$0].count == queues[$0].endIndex } ?? first
            let place = alternates ? numbers.pick(open.filter { $0 <= next }) : first
            deltas.append(queues[place].removeFirst())
        }
        while !deltas.isEmpty {
            let count = min(deltas.count, numbers.pick([1, 1, 1, 2, 3]))
            let list = JSONValue.array(deltas.prefix(count).map(JSONValue.object))
            deltas.removeFirst(count)
            events.append(#"{"choices":[{"index":0,"delta":{"tool_calls":\#(list.compact)}}]}"#)
        }
        events.append(#"{"choices":[{"index":0,"delta":{},"finish_reason":"tool_calls"}]}"#)
    }

    /// The pieces of one call: id, name and arguments in any order, some of them together.
    ///
    /// - Parameter isLikeLast: whether the call before it has the same arguments.
    private static func pieces(
        of call: CutCall, at place: Int, _ manner: Manner, isLikeLast: Bool, _ numbers: inout SeededGenerator
    ) -> [JSONObject] {
        var parts = cut(call.arguments, &numbers).map { (key: "arguments", text: $0) }
        for part in [("id", call.id), ("name", call.name)] {
            parts.insert((key: part.0, text: part.1), at: numbers.below(parts.count + 1))
        }
        // What a call begins with has to tell it from the one before.
        if let beginnings = beginnings(manner, place, isLikeLast: isLikeLast) {
            let key = numbers.pick(beginnings)
            let first = parts.firstIndex { $0.key == key } ?? 0
            parts.insert(parts.remove(at: first), at: 0)
        }
        if manner == .wrongIndex, let name = parts.firstIndex(where: { $0.key == "name" }) {
            parts.insert(parts.remove(at: name), at: 1)
        }
        var pieces: [JSONObject] = []
        while !parts.isEmpty {
            var piece: JSONObject = [:]
            var function: JSONObject = [:]
            repeat {
                let part = parts.removeFirst()
                if part.key == "id" {
                    piece["id"] = .string(part.text)
                } else {
                    function[part.key] = .string(part.text)
                }
            } while !parts.isEmpty && numbers.chance(40) && function[parts[0].key] == nil
            let isRest = piece["id"] == nil && function["name"] == nil
            piece["index"] = index(of: place, manner, isRest: isRest, &numbers)
            if numbers.chance(40) { piece["id"] = piece["id"] ?? numbers.pick(["", .null]) }
            if numbers.chance(40) { function["name"] = function["name"] ?? numbers.pick(["", .null]) }
            if numbers.chance(20) { function["arguments"] = function["arguments"] ?? "" }
            if numbers.chance(30) { piece["type"] = "function" }
            piece["function"] = .object(function)
            pieces.append(piece)
        }
        return pieces
    }

    /// What the first piece of a call has in any case; nil if it may be anything.
    private static func beginnings(_ manner: Manner, _ place: Int, isLikeLast: Bool) -> [String]? {
        switch manner {
        case .zero, .wrongIndex: ["id"]
        case .index, .textIndex: place == 0 ? nil : ["id", "name"]
        case .order: place == 0 ? nil : isLikeLast ? ["id"] : ["id", "arguments"]
        }
    }

    private static func index(
        of place: Int, _ manner: Manner, isRest: Bool, _ numbers: inout SeededGenerator
    ) -> JSONValue? {
        switch manner {
        case .index: .number(JSONNumber(place))
        case .textIndex: .string(String(place))
        case .order: nil
        case .zero: 0
        case .wrongIndex: .number(JSONNumber(isRest ? numbers.below(place + 1) + numbers.pick([0, 7]) : place))
        }
    }

    /// The text in pieces between characters, which are never empty.
    private static func cut(_ text: String, _ numbers: inout SeededGenerator) -> [String] {
        var pieces: [String] = []
        var rest = Substring(text)
        while !rest.isEmpty {
            let length = numbers.pick([1, 2, 5, 100])
            pieces.append(String(rest.prefix(length)))
            rest = rest.dropFirst(length)
        }
        return pieces
    }
}
