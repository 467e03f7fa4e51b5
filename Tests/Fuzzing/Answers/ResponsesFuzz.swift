import JSON
import Prompts
import RequestCore

/// Answers of servers that speak `responses`, from their bytes to the folded reply, and back into a request.
package struct ResponsesFuzz: FuzzTarget {
    package static let name = "responses"

    private static let damage = Damage(
        tokens: [
            "data: ", "\n", "\n\n", "\r\n", "event: error\n", "event: response.completed\n", "[DONE]", "null", "true",
            "{}", "[]", "\"\"", "{", "}", "[", "]", ",", ":", "\"", "\\", "\\ud83c", "0", "1", "-", "1e9", "é", " ",
            "\"output_index\":1,", "\"output_index\":-7,", "\"content_index\":99,", "\"item_id\":\"a\",",
            "\"type\":\"message\",", "\"type\":\"reasoning\",", "\"id\":null,", "\"id\":\"rs_1\",", "\"call_id\":7,",
            "\"error\":{\"message\":\"m\"},", "\"status\":\"failed\",", "\"output\":null,", "not JSON",
        ])

    private static let items = [
        #"{"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"So é😀","annotations":[{"a":1}],"logprobs":[]}]}"#,
        #"{"id":"msg_2","type":"message","role":"assistant","content":[{"type":"output_text","text":"a"},{"type":"refusal","refusal":"No."},{"type":"new","x":1}],"phase":"commentary"}"#,
        #"{"id":"msg_3","type":"message","role":"assistant","content":[]}"#, #"{"type":"message","content":"plain"}"#,
        #"{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"hm"},{"type":"summary_text","text":"so"}],"encrypted_content":"gA"}"#,
        #"{"id":"rs_2","type":"reasoning","summary":[],"content":[{"type":"reasoning_text","text":"raw"}]}"#,
        #"{"id":"fc_1","type":"function_call","call_id":"a","name":"f","arguments":"{\"x\": 1}","status":"completed"}"#,
        #"{"id":"fc_2","type":"function_call","call_id":"b","name":"g","arguments":{"x":1}}"#,
        #"{"type":"function_call","name":"f","arguments":""}"#,
        #"{"id":"ctc_1","type":"custom_tool_call","call_id":"c","name":"sql","input":"select"}"#,
        #"{"id":"ws_1","type":"web_search_call","status":"completed"}"#, #"{"id":"x","new":true}"#, "{}",
    ]

    private static let pieces = [
        #""type":"response.output_text.delta","delta":"So""#, #""type":"response.output_text.delta","delta":" é😀""#,
        #""type":"response.output_text.done","text":"So é😀""#, #""type":"response.refusal.delta","delta":"No""#,
        #""type":"response.refusal.done","refusal":"No.""#,
        #""type":"response.content_part.added","part":{"type":"output_text","text":"So"}"#,
        #""type":"response.content_part.done","part":{"type":"refusal","refusal":"No."}"#,
        #""type":"response.output_text.annotation.added","annotation":{"a":1}"#,
        #""type":"response.function_call_arguments.delta","delta":"{\"x\":""#,
        #""type":"response.function_call_arguments.delta","delta":" 1}""#,
        #""type":"response.function_call_arguments.done","arguments":"{\"x\": 1}""#,
        #""type":"response.custom_tool_call_input.delta","delta":"sel""#,
        #""type":"response.custom_tool_call_input.done","input":"select""#,
        #""type":"response.reasoning_summary_text.delta","summary_index":0,"delta":"h""#,
        #""type":"response.reasoning_summary_text.delta","summary_index":1,"delta":"so""#,
        #""type":"response.reasoning_summary_text.done","summary_index":0,"text":"hm""#,
        #""type":"response.reasoning_text.delta","delta":"raw""#, #""type":"keepalive""#, #""type":"response.new""#,
    ]

    package init() {}

    package func input(_ numbers: inout SeededGenerator) -> [UInt8] {
        let bytes = numbers.chance(85) ? stream(&numbers) : Array(response(&numbers, "completed").utf8)
        return numbers.chance(50) ? bytes : Self.damage.of(bytes, &numbers)
    }

    private func stream(_ numbers: inout SeededGenerator) -> [UInt8] {
        var events = [
            #"{"type":"response.created","response":{"id":"resp_1","model":"gpt-6-sol","status":"in_progress"}}"#
        ]
        for _ in 0..<numbers.below(16) {
            let place = numbers.chance(80) ? #","output_index":\#(numbers.below(4))"# : ""
            let id = numbers.chance(50) ? #","item_id":"\#(numbers.pick(["msg_1", "fc_1", "rs_1", "x", ""]))""# : ""
            let part = numbers.chance(50) ? #","content_index":\#(numbers.below(3))"# : ""
            switch numbers.below(10) {
            case 0, 1:
                events.append(
                    #"{"type":"response.output_item.added"\#(place),"item":\#(numbers.pick(Self.items))}"#)
            case 2, 3:
                events.append(#"{"type":"response.output_item.done"\#(place),"item":\#(numbers.pick(Self.items))}"#)
            default: events.append("{" + numbers.pick(Self.pieces) + place + id + part + "}")
            }
        }
        let end = numbers.pick(["completed", "completed", "completed", "incomplete", "failed"])
        if numbers.chance(85) {
            events.append(#"{"type":"response.\#(end)","response":\#(response(&numbers, end))}"#)
        }
        if numbers.chance(5) { events.append(#"{"type":"error","error":{"type":"api_error","message":"m"}}"#) }
        return Array(events.map { "data: \($0)\n\n" }.joined().utf8)
    }

    private func response(_ numbers: inout SeededGenerator, _ status: String) -> String {
        let items = (0..<numbers.below(5)).map { _ in numbers.pick(Self.items) }.joined(separator: ",")
        let output = numbers.chance(80) ? "[\(items)]" : "null"
        let reason = numbers.pick(["null", #"{"reason":"max_output_tokens"}"#])
        return
            #"{"id":"resp_1","object":"response","model":"gpt-6-sol","status":"\#(status)","output":\#(output),"incomplete_details":\#(reason),"error":null,"usage":{"input_tokens":\#(numbers.below(99)),"output_tokens":2}}"#
    }

    package func check(_ input: [UInt8], _ numbers: inout SeededGenerator) throws(FuzzFinding) {
        let head = ResponseHead(status: numbers.pick([200, 200, 200, 200, 200, 200, 400, 500]), headers: [])
        let whole = FoldedResponse(head, [input])
        try checkFold(whole)
        try compare(FoldedResponse(head, numbers.cut(input, longest: numbers.pick([3, 30, 300]))), whole, "in pieces")
        if numbers.chance(20) { try compare(FoldedResponse(head, input.map { [$0] }), whole, "byte by byte") }
        try checkSendingBack(whole)
    }

    private func compare(
        _ answer: FoldedResponse, _ whole: FoldedResponse, _ how: String
    ) throws(FuzzFinding) {
        try require(
            answer.events == whole.events, "\(how), its events are \(answer.events), in one piece \(whole.events)")
        try require(answer.failure == whole.failure, "\(how), it fails otherwise than in one piece")
        try require(answer.reply == whole.reply, "\(how), it comes to \(answer.reply), in one piece to \(whole.reply)")
    }

    private func checkFold(_ answer: FoldedResponse) throws(FuzzFinding) {
        try require(answer.reply.choices.count == 1, "has \(answer.reply.choices.count) choices")
        try require(answer.reply.message.role == .assistant, "has another role")
        var begun = 0
        for case .toolCallDelta(_, _, let delta) in answer.events {
            try require((0...begun).contains(delta.index), "begins call \(delta.index) after \(begun) calls")
            begun = max(begun, delta.index + 1)
        }
        if let failure = answer.failure {
            try require(!failure.message.isEmpty && failure.status != nil, "fails without words or status: \(failure)")
        }
        if let response = answer.response {
            try require((try? JSONValue(parsing: response.compact)) == response, "is logged as what is not JSON")
            try require(response["output"]?.arrayValue != nil, "is logged without its items")
        }
    }

    /// What the answer says goes back in items that the API takes, the same after the store had it, and is read out of the
    /// logged request as the same items.
    private func checkSendingBack(_ answer: FoldedResponse) throws(FuzzFinding) {
        let message = answer.reply.message
        let results = message.toolCalls.map { Message.toolResult("r", for: $0.id) }
        let thread = [Message(.user, "Hi"), message] + results
        let body = body(thread)
        try checkItems(body["input"]?.arrayValue ?? [])
        let stored = JSONValue.object(message.json(.stored)).compact
        guard let read = try? Message(json: JSONValue(parsing: stored), place: "m") else {
            throw FuzzFinding("is stored as what cannot be read: \(stored)")
        }
        try require(
            self.body([thread[0], read] + results).compact == body.compact, "goes back otherwise out of the store")
        let logged = Responses().conversation(in: body).messages.compactMap(\.message)
        try require(
            self.body(logged).compact == body.compact,
            "goes back otherwise out of the log: \(self.body(logged).compact), not \(body.compact)")
    }

    private func body(_ messages: [Message]) -> JSONValue {
        .object(
            Responses().body(of: RenderedRequest(config: Config(), model: "gpt-6-sol", messages: messages)) { $0.url })
    }

    private func checkItems(_ items: [JSONValue]) throws(FuzzFinding) {
        var calls: Set<String> = []
        let hasIDs = items.contains { $0["id"] != nil && $0["type"] == "reasoning" }
        for (place, item) in items.enumerated() {
            let type = item["type"]?.stringValue ?? ""
            if type == "reasoning" {
                try require(place + 1 < items.count && hasIDs, "sends reasoning without what follows it")
                try require(
                    item["encrypted_content"]?.stringValue?.isEmpty == false
                        || item["content"]?.arrayValue?.isEmpty == false, "sends reasoning by its id alone")
            }
            try require(item["id"]?.stringValue != "", "sends an empty id")
            guard let id = item["call_id"]?.stringValue else { continue }
            try require(!id.isEmpty && id.count <= 64, "sends the call id '\(id)'")
            if type.hasSuffix("_output") {
                try require(calls.contains(id), "sends a result without its call")
            } else {
                try require(calls.insert(id).inserted, "sends the call id '\(id)' twice")
            }
        }
    }
}

/// What came of an answer's bytes.
private struct FoldedResponse {
    private(set) var events: [RunEvent] = []
    private(set) var reply = Reply()
    private(set) var failure: RunError?
    private(set) var response: JSONValue?

    init(_ head: ResponseHead, _ pieces: [[UInt8]]) {
        var reader = AnswerReader(head: head, dialect: Responses(), model: "gpt-6-sol")
        for piece in pieces { events += reader.receive(piece) }
        events += reader.finish()
        // Ids that were made up differ every time.
        var made: [String: String] = [:]
        func named(_ id: String) -> String {
            guard id.hasPrefix("call_"), id.utf8.count == 29 else { return id }
            made[id] = made[id] ?? "made \(made.count)"
            return made[id] ?? id
        }
        func named(_ block: Message.Block) -> Message.Block {
            guard case .call(var call) = block.content else { return block }
            call.id = named(call.id)
            return Message.Block(.call(call), origin: block.origin)
        }
        events = events.map { event in
            switch event {
            case .toolCallDelta(let choice, let block, var delta):
                delta.id = delta.id.map(named)
                return .toolCallDelta(choice: choice, block: block, delta)
            case .block(let choice, let number, let block):
                return .block(choice: choice, block: number, named(block))
            case .snapshot(let choice, let blocks): return .snapshot(choice: choice, blocks.map(named))
            default: return event
            }
        }
        for event in events { reply.apply(event) }
        failure = reader.failure
        response = Responses().response(of: reply, created: 0)
    }
}
