import JSON
import Prompts
import RequestCore

/// What the bytes of an answer in the dialect `messages` come to.
struct MessagesReading {
    var events: [RunEvent] = []
    var reply = Reply()
    var error: RunError?

    init(bytes pieces: [[UInt8]], status: Int = 200, headers: [HTTPHeader] = []) {
        var reader = AnswerReader(head: ResponseHead(status: status, headers: headers), dialect: Messages())
        for piece in pieces { events += reader.receive(piece) }
        events += reader.finish()
        for event in events { reply.apply(event) }
        error = reader.failure
    }

    /// A stream of events; each gets the name that its data has as `type`.
    init(_ data: [String]) { self.init(bytes: [Self.stream(data)]) }

    init(whole: String, status: Int = 200, headers: [HTTPHeader] = []) {
        self.init(bytes: [Array(whole.utf8)], status: status, headers: headers)
    }

    static func stream(_ data: [String]) -> [UInt8] {
        let events = data.map { data -> String in
            let type = (try? JSONValue(parsing: data))?["type"]?.stringValue
            return (type.map { "event: \($0)\n" } ?? "") + "data: \(data)\n\n"
        }
        return Array(events.joined().utf8)
    }

    /// The blocks of the message, each in a few words.
    var blocks: [String] {
        reply.message.blocks.map { block in
            switch block.content {
            case .part(.text(let text)): "text \(text)"
            case .part: "part"
            case .refusal(let words): "refusal \(words)"
            case .reasoning(let reasoning): "reasoning \(reasoning.text) \(reasoning.opaque?.compact ?? "-")"
            case .call(let call): "call \(call.id) \(call.name) \(call.arguments)"
            case .raw(let json): "raw \(json.compact)"
            }
        }
    }

    /// The blocks without the white space of arguments, which the log does not keep.
    var compactBlocks: [Message.Block] {
        reply.message.blocks.map { block in
            guard case .call(var call) = block.content else { return block }
            call.arguments = (try? JSONValue(parsing: call.arguments))?.compact ?? call.arguments
            return Message.Block(.call(call), origin: block.origin)
        }
    }

    /// The message that the log keeps.
    var response: JSONValue? { Messages().response(of: reply, created: 0) }
}

/// The worked streams: what Anthropic's servers send for each kind of answer.
enum MessagesStreams {
    static func start(
        _ usage: String =
            #"{"input_tokens":9,"cache_creation_input_tokens":0,"cache_read_input_tokens":0,"output_tokens":1}"#
    ) -> String {
        #"{"type":"message_start","message":{"id":"msg_1","type":"message","role":"assistant","model":"claude-haiku-5-5","content":[],"stop_reason":null,"stop_sequence":null,"usage":\#(usage)}}"#
    }

    static func block(_ index: Int, _ block: String) -> String {
        #"{"type":"content_block_start","index":\#(index),"content_block":\#(block)}"#
    }

    static func delta(_ index: Int, _ delta: String) -> String {
        #"{"type":"content_block_delta","index":\#(index),"delta":\#(delta)}"#
    }

    static func stop(_ index: Int) -> String { #"{"type":"content_block_stop","index":\#(index)}"# }

    static func end(_ reason: String, output: Int = 4, _ more: String = "") -> String {
        #"{"type":"message_delta","delta":{"stop_reason":"\#(reason)","stop_sequence":null\#(more)},"usage":{"output_tokens":\#(output)}}"#
    }

    static let over = #"{"type":"message_stop"}"#
    static let ping = #"{"type": "ping"}"#

    static let emptyText = #"{"type":"text","text":""}"#
    static let emptyThinking = #"{"type":"thinking","thinking":"","signature":""}"#

    static let text = [
        start(), block(0, emptyText), ping, delta(0, #"{"type":"text_delta","text":"Hi"}"#), stop(0), end("end_turn"),
        over,
    ]

    static let parallel = [
        start(), block(0, emptyText), delta(0, #"{"type":"text_delta","text":"Both."}"#), stop(0),
        block(1, #"{"type":"tool_use","id":"toolu_a","name":"tide","input":{}}"#),
        delta(1, #"{"type":"input_json_delta","partial_json":""}"#),
        delta(1, #"{"type":"input_json_delta","partial_json":"{\"harbour\": \"Brest\"}"}"#), stop(1),
        block(2, #"{"type":"tool_use","id":"toolu_b","name":"now","input":{}}"#), stop(2), end("tool_use", output: 60),
        over,
    ]

    static let reasoning = [
        start(), block(0, emptyThinking), delta(0, #"{"type":"thinking_delta","thinking":"I need the tide."}"#),
        delta(0, #"{"type":"signature_delta","signature":"EqQB…"}"#), stop(0),
        block(1, #"{"type":"tool_use","id":"toolu_a","name":"tide","input":{}}"#),
        delta(1, #"{"type":"input_json_delta","partial_json":"{\"harbour\":"}"#),
        delta(1, #"{"type":"input_json_delta","partial_json":" \"Brest\"}"}"#), stop(1), end("tool_use"), over,
    ]

    static let omitted = [
        start(), block(0, emptyThinking), delta(0, #"{"type":"signature_delta","signature":"EqQB…"}"#), stop(0),
        block(1, #"{"type":"redacted_thinking","data":"zzz=="}"#), stop(1), block(2, emptyText),
        delta(2, #"{"type":"text_delta","text":"Low at six."}"#), stop(2), end("end_turn"), over,
    ]

    static let refusal = [
        start(), block(0, emptyText), delta(0, #"{"type":"text_delta","text":"I"}"#), stop(0),
        end("refusal", output: 0, #","stop_details":{"type":"refusal","category":"cyber","explanation":"No."}"#), over,
    ]

    static let overloaded = [
        start(), block(0, emptyText), delta(0, #"{"type":"text_delta","text":"Hi"}"#),
        #"{"type":"error","error":{"type":"overloaded_error","message":"Overloaded"},"request_id":"req_1"}"#,
    ]

    static let cutInCall = [
        start(), block(0, emptyText), delta(0, #"{"type":"text_delta","text":"Hm"}"#), stop(0),
        block(1, #"{"type":"tool_use","id":"toolu_a","name":"tide","input":{}}"#),
        delta(1, #"{"type":"input_json_delta","partial_json":"{\"harbour\": \"Br"}"#),
        end("max_tokens", output: 124), over,
    ]

    static let all = [text, parallel, reasoning, omitted, refusal, overloaded, cutInCall]
}
