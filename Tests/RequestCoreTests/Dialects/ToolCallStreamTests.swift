import RequestCore
import Testing

@Suite struct ToolCallStreamTests {
    @Test("pieces are put together by index, also interleaved")
    func byIndex() {
        let decoded = Decoded(
            calls: #"{"index":0,"id":"a","type":"function","function":{"name":"f","arguments":""}}"#,
            #"{"index":1,"id":"b","type":"function","function":{"name":"g","arguments":""}}"#,
            #"{"index":0,"function":{"arguments":"{\"x\":"}},{"index":1,"function":{"arguments":"{\"y\":"}}"#,
            #"{"index":1,"function":{"arguments":"2}"}}"#, #"{"index":0,"function":{"arguments":"1}"}}"#)
        #expect(decoded.calls == [#"a f {"x":1}"#, #"b g {"y":2}"#])
    }

    @Test("a new id is a new call though the index is 0 again (Ollama)")
    func ollama() {
        let decoded = Decoded(
            calls: #"{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\":1}"}}"#,
            #"{"index":0,"id":"b","function":{"name":"f","arguments":"{\"x\":2}"}}"#,
            #"{"index":0,"function":{"arguments":" "}}"#)
        #expect(decoded.calls == [#"a f {"x":1}"#, #"b f {"x":2} "#])
    }

    @Test("without an index a piece belongs to its id, else to the last call (Gemini)")
    func noIndex() {
        let decoded = Decoded(
            calls: #"{"id":"a","function":{"name":"f","arguments":""}}"#, #"{"function":{"arguments":"{\"x\":"}}"#,
            #"{"function":{"arguments":"1}"}}"#, #"{"id":"b","function":{"name":"g","arguments":"{"}}"#,
            #"{"id":"a","function":{"arguments":" "}}"#, #"{"id":"b","function":{"arguments":"}"}}"#)
        #expect(decoded.calls == [#"a f {"x":1} "#, "b g {}"])
    }

    @Test("an index that nobody began continues the last call (llama.cpp)")
    func strangeIndex() {
        let decoded = Decoded(
            calls: #"{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}"#,
            #"{"index":0,"function":{"arguments":"\""}}"#, #"{"index":6,"function":{"arguments":"x\":1}"}}"#,
            #"{"index":1,"id":"b","function":{"name":"g","arguments":"{"}}"#,
            #"{"index":7,"function":{"arguments":"}"}}"#)
        #expect(decoded.calls == [#"a f {"x":1}"#, "b g {}"])
    }

    @Test("whole calls without ids and with the same index are calls of their own, and get ids")
    func wholeWithoutIDs() {
        let decoded = Decoded(
            calls: #"{"index":0,"function":{"name":"f","arguments":"{\"x\":1}"}}"#,
            #"{"index":0,"function":{"name":"f","arguments":"{\"x\":2}"}}"#,
            #"{"function":{"name":"g","arguments":"{}"}}"#)
        #expect(decoded.calls == [#"call_… f {"x":1}"#, #"call_… f {"x":2}"#, "call_… g {}"])
        #expect(Set(decoded.reply.message.toolCalls.map(\.id)).count == 3)
    }

    @Test("repeated ids and names are not glued; a name in pieces is")
    func repeats() {
        let repeated = Decoded(
            calls: #"{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}"#,
            #"{"index":0,"id":"a","function":{"name":"f","arguments":"}"}}"#,
            #"{"index":0,"id":"","function":{"name":"","arguments":" "}}"#)
        #expect(repeated.calls == ["a f {} "])
        let pieces = Decoded(
            calls: #"{"index":0,"id":"a","function":{"name":"get_"}}"#, #"{"index":0,"function":{"name":"tide"}}"#,
            #"{"index":0,"function":{"arguments":"{}"}}"#)
        #expect(pieces.calls == ["a get_tide {}"])
        let growing = Decoded(
            calls: #"{"index":0,"id":"a","function":{"name":"get"}}"#, #"{"index":0,"function":{"name":"get_tide"}}"#)
        #expect(growing.calls == ["a get_tide "])
    }

    @Test("an id that comes late belongs to its call")
    func lateID() {
        let decoded = Decoded(
            calls: #"{"index":0,"function":{"name":"f","arguments":""}}"#,
            #"{"index":0,"id":"a","function":{"arguments":"{}"}}"#)
        #expect(decoded.calls == ["a f {}"])
    }

    @Test("a name that comes late belongs to its call, with an index and without")
    func lateName() {
        for index in [#""index":0,"#, #""index":"0","#, ""] {
            let decoded = Decoded(
                calls: #"{\#(index)"id":"a","type":"function","function":{"arguments":"{\"command\": "}}"#,
                #"{\#(index)"function":{"name":"bash","arguments":"\"ls -la\"}"}}"#)
            #expect(decoded.calls == [#"a bash {"command": "ls -la"}"#])
            let last = Decoded(
                calls: #"{\#(index)"function":{"arguments":"{}"}}"#, #"{\#(index)"id":"a","function":{}}"#,
                #"{\#(index)"function":{"name":"bash"}}"#)
            #expect(last.calls == ["a bash {}"])
        }
    }

    @Test("an index in quotation marks is an index")
    func indexAsText() {
        let decoded = Decoded(
            calls: #"{"index":"0","id":"a","function":{"name":"f","arguments":"{"}}"#,
            #"{"index":"1","id":"b","function":{"name":"g","arguments":"{"}}"#,
            #"{"index":"0","function":{"arguments":"\"x\":1}"}}"#, #"{"index":"1","function":{"arguments":"}"}}"#)
        #expect(decoded.calls == [#"a f {"x":1}"#, "b g {}"])
    }

    @Test("arguments that are closed do not go on: a rest belongs to the open call, a beginning to a new one")
    func closedArguments() {
        let rest = Decoded(
            calls: #"{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}"#,
            #"{"index":1,"id":"b","function":{"name":"g","arguments":"{\"y\":"}}"#,
            #"{"index":0,"function":{"arguments":"2}"}}"#)
        #expect(rest.calls == ["a f {}", #"b g {"y":2}"#])
        let beginning = Decoded(
            calls: #"{"index":0,"id":"a","function":{"name":"f","arguments":"{}"}}"#,
            #"{"index":0,"function":{"arguments":"{\"y\":2}"}}"#, #"{"index":0,"id":"b","function":{"name":"g"}}"#)
        #expect(beginning.calls == ["a f {}", #"b g {"y":2}"#])
        let custom = Decoded(
            calls: #"{"index":0,"id":"a","type":"custom","custom":{"name":"f","input":"{} and "}}"#,
            #"{"index":0,"custom":{"input":"{more}"}}"#)
        #expect(custom.calls == ["a f {} and {more}"])
    }

    @Test("a call that is sent once more, whole, does not double its arguments")
    func wholeAgain() {
        let decoded = Decoded(
            calls: #"{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\""}}"#,
            #"{"index":0,"function":{"arguments":":1}"}}"#,
            #"{"index":0,"id":"a","function":{"name":"f","arguments":"{\"x\":1}"}}"#,
            #"{"index":0,"function":{"arguments":"{\"x\":1}"}}"#)
        #expect(decoded.calls == [#"a f {"x":1}"#])
    }

    @Test("one id for two calls: the second gets its own")
    func sameID() {
        let decoded = Decoded(
            calls: #"{"index":0,"id":"f","function":{"name":"f","arguments":"{}"}}"#,
            #"{"index":1,"id":"f","function":{"name":"f","arguments":"{}"}}"#)
        #expect(decoded.calls == ["f f {}", "call_… f {}"])
    }

    @Test("fields may be null, of another type, or missing")
    func looseTypes() {
        let decoded = Decoded(
            calls: #"{"index":null,"id":null,"type":null,"function":{"name":"f","arguments":null}}"#,
            #"{"function":{"arguments":{"x":1}}}"#, #"{"function":null}"#, #"{}"#, "7", #"{"id":12}"#)
        #expect(decoded.calls == [#"12 f {"x":1}"#])
        #expect(decoded.error == nil)
    }

    @Test("a custom tool's input counts as its arguments")
    func custom() {
        let decoded = Decoded(
            calls: #"{"index":0,"id":"a","type":"custom","custom":{"name":"sql","input":"select 1"}}"#)
        #expect(decoded.calls == ["a sql select 1"])
    }

    @Test("what is not known of a call is kept with it, and put together over pieces")
    func unknownKeys() throws {
        let decoded = Decoded(
            calls:
                #"{"index":0,"id":"a","type":"function","extra_content":{"google":{"thought_signature":"x"}},"function":{"name":"f","arguments":""}}"#,
            #"{"index":0,"type":"function","extra_content":{"more":1},"function":{"arguments":"{}"}}"#)
        let call = try #require(decoded.reply.message.toolCalls.first)
        #expect(call.other == ["extra_content": ["google": ["thought_signature": "x"], "more": 1]])
    }

    @Test("the deprecated function_call is a tool call")
    func functionCall() {
        let decoded = Decoded(
            deltas: #"{"role":"assistant","content":null,"function_call":{"name":"f","arguments":""}}"#,
            #"{"function_call":{"arguments":"{\"x\""}}"#, #"{"function_call":{"arguments":":1}"}}"#)
        #expect(decoded.reply.message.toolCalls.map(\.name) == ["f"])
        #expect(decoded.reply.message.toolCalls.map(\.arguments) == [#"{"x":1}"#])
        #expect(decoded.reply.message.toolCalls.first?.id.isEmpty == false)
    }

    @Test("a whole completion's entries are calls of their own")
    func whole() throws {
        let decoded = try Decoded(
            completion: """
                {"choices":[{"index":0,"finish_reason":"stop","message":{"role":"assistant","content":null,"tool_calls":[
                {"id":"a","type":"function","function":{"name":"f","arguments":"{\\"x\\":1}"}},
                {"id":"a","type":"function","function":{"name":"f","arguments":""}},
                {"type":"function","function":{"name":"g"}}]}}]}
                """)
        #expect(decoded.calls == [#"a f {"x":1}"#, "call_… f ", "call_… g "])
    }

    @Test("calls of two choices do not touch each other")
    func choices() {
        let decoded = Decoded(chunks: [
            #"{"choices":[{"index":1,"delta":{"tool_calls":[{"index":0,"id":"b","function":{"name":"g","arguments":"{"}}]}}]}"#,
            #"{"choices":[{"index":0,"delta":{"tool_calls":[{"index":0,"id":"a","function":{"name":"f","arguments":"{"}}]}}]}"#,
            #"{"choices":[{"index":1,"delta":{"tool_calls":[{"index":0,"function":{"arguments":"}"}}]}}]}"#,
        ])
        #expect(decoded.calls == ["a f {"])
        #expect(decoded.reply.choices[1].message.toolCalls.map(\.arguments) == ["{}"])
    }
}
