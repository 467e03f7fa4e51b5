import JSON
import Prompts
import RequestCore
import TestSupport
import Testing

@testable import TypedTools

@Suite("Calls as values")
struct ParallelToolsTests {
    private typealias Step = ScriptedTransport.Step

    private func client(_ transport: ScriptedTransport) -> Client {
        Client(
            provider: .openAI(key: "k", baseURL: "http://server.test/v1"), transport: transport,
            config: Config(model: "m"), retries: RetryPolicy(maximumRetries: 0))
    }

    /// A piece of a call.
    private func piece(_ index: Int, id: String? = nil, name: String? = nil, _ arguments: String) -> Step {
        var function: JSONObject = ["arguments": .string(arguments)]
        if let name { function["name"] = .string(name) }
        var call: JSONObject = ["index": .number(JSONNumber(index)), "function": .object(function)]
        if let id { call["id"] = .string(id) }
        let chunk: JSONValue = ["choices": [["index": 0, "delta": ["tool_calls": [.object(call)]]]]]
        return .event(chunk.compact)
    }

    private let question = [Message(.user, "Weather and news?")]

    private func body(_ request: TransportRequest) throws -> JSONValue { try JSONValue(parsing: request.body) }

    @Test("calls of several types come as values, each before the next one is written")
    func asTheyCome() async throws {
        let second = ScriptedTransport.Gate()
        let transport = ScriptedTransport([
            .head(200), piece(0, id: "a", name: "weather", #"{"location":"Br"#), piece(0, #"est"}"#), .gate(second),
            piece(1, id: "b", name: "google_search", #"{"q":"}\"{"}"#), .finish("tool_calls"),
        ])
        var calls = client(transport).parallelTools(Weather.self, Search.self, asking: question).makeAsyncIterator()
        let weather = try #require(try await calls.next())
        #expect(weather.id == "a" && weather.input as? Weather == Weather(location: "Brest", days: 1, units: nil))
        second.open()
        let search = try #require(try await calls.next())
        #expect(search.id == "b" && search.input as? Search == Search(query: "}\"{"))
        #expect(try await calls.next() == nil)
        #expect(try await calls.next() == nil)
        let sent = try body(transport.requests[0])
        #expect(sent["tools"]?.arrayValue?.map { $0["function"]?["name"] } == ["weather", "google_search"])
    }

    @Test("typed results go back with the answer as it came")
    func results() async throws {
        struct Report: Encodable { var wind = 3, sky = "clear" }
        let transport = ScriptedTransport(
            [.head(200), piece(0, id: "a", name: "weather", #"{"location":"Brest"}"#), .finish("tool_calls")],
            [
                .head(200),
                .body(
                    #"{"choices":[{"index":0,"message":{"role":"assistant","content":"Calm."},"finish_reason":"stop"}]}"#
                ),
            ])
        let client = client(transport)
        let calls = client.parallelTools(Weather.self, asking: question)
        #expect(calls.messages == question && calls.answer == nil)
        var results: [Message] = []
        for try await call in calls { results += [try call.result(Report())] }
        #expect(calls.answer?.toolCalls.map(\.id) == ["a"])
        _ = try await client.answer(asking: calls.messages + results)
        let messages = try #require(body(transport.requests[1])["messages"]?.arrayValue)
        #expect(messages.map { $0["role"] } == ["user", "assistant", "tool"])
        #expect(messages[2]["content"] == #"{"sky":"clear","wind":3}"# && messages[2]["tool_call_id"] == "a")
    }

    @Test(
        "what is no value of the types is a typed error with the raw text, after the calls that are",
        arguments: [
            ("moon", "{}"), ("weather", #"{"location": }"#), ("weather", #"{"location":"Brest","days":0}"#),
            ("weather", #"{"location":"Brest","#), ("weather", ""),
        ])
    func errors(name: String, arguments: String) async throws {
        let transport = ScriptedTransport([
            .head(200), piece(0, id: "a", name: name, arguments),
            piece(1, id: "b", name: "weather", #"{"location":"Dover"}"#), .finish("tool_calls"),
        ])
        let calls = client(transport).parallelTools(Weather.self, Search.self, asking: question)
        var places: [String] = []
        let error = await #expect(throws: CallError.self) {
            for try await call in calls { places.append((call.input as? Weather)?.location ?? "") }
        }
        #expect(places == ["Dover"])
        #expect(error?.call.id == "a" && error?.call.arguments == arguments)
        guard case .fault(let fault)? = error?.reason else {
            Issue.record("no fault of the schema")
            return
        }
        switch (name, fault) {
        case ("moon", .unknownTool("moon")), (_, .notJSON), (_, .violation), (_, .missing): break
        default: Issue.record("\(fault)")
        }
    }

    @Test("a number that the schema allows and the type does not is told as such")
    func undecodable() async throws {
        let transport = ScriptedTransport([
            .head(200),
            piece(
                0, id: "a", name: "order",
                #"{"items":[],"note":null,"level":null,"express":null,"default":99999999999999999999}"#),
            .finish("tool_calls"),
        ])
        let error = await #expect(throws: CallError.self) {
            for try await _ in client(transport).parallelTools(Order.self, asking: question, retries: 3) {}
        }
        guard case .undecodable(let words)? = error?.reason else {
            Issue.record("\(String(describing: error))")
            return
        }
        #expect(words.contains("too large") && transport.requests.count == 1, "\(words)")
    }

    @Test("null stands for what has a value, and for what is optional")
    func nulls() async throws {
        let arguments =
            #"{"items":[{"name":"tea","price":3,"tags":[]}],"note":null,"level":3,"express":null,"default":7}"#
        let transport = ScriptedTransport([
            .head(200), piece(0, id: "a", name: "order", arguments), .finish("tool_calls"),
        ])
        var orders: [Order] = []
        for try await call in client(transport).parallelTools(Order.self, asking: question) {
            orders += [try #require(call.input as? Order)]
        }
        #expect(
            orders == [
                Order(
                    items: [.init(name: "tea", price: 3, tags: [])], note: nil, level: .high, express: false, default: 7
                )
            ])
    }

    @Test("asking again hands the faults back, yields only what is new, and leaves a conversation of what was yielded")
    func asksAgain() async throws {
        let transport = ScriptedTransport(
            [
                .head(200), piece(0, id: "a", name: "weather", #"{"location":"Dover"}"#),
                piece(1, id: "b", name: "weather", #"{"days":2}"#), .finish("tool_calls"),
            ],
            [.head(200), piece(0, id: "c", name: "weather", #"{"location":"Brest","days":2}"#), .finish("tool_calls")])
        let calls = client(transport).parallelTools(Weather.self, asking: question, retries: 1)
        var places: [String] = []
        for try await call in calls { places.append((call.input as? Weather)?.location ?? "") }
        #expect(places == ["Dover", "Brest"])
        let messages = try #require(body(transport.requests[1])["messages"]?.arrayValue)
        #expect(messages.map { $0["role"] } == ["user", "assistant", "tool", "tool"])
        #expect(messages[2]["content"]?.stringValue?.contains("accepted") == true)
        #expect(messages[3]["content"]?.stringValue?.contains("location is missing") == true)
        #expect(calls.messages.count == 2 && calls.answer?.toolCalls.map(\.id) == ["a", "c"])
    }

    @Test("asking again is bounded")
    func bounded() async throws {
        let wrong: [Step] = [.head(200), piece(0, id: "a", name: "weather", "{}"), .finish("tool_calls")]
        let transport = ScriptedTransport(wrong, wrong, wrong, wrong)
        await #expect(throws: CallError.self) {
            for try await _ in client(transport).parallelTools(Weather.self, asking: question, retries: 2) {}
        }
        #expect(transport.requests.count == 3)
    }

    @Test("an answer without calls yields none and is kept; a failed request throws its error")
    func noCalls() async throws {
        let transport = ScriptedTransport([.head(200), .text("No need."), .finish("stop")], [.head(401), .body("{}")])
        let calls = client(transport).parallelTools(Weather.self, asking: question)
        for try await _ in calls { Issue.record("there is no call") }
        #expect(calls.answer?.text == "No need.")
        let error = await #expect(throws: RunError.self) { for try await _ in calls {} }
        #expect(error?.kind == .authentication && calls.answer == nil)
    }

    @Test("pieces may be cut anywhere and interleaved")
    func pieces() async throws {
        let (first, second) = (Array(#"{"location":"a \"}\" b"}"#), Array(#"{"location":"ü","days":14}"#))
        var steps: [Step] = [
            .head(200), piece(0, id: "a", name: "weather", ""), piece(1, id: "b", name: "weather", ""),
        ]
        for place in 0..<max(first.count, second.count) {
            if place < first.count { steps.append(piece(0, String(first[place]))) }
            if place < second.count { steps.append(piece(1, String(second[place]))) }
        }
        let transport = ScriptedTransport(steps + [.finish("tool_calls")])
        var inputs: [Weather] = []
        for try await call in client(transport).parallelTools(Weather.self, asking: question) {
            inputs += [try #require(call.input as? Weather)]
        }
        #expect(inputs.map(\.location) == ["a \"}\" b", "ü"] && inputs.last?.days == 14)
    }
}
