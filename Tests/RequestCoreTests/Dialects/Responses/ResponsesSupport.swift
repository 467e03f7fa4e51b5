import JSON
import Prompts
import RequestCore

/// An answer of the dialect `responses`, read as a run reads it.
struct ResponsesAnswer {
    var events: [RunEvent] = []
    var reply = Reply()
    var error: RunError?

    /// - Parameters:
    ///   - events: the data of the stream's events.
    ///   - pieces: how the bytes of the stream arrive; nil for all at once.
    init(_ data: [String], model: String? = "gpt-6-sol", splitAt place: Int? = nil) {
        let bytes = Array(Self.stream(data).utf8)
        let pieces = place.map { [Array(bytes[..<$0]), Array(bytes[$0...])] } ?? [bytes]
        self.init(pieces, contentType: "text/event-stream", model: model)
    }

    init(whole: String, model: String? = "gpt-6-sol") {
        self.init([Array(whole.utf8)], contentType: "application/json", model: model)
    }

    init(_ pieces: [[UInt8]], contentType: String, model: String?) {
        let head = ResponseHead(
            status: 200, headers: [HTTPHeader(name: "content-type", value: contentType)])
        var reader = AnswerReader(head: head, dialect: Responses(), model: model)
        for piece in pieces { events += reader.receive(piece) }
        events += reader.finish()
        error = reader.failure
        for event in events { reply.apply(event) }
    }

    var message: Message { reply.message }

    /// What somebody sees who prints the pieces as they come.
    var streamedText: String {
        events.reduce("") { text, event in
            switch event {
            case .textDelta(_, _, let piece), .refusalDelta(_, _, let piece): text + piece
            default: text
            }
        }
    }

    var streamedReasoning: String {
        events.reduce("") { text, event in
            if case .reasoningDelta(_, _, let piece) = event { text + piece } else { text }
        }
    }

    /// The calls as `id name arguments`.
    var calls: [String] { message.toolCalls.map { "\($0.id) \($0.name) \($0.arguments)" } }

    /// The calls as the pieces alone put them together.
    var streamedCalls: [String] {
        var names: [Int: String] = [:]
        var arguments: [Int: String] = [:]
        for case .toolCallDelta(_, _, let delta) in events {
            if let name = delta.name { names[delta.index] = name }
            arguments[delta.index, default: ""] += delta.arguments
        }
        return names.keys.sorted().map { "\(names[$0] ?? "") \(arguments[$0] ?? "")" }
    }

    /// The bytes of a stream, each event named as the API does it.
    static func stream(_ data: [String]) -> String {
        data.map { json in
            let type = (try? JSONValue(parsing: json))?["type"]?.stringValue
            return (type.map { "event: \($0)\n" } ?? "") + "data: \(json)\n\n"
        }.joined()
    }
}

/// The streams of the API as its documentation and its users have them.
enum ResponsesStreams {
    static let created =
        #"{"type":"response.created","sequence_number":0,"response":{"id":"resp_1","object":"response","model":"gpt-6-sol","status":"in_progress","output":[]}}"#

    static func completed(_ items: [String]) -> String {
        #"{"type":"response.completed","response":{"id":"resp_1","object":"response","model":"gpt-6-sol","status":"completed","output":["#
            + items.joined(separator: ",")
            + #"],"usage":{"input_tokens":9,"input_tokens_details":{"cached_tokens":4,"cache_write_tokens":1},"output_tokens":7,"output_tokens_details":{"reasoning_tokens":5},"total_tokens":16}}}"#
    }

    static func added(_ place: Int, _ item: String) -> String {
        #"{"type":"response.output_item.added","output_index":\#(place),"item":\#(item)}"#
    }

    static func done(_ place: Int, _ item: String) -> String {
        #"{"type":"response.output_item.done","output_index":\#(place),"item":\#(item)}"#
    }

    static let message =
        #"{"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"output_text","text":"Hi","annotations":[]}]}"#
    static let openMessage =
        #"{"id":"msg_1","type":"message","role":"assistant","status":"in_progress","content":[]}"#
    static let text = [
        created, added(0, openMessage),
        #"{"type":"response.content_part.added","sequence_number":2,"item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"output_text","text":"","annotations":[]}}"#,
        #"{"type":"response.output_text.delta","sequence_number":3,"item_id":"msg_1","output_index":0,"content_index":0,"delta":"Hi","logprobs":[],"obfuscation":"x9"}"#,
        #"{"type":"response.output_text.done","sequence_number":4,"item_id":"msg_1","output_index":0,"content_index":0,"text":"Hi","logprobs":[]}"#,
        done(0, message), completed([message]),
    ]

    static let callA =
        #"{"id":"fc_1","type":"function_call","call_id":"call_a","name":"tide","arguments":"{\"harbour\":\"Brest\"}","status":"completed"}"#
    static let callB =
        #"{"id":"fc_2","type":"function_call","call_id":"call_b","name":"tide","arguments":"{\"harbour\":\"Dover\"}","status":"completed"}"#
    static let openCallA =
        #"{"id":"fc_1","type":"function_call","call_id":"call_a","name":"tide","arguments":"","status":"in_progress"}"#
    static let openCallB =
        #"{"id":"fc_2","type":"function_call","call_id":"call_b","name":"tide","arguments":"","status":"in_progress"}"#

    static func arguments(_ place: Int, _ id: String, _ delta: String) -> String {
        #"{"type":"response.function_call_arguments.delta","output_index":\#(place),"item_id":"\#(id)","delta":\#(JSONValue.string(delta).compact)}"#
    }

    static let calls = [
        created, added(0, openCallA), added(1, openCallB), arguments(0, "fc_1", #"{"harbour":"#),
        arguments(1, "fc_2", #"{"harbour":"Dover"}"#), arguments(0, "fc_1", #""Brest"}"#),
        #"{"type":"response.function_call_arguments.done","output_index":0,"item_id":"fc_1","arguments":"{\"harbour\":\"Brest\"}"}"#,
        #"{"type":"response.function_call_arguments.done","output_index":1,"item_id":"fc_2","arguments":"{\"harbour\":\"Dover\"}"}"#,
        done(0, callA), done(1, callB), completed([callA, callB]),
    ]

    static let reasoning =
        #"{"id":"rs_1","type":"reasoning","summary":[{"type":"summary_text","text":"I need the tide."}],"encrypted_content":"gAAAAB…whole"}"#
    static let reasoningAndCall = [
        created, added(0, #"{"id":"rs_1","type":"reasoning","summary":[],"encrypted_content":"gA"}"#),
        #"{"type":"response.reasoning_summary_part.added","item_id":"rs_1","output_index":0,"summary_index":0,"part":{"type":"summary_text","text":""}}"#,
        #"{"type":"response.reasoning_summary_text.delta","item_id":"rs_1","output_index":0,"summary_index":0,"delta":"I need the tide."}"#,
        #"{"type":"response.reasoning_summary_text.done","item_id":"rs_1","output_index":0,"summary_index":0,"text":"I need the tide."}"#,
        done(0, reasoning), added(1, openCallA), arguments(1, "fc_1", #"{"harbour":"Brest"}"#), done(1, callA),
        completed([reasoning, callA]),
    ]

    static let refused =
        #"{"id":"msg_1","type":"message","role":"assistant","status":"completed","content":[{"type":"refusal","refusal":"I can't help with that."}]}"#
    static let refusal = [
        created, added(0, openMessage),
        #"{"type":"response.content_part.added","item_id":"msg_1","output_index":0,"content_index":0,"part":{"type":"refusal","refusal":""}}"#,
        #"{"type":"response.refusal.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":"I can't help "}"#,
        #"{"type":"response.refusal.delta","item_id":"msg_1","output_index":0,"content_index":0,"delta":"with that."}"#,
        #"{"type":"response.refusal.done","item_id":"msg_1","output_index":0,"content_index":0,"refusal":"I can't help with that."}"#,
        done(0, refused), completed([refused]),
    ]

    static let failures = [
        #"{"type":"response.failed","response":{"id":"resp_1","object":"response","model":"gpt-6-sol","status":"failed","error":{"code":"server_error","message":"It broke."},"output":[]}}"#,
        #"{"type":"error","code":"rate_limit_exceeded","message":"Slower.","param":null,"sequence_number":7}"#,
        #"{"type":"error","sequence_number":7,"error":{"type":"insufficient_quota","code":"insufficient_quota","message":"No credit.","param":null}}"#,
        #"{"error":{"code":500,"message":"It broke.","type":"server_error"}}"#,
    ]

    static let cutOff =
        #"{"type":"response.incomplete","response":{"id":"resp_1","object":"response","model":"gpt-6-sol","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"},"output":[{"id":"msg_1","type":"message","role":"assistant","status":"incomplete","content":[{"type":"output_text","text":"Hi","annotations":[]}]}],"usage":{"input_tokens":9,"output_tokens":16,"total_tokens":25}}}"#
}
