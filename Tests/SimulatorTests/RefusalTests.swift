import JSON
import Simulator
import Testing

@Suite("Invalid requests get the API's words")
struct RefusalTests {
    /// A body, the message, param and code that it is refused with.
    struct Case: Sendable, CustomStringConvertible {
        var fields: String
        var message: String
        var param: String?
        var code: String?

        var description: String { fields }

        init(_ fields: String, _ message: String, _ param: String? = nil, _ code: String? = nil) {
            (self.fields, self.message, self.param, self.code) = (fields, message, param, code)
        }
    }

    private static let toolText = #"{"type":"function","function":{"name":"f"}}"#

    private static let cases: [Case] = [
        Case(#""foo":1"#, "Unrecognized request argument supplied: foo"),
        Case(#""model":null"#, "you must provide a model parameter"),
        Case(
            #""model":5"#, "Invalid type for 'model': expected a string, but got an integer instead.", "model",
            "invalid_type"),
        Case(
            #""messages":"hi""#,
            "Invalid type for 'messages': expected an array of objects, but got a string instead.", "messages",
            "invalid_type"),
        Case(
            #""messages":[]"#,
            "Invalid 'messages': empty array. Expected an array with minimum length 1, but got an empty array instead.",
            "messages", "empty_array"),
        Case(
            #""messages":["hi"]"#, "Invalid type for 'messages[0]': expected an object, but got a string instead.",
            "messages[0]", "invalid_type"),
        Case(
            #""messages":[{"role":"robot","content":"x"}]"#,
            "Invalid value: 'robot'. Supported values are: 'system', 'assistant', 'user', 'function', 'tool', and "
                + "'developer'.", "messages[0].role", "invalid_value"),
        Case(
            #""messages":[{"role":"user"}]"#, "Missing required parameter: 'messages[0].content'.",
            "messages[0].content", "missing_required_parameter"),
        Case(
            #""messages":[{"role":"assistant","content":null}]"#,
            "Invalid value for 'content': expected a string, got null.", "messages.[0].content"),
        Case(
            #""messages":[{"role":"user","content":5}]"#,
            "Invalid type for 'messages[0].content': expected one of a string or array of objects, but got an integer "
                + "instead.", "messages[0].content", "invalid_type"),
        Case(
            #""messages":[{"role":"user","content":"x","reasoning_content":"y"}]"#,
            "Unknown parameter: 'messages[0].reasoning_content'.", "messages[0].reasoning_content",
            "unknown_parameter"),
        Case(
            #""messages":[{"role":"user","content":"x"},{"role":"tool","content":"1","tool_call_id":"a"}]"#,
            "Invalid parameter: messages with role 'tool' must be a response to a preceeding message with 'tool_calls'.",
            "messages.[1].role"),
        Case(
            #""messages":[{"role":"user","content":"x"},{"role":"assistant","content":null,"tool_calls":[{"id":"call_x","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"user","content":"y"}]"#,
            "An assistant message with 'tool_calls' must be followed by tool messages responding to each 'tool_call_id'. "
                + "The following tool_call_ids did not have response messages: call_x", "messages.[2].role"),
        Case(
            #""messages":[{"role":"assistant","content":null,"tool_calls":[{"id":"call_x","type":"function","index":0,"function":{"name":"f","arguments":"{}"}}]}]"#,
            "Unknown parameter: 'messages[0].tool_calls[0].index'.", "messages[0].tool_calls[0].index",
            "unknown_parameter"),
        Case(
            #""messages":[{"role":"assistant","content":"x","tool_calls":[]}]"#,
            "Invalid 'messages[0].tool_calls': empty array. Expected an array with minimum length 1, but got an empty array "
                + "instead.", "messages[0].tool_calls", "empty_array"),
        Case(
            #""messages":[{"role":"system","content":[{"type":"image_url","image_url":{"url":"https://example.com/a.png"}}]}]"#,
            "Invalid 'messages[0]'. Image URLs are only allowed for messages with role 'user', but this message with role "
                + "'system' contains an image URL.", "messages[0]", "invalid_value"),
        Case(
            #""messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"iVBORw0KGgo="}}]}]"#,
            "Invalid image URL: 'messages[0].content[0].image_url.url'. Expected a base64-encoded data URL with an image "
                + "MIME type (e.g. 'data:image/png;base64,aW1nIGJ5dGVzIGhlcmU='), but got a value without the 'data:' "
                + "prefix.", "messages[0].content[0].image_url.url", "invalid_value"),
        Case(
            #""messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:text/html;base64,aGk="}}]}]"#,
            "Invalid image URL: 'messages[0].content[0].image_url.url'. Expected a base64-encoded data URL with an image "
                + "MIME type (e.g. 'data:image/png;base64,aW1nIGJ5dGVzIGhlcmU='), but got unsupported MIME type "
                + "'text/html'.", "messages[0].content[0].image_url.url", "invalid_value"),
        Case(
            #""messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"data:image/png;base64,aGVsbG8="}}]}]"#,
            "You uploaded an unsupported image. Please make sure your image has of one the following formats: ['png', "
                + "'jpeg', 'gif', 'webp'].", nil, "invalid_image_format"),
        Case(
            #""messages":[{"role":"user","content":[{"type":"image_url","image_url":{"url":"https://a.b/c","detail":"big"}}]}]"#,
            "Invalid value: 'big'. Supported values are: 'low', 'high', and 'auto'.",
            "messages[0].content[0].image_url.detail", "invalid_value"),
        Case(
            #""temperature":3"#,
            "Invalid 'temperature': decimal above maximum value. Expected a value <= 2, but got 3 instead.",
            "temperature", "decimal_above_max_value"),
        Case(
            #""temperature":"hot""#, "Invalid type for 'temperature': expected a decimal, but got a string instead.",
            "temperature", "invalid_type"),
        Case(
            #""top_p":-0.5"#,
            "Invalid 'top_p': decimal below minimum value. Expected a value >= 0, but got -0.5 instead.", "top_p",
            "decimal_below_min_value"),
        Case(
            #""presence_penalty":2.5"#,
            "Invalid 'presence_penalty': decimal above maximum value. Expected a value <= 2, but got 2.5 instead.",
            "presence_penalty", "decimal_above_max_value"),
        Case(
            #""n":129"#, "Invalid 'n': integer above maximum value. Expected a value <= 128, but got 129 instead.", "n",
            "integer_above_max_value"),
        Case(
            #""n":0"#, "Invalid 'n': integer below minimum value. Expected a value >= 1, but got 0 instead.", "n",
            "integer_below_min_value"),
        Case(
            #""n":1.5"#, "Invalid type for 'n': expected an integer, but got a decimal instead.", "n", "invalid_type"),
        Case(
            #""max_tokens":0"#,
            "Invalid 'max_tokens': integer below minimum value. Expected a value >= 1, but got 0 instead.",
            "max_tokens", "integer_below_min_value"),
        Case(
            #""max_tokens":99999"#,
            "max_tokens is too large: 99999. This model supports at most 16384 completion tokens, whereas you provided "
                + "99999.", "max_tokens", "invalid_value"),
        Case(
            #""seed":99999999999999999999"#,
            "Invalid 'seed': integer above maximum value. Expected a value <= 9223372036854775807, but got "
                + "99999999999999999999 instead.", "seed", "integer_above_max_value"),
        Case(
            #""stop":["a","b","c","d","e"]"#,
            "Invalid 'stop': array too long. Expected an array with maximum length 4, but got an array with length 5 "
                + "instead.", "stop", "array_above_max_length"),
        Case(
            #""top_logprobs":2"#, "The 'top_logprobs' parameter is only allowed when 'logprobs' is enabled.",
            "top_logprobs"),
        Case(
            #""stream_options":{"include_usage":true}"#,
            "The 'stream_options' parameter is only allowed when 'stream' is enabled.", "stream_options"),
        Case(
            #""metadata":{"a":"b"}"#, "The 'metadata' parameter is only allowed when 'store' is enabled.", "metadata"),
        Case(
            #""tools":[]"#,
            "Invalid 'tools': empty array. Expected an array with minimum length 1, but got an empty array instead.",
            "tools", "empty_array"),
        Case(
            #""tools":[{"type":"function","function":{"name":"get weather"}}]"#,
            "Invalid 'tools[0].function.name': string does not match pattern. Expected a string that matches the pattern "
                + "'^[a-zA-Z0-9_-]+$'.", "tools[0].function.name", "invalid_value"),
        Case(
            #""tools":[{"type":"function"}]"#, "Missing required parameter: 'tools[0].function'.",
            "tools[0].function", "missing_required_parameter"),
        Case(
            #""tools":[{"type":"magic"}]"#, "Invalid value: 'magic'. Supported values are: 'function' and 'custom'.",
            "tools[0].type", "invalid_value"),
        Case(
            #""tool_choice":"auto""#,
            "Invalid value for 'tool_choice': 'tool_choice' is only allowed when 'tools' are specified.", "tool_choice"),
        Case(
            #""parallel_tool_calls":false"#,
            "Invalid value for 'parallel_tool_calls': 'parallel_tool_calls' is only allowed when 'tools' are specified.",
            "parallel_tool_calls"),
        Case(
            #""tools":[\#(toolText)],"tool_choice":"any""#,
            "Invalid value: 'any'. Supported values are: 'none', 'auto', and 'required'.", "tool_choice",
            "invalid_value"),
        Case(
            #""tools":[\#(toolText)],"tool_choice":{"type":"function","function":{"name":"g"}}"#,
            "Tool choice 'g' not found in 'tools' parameter.", "tool_choice"),
        Case(
            #""response_format":{"type":"xml"}"#,
            "Invalid value: 'xml'. Supported values are: 'json_object', 'json_schema', and 'text'.",
            "response_format.type", "invalid_value"),
        Case(
            #""response_format":{"type":"json_schema"}"#, "Missing required parameter: 'response_format.json_schema'.",
            "response_format.json_schema", "missing_required_parameter"),
        Case(
            #""response_format":{"type":"json_schema","json_schema":{"schema":{"type":"object"}}}"#,
            "Missing required parameter: 'response_format.json_schema.name'.", "response_format.json_schema.name",
            "missing_required_parameter"),
    ]

    @Test("each fault has its message, param and code", arguments: cases)
    func refused(_ fault: Case) async throws {
        let fields = try #require(try JSONValue(parsing: "{\(fault.fields)}").objectValue)
        let answered = await send(request("hi", fields))
        #expect(answered.status == 400)
        #expect(answered.refusal["message"]?.stringValue == fault.message)
        #expect(answered.refusal["type"]?.stringValue == "invalid_request_error")
        #expect(answered.refusal["param"] == (fault.param.map(JSONValue.string) ?? .null))
        #expect(answered.refusal["code"] == (fault.code.map(JSONValue.string) ?? .null))
    }

    @Test("missing messages, and a body that is no JSON object")
    func bodies() async {
        let missing = await send(Array(#"{"model":"gpt-4o"}"#.utf8))
        #expect(missing.refusal["message"]?.stringValue == "Missing required parameter: 'messages'.")
        for body in ["", "{", "[]", "{\"model\":"] {
            let answered = await send(Array(body.utf8))
            #expect(answered.status == 400)
            #expect(
                answered.refusal["message"]?.stringValue?.hasPrefix("We could not parse the JSON body of your request.")
                    == true)
        }
    }

    @Test("a refusal names the request and comes as JSON even when a stream was asked for")
    func headers() async {
        let answered = await send(request("hi", ["stream": true, "temperature": 3]))
        let names = answered.headers.map(\.name)
        #expect(names.contains("x-request-id") && names.contains("openai-processing-ms"))
        #expect(answered.headers.first { $0.name == "content-type" }?.value == "application/json")
    }

    @Test("another path is not found, and the list of models is")
    func paths() async {
        let other = await send(Array("{}".utf8), url: "simulator://local/v1/embeddings")
        #expect(other.status == 404)
        #expect(other.refusal["message"]?.stringValue == "Invalid URL (POST /v1/embeddings)")
        let models = await send([], method: "GET", url: "simulator://local/v1/models")
        #expect(models.json["data"]?[0]?["id"]?.stringValue == "simulator")
    }

    @Test("any bytes are answered, never a crash", arguments: 0..<200)
    func fuzz(seed: Int) async {
        let body = request(
            "Weather in Rome? \"x\" 8x = 3 #12", system: "json", tools: [currentWeather, deliveryDate],
            ["stop": ["a"], "response_format": ["type": "json_object"], "n": 2, "stream": .bool(seed % 2 == 0)])
        var bytes = Array(JSONValue.object(body).compact.utf8)
        var maker = SchemaMaker(seed: UInt64(seed))
        for _ in 0..<(1 + maker.below(4)) {
            let at = maker.below(bytes.count)
            switch maker.below(3) {
            case 0: bytes[at] = UInt8(maker.below(256))
            case 1: bytes.remove(at: at)
            default: bytes.insert(UInt8(32 + maker.below(95)), at: at)
            }
        }
        let answered = await send(bytes)
        #expect(answered.status == 200 || answered.status == 400)
        #expect(!answered.bytes.isEmpty)
    }
}
