import JSON
import Prompts
import RequestCore

/// Answers of servers, from their bytes to the folded reply.
package struct ChunksFuzz: FuzzTarget {
    package static let name = "chunks"

    private static let damage = Damage(
        tokens: [
            "data: ", "\n", "\n\n", "\r\n", "event: error\n", "[DONE]", "data: [DONE]\n\n", "null", "true", "{}", "[]",
            "\"\"",
            "{", "}", "[", "]", ",", ":", "\"", "\\", "\\u00e9", "\\ud83c", "0", "1", "-", ".5", "1e9", "é", "\u{FEFF}",
            " ",
            "\"index\":1,", "\"id\":\"a\",", "\"id\":null,", "\"name\":\"g\",", "\"error\":{\"message\":\"m\"},",
            "\"finish_reason\":\"stop\",", "\"content\":\"x\",", "\"choices\":[],", "<html>", "not JSON",
        ])

    package init() {}

    package func input(_ numbers: inout SeededGenerator) -> [UInt8] {
        var chunks = ChunkGenerator(numbers: numbers)
        defer { numbers = chunks.numbers }
        let bytes = chunks.numbers.chance(85) ? chunks.stream() : chunks.completion()
        return chunks.numbers.chance(50) ? bytes : Self.damage.of(bytes, &chunks.numbers)
    }

    package func check(_ input: [UInt8], _ numbers: inout SeededGenerator) throws(FuzzFinding) {
        let head = ResponseHead(
            status: numbers.pick([200, 200, 200, 200, 200, 200, 200, 201, 400, 429, 500, 302]),
            headers: [.init(name: "content-type", value: numbers.pick(["text/event-stream", "application/json", ""]))])
        let whole = FoldedAnswer(head, [input])
        try checkFold(whole)
        try compare(FoldedAnswer(head, numbers.cut(input, longest: numbers.pick([3, 30, 300]))), whole, "in pieces")
        if numbers.chance(20) { try compare(FoldedAnswer(head, input.map { [$0] }), whole, "byte by byte") }
        try checkAssembly(of: whole)
    }

    private func compare(_ answer: FoldedAnswer, _ whole: FoldedAnswer, _ how: String) throws(FuzzFinding) {
        try require(
            answer.events == whole.events, "\(how), its events are \(answer.events), in one piece \(whole.events)")
        try require(
            answer.failure == whole.failure, "\(how), it fails with \(shown(answer)), in one piece \(shown(whole))")
        try require(answer.reply == whole.reply, "\(how), it comes to \(answer.reply), in one piece to \(whole.reply)")
        try require(answer.completion == whole.completion, "\(how), it is another completion")
    }

    private func shown(_ answer: FoldedAnswer) -> String { answer.failure.map(\.description) ?? "nothing" }

    private func checkFold(_ answer: FoldedAnswer) throws(FuzzFinding) {
        let reply = answer.reply
        try require((1...128).contains(reply.choices.count), "has \(reply.choices.count) choices")
        for choice in reply.choices {
            let ids = choice.message.toolCalls.map(\.id)
            try require(!ids.contains("") && Set(ids).count == ids.count, "has calls that share an id: \(ids)")
            let texts = choice.message.content.count { if case .text = $0 { true } else { false } }
            try require(texts < 2, "has a text in several parts")
            try require(choice.message.role == .assistant, "has another role")
        }
        var begun: [Int: Int] = [:]
        for case .toolCallDelta(let choice, _, let delta) in answer.events {
            let count = begun[choice, default: 0]
            try require((0...count).contains(delta.index), "begins call \(delta.index) after \(count) calls")
            begun[choice] = max(count, delta.index + 1)
        }
        for (choice, count) in begun {
            let calls = reply.choices[choice].message.toolCalls
            try require(calls.count == count, "has \(calls.count) calls of \(count)")
        }
        try require(!answer.takesMore, "has events after its end")
        if let failure = answer.failure {
            try require(!failure.message.isEmpty && failure.status != nil, "fails without words or status: \(failure)")
        }
    }

    /// The completion that the log keeps of a stream says the same as the stream.
    private func checkAssembly(of answer: FoldedAnswer) throws(FuzzFinding) {
        guard let completion = answer.completion else { return }
        try require((try? JSONValue(parsing: completion.compact)) == completion, "is logged as what is not JSON")
        let again = FoldedAnswer(ResponseHead(status: 200), [Array(completion.compact.utf8)])
        let (first, second) = (answer.reply, again.reply)
        try require(
            again.failure == nil, "is logged as a completion that fails: \(shown(again)): \(completion.compact)")
        try require(
            first.choices.map { sorted($0.message) } == second.choices.map { sorted($0.message) }
                && first.choices.map(\.finishReason) == second.choices.map(\.finishReason)
                && first.identity == second.identity && first.usage == second.usage,
            "is logged as another answer: \(completion.compact)")
    }

    /// The message with the keys of its calls in the order of the alphabet: a log need not keep what no server promises.
    private func sorted(_ message: Message) -> Message {
        var message = message
        for place in message.toolCalls.indices {
            let members = message.toolCalls[place].other.members.sorted { $0.key < $1.key }
            message.toolCalls[place].other = JSONObject(members.map { ($0.key, $0.value) })
        }
        return message
    }
}

/// What came of an answer's bytes.
struct FoldedAnswer {
    private(set) var events: [RunEvent] = []
    private(set) var reply = Reply()
    private(set) var failure: RunError?
    private(set) var completion: JSONValue?
    /// Whether bytes after its end still brought something.
    private(set) var takesMore = false

    init(_ head: ResponseHead, _ pieces: [[UInt8]]) {
        var reader = AnswerReader(head: head, dialect: ChatCompletions())
        for piece in pieces { events += reader.receive(piece) }
        events += reader.finish()
        // Ids that were made up differ every time.
        var made: [String: String] = [:]
        events = events.map { event in
            guard case .toolCallDelta(let choice, let block, var delta) = event, let id = delta.id, Self.isMade(id)
            else {
                return event
            }
            delta.id = made[id] ?? "made \(made.count)"
            made[id] = delta.id
            return .toolCallDelta(choice: choice, block: block, delta)
        }
        for event in events { reply.apply(event) }
        failure = reader.failure
        completion = ChatCompletions().response(of: reply, created: 0)
        takesMore = !reader.receive(Array("data: {\"choices\":[{\"delta\":{\"content\":\"x\"}}]}\n\n".utf8)).isEmpty
    }

    private static func isMade(_ id: String) -> Bool {
        id.hasPrefix("call_") && id.utf8.count == 29 || id.hasPrefix("function_call_") && id.utf8.count == 26
    }
}
