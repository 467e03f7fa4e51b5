import JSON
import Prompts
import RequestCore

/// Answers of servers that speak `messages`, from their bytes to the folded reply, and back into a request.
package struct MessagesFuzz: FuzzTarget {
    package static let name = "messages"

    private static let damage = Damage(
        tokens: [
            "data: ", "\n", "\n\n", "\r\n", "event: error\n", "event: message_stop\n", "[DONE]", "null", "true", "{}",
            "[]", "\"\"", "{", "}", "[", "]", ",", ":", "\"", "\\", "\\ud83c", "0", "1", "-", "1e9", "é", " ",
            "\"index\":1,", "\"index\":-7,", "\"type\":\"text\",", "\"type\":\"thinking\",", "\"input\":{\"a\":1},",
            "\"input\":\"x\",", "\"id\":\"a\",", "\"id\":null,", "\"error\":{\"message\":\"m\"},", "\"usage\":null,",
            "\"stop_reason\":\"refusal\",", "not JSON",
        ])

    private static let blocks = [
        #"{"type":"text","text":""}"#, #"{"type":"text","text":"So","citations":[{"a":1}]}"#,
        #"{"type":"thinking","thinking":"","signature":""}"#, #"{"type":"redacted_thinking","data":"zz"}"#,
        #"{"type":"tool_use","id":"a","name":"f","input":{}}"#, #"{"type":"tool_use","id":"b","name":"g"}"#,
        #"{"type":"tool_use","id":"a","name":"f","input":{"x":1},"caller":{"type":"direct"}}"#,
        #"{"type":"server_tool_use","id":"s","name":"web_search","input":{}}"#, #"{"type":"new","content":"x"}"#, "{}",
    ]

    private static let deltas = [
        #"{"type":"text_delta","text":"é😀"}"#, #"{"type":"text_delta","text":" x"}"#, #"{"type":"text_delta"}"#,
        #"{"type":"thinking_delta","thinking":"hm"}"#, #"{"type":"signature_delta","signature":"Eq"}"#,
        #"{"type":"input_json_delta","partial_json":""}"#, #"{"type":"input_json_delta","partial_json":"{\"x\": "}"#,
        #"{"type":"input_json_delta","partial_json":"1}"}"#, #"{"type":"citations_delta","citation":{"b":2}}"#,
        #"{"type":"new_delta","content":"y"}"#,
    ]

    private static let ends = [
        #"{"stop_reason":"end_turn","stop_sequence":null}"#, #"{"stop_reason":"tool_use"}"#,
        #"{"stop_reason":"max_tokens"}"#, #"{"stop_reason":"stop_sequence","stop_sequence":"END"}"#,
        #"{"stop_reason":"refusal","stop_details":{"type":"refusal","explanation":"No."}}"#, "{}",
    ]

    package init() {}

    package func input(_ numbers: inout SeededGenerator) -> [UInt8] {
        let bytes = numbers.chance(85) ? stream(&numbers) : whole(&numbers)
        return numbers.chance(50) ? bytes : Self.damage.of(bytes, &numbers)
    }

    private func stream(_ numbers: inout SeededGenerator) -> [UInt8] {
        var events = [
            #"{"type":"message_start","message":{"id":"msg_1","model":"claude-haiku-5-5","content":[],"usage":{"input_tokens":9,"output_tokens":1}}}"#
        ]
        for _ in 0..<numbers.below(14) {
            let index = numbers.below(4)
            switch numbers.below(10) {
            case 0, 1:
                events.append(
                    #"{"type":"content_block_start","index":\#(index),"content_block":\#(numbers.pick(Self.blocks))}"#)
            case 2: events.append(#"{"type":"content_block_stop","index":\#(index)}"#)
            case 3: events.append(#"{"type":"ping"}"#)
            default:
                let place = numbers.chance(90) ? #""index":\#(index),"# : ""
                events.append(#"{"type":"content_block_delta",\#(place)"delta":\#(numbers.pick(Self.deltas))}"#)
            }
        }
        events.append(
            #"{"type":"message_delta","delta":\#(numbers.pick(Self.ends)),"usage":{"output_tokens":\#(numbers.below(99))}}"#
        )
        if numbers.chance(90) { events.append(#"{"type":"message_stop"}"#) }
        if numbers.chance(5) { events.append(#"{"type":"error","error":{"type":"api_error","message":"m"}}"#) }
        return Array(events.map { "data: \($0)\n\n" }.joined().utf8)
    }

    private func whole(_ numbers: inout SeededGenerator) -> [UInt8] {
        let content = (0..<numbers.below(5)).map { _ in numbers.pick(Self.blocks) }.joined(separator: ",")
        return Array(
            #"{"id":"msg_1","type":"message","role":"assistant","content":[\#(content)],"stop_reason":"end_turn","usage":{"input_tokens":1}}"#
                .utf8)
    }

    package func check(_ input: [UInt8], _ numbers: inout SeededGenerator) throws(FuzzFinding) {
        let head = ResponseHead(status: numbers.pick([200, 200, 200, 200, 200, 200, 400, 529]), headers: [])
        let whole = Folded(head, [input])
        try checkFold(whole)
        try compare(Folded(head, numbers.cut(input, longest: numbers.pick([3, 30, 300]))), whole, "in pieces")
        if numbers.chance(20) { try compare(Folded(head, input.map { [$0] }), whole, "byte by byte") }
        try checkAssembly(of: whole)
        try checkSendingBack(whole)
    }

    private func compare(_ answer: Folded, _ whole: Folded, _ how: String) throws(FuzzFinding) {
        try require(
            answer.events == whole.events, "\(how), its events are \(answer.events), in one piece \(whole.events)")
        try require(answer.failure == whole.failure, "\(how), it fails otherwise than in one piece")
        try require(answer.reply == whole.reply, "\(how), it comes to \(answer.reply), in one piece to \(whole.reply)")
    }

    private func checkFold(_ answer: Folded) throws(FuzzFinding) {
        let message = answer.reply.message
        let ids = message.toolCalls.map(\.id)
        try require(answer.reply.choices.count == 1, "has several choices")
        try require(!ids.contains("") && Set(ids).count == ids.count, "has calls that share an id: \(ids)")
        let streamed = answer.events.reduce(0) { sum, event in
            if case .textDelta(_, _, let text) = event { sum + text.utf8.count } else { sum }
        }
        let held = message.content.reduce(0) { sum, part in
            if case .text(let text) = part { sum + text.utf8.count } else { sum }
        }
        try require(streamed == held, "lost text: \(streamed) bytes came, \(held) are held")
        try require(!answer.takesMore, "has events after its end")
        if let failure = answer.failure {
            try require(!failure.message.isEmpty && failure.status != nil, "fails without words or status: \(failure)")
        }
    }

    /// The message that the log keeps of a stream says the same as the stream.
    private func checkAssembly(of answer: Folded) throws(FuzzFinding) {
        let reply = answer.reply
        guard let response = answer.response, answer.failure == nil, !reply.isIncomplete, reply.message.refusal == nil
        else { return }
        let again = Folded(ResponseHead(status: 200), [Array(response.compact.utf8)])
        try require(again.failure == nil, "is logged as a message that fails: \(response.compact)")
        try require(
            compact(again.reply.message) == compact(reply.message) && again.reply.finishReason == reply.finishReason
                && again.reply.identity == reply.identity && again.reply.usage == reply.usage,
            "is logged as another answer: \(response.compact)")
    }

    /// What came may go back: the request is JSON, and reads back as the same conversation.
    private func checkSendingBack(_ answer: Folded) throws(FuzzFinding) {
        let thread = [Message(.user, "Hi"), answer.reply.message, Message(.user, "And?")]
        let request = RenderedRequest(config: Config(), model: "claude-haiku-5-5", messages: thread)
        let body = JSONValue.object(Messages().body(of: request) { $0.url })
        try require((try? JSONValue(parsing: body.compact)) == body, "goes back as what is not JSON")
        let read = Messages().conversation(in: body).messages.compactMap(\.message)
        let again = RenderedRequest(config: Config(), model: "claude-haiku-5-5", messages: read)
        try require(
            JSONValue.object(Messages().body(of: again) { $0.url }) == body, "goes back otherwise the second time")
    }

    private func compact(_ message: Message) -> Message {
        var message = message
        for place in message.blocks.indices {
            guard case .call(var call) = message.blocks[place].content else { continue }
            call.arguments = (try? JSONValue(parsing: call.arguments))?.compact ?? call.arguments
            message.blocks[place].content = .call(call)
        }
        return message
    }

    /// What came of an answer's bytes.
    private struct Folded {
        private(set) var events: [RunEvent] = []
        private(set) var reply = Reply()
        private(set) var failure: RunError?
        private(set) var response: JSONValue?
        /// Whether bytes after its end still brought something.
        private(set) var takesMore = false

        init(_ head: ResponseHead, _ pieces: [[UInt8]]) {
            var reader = AnswerReader(head: head, dialect: Messages())
            for piece in pieces { events += reader.receive(piece) }
            events += reader.finish()
            nameMadeIDs()
            for event in events { reply.apply(event) }
            failure = reader.failure
            response = Messages().response(of: reply, created: 0)
            let more = #"data: {"type":"content_block_delta","index":0,"delta":{"type":"text_delta","text":"x"}}"#
            takesMore = !reader.receive(Array((more + "\n\n").utf8)).isEmpty
        }

        /// Ids that were made up differ every time.
        private mutating func nameMadeIDs() {
            var made: [String: String] = [:]
            func name(_ id: String) -> String {
                guard id.hasPrefix("toolu_"), id.utf8.count == 30 else { return id }
                made[id] = made[id] ?? "made \(made.count)"
                return made[id] ?? id
            }
            events = events.map { event in
                switch event {
                case .toolCallDelta(let choice, let number, var delta):
                    delta.id = delta.id.map(name)
                    return .toolCallDelta(choice: choice, block: number, delta)
                case .block(let choice, let number, var block):
                    guard case .call(var call) = block.content else { return event }
                    call.id = name(call.id)
                    block.content = .call(call)
                    return .block(choice: choice, block: number, block)
                default: return event
                }
            }
        }
    }
}
