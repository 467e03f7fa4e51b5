import JSON
import Prompts
import RequestCore
import TestSupport
import Testing
import TypedTools

@Suite("Structured answers as values")
struct TypedAnswerTests {
    private func client(_ transport: ScriptedTransport) -> Client {
        Client(
            provider: .openAI(key: "k", baseURL: "http://server.test/v1"), transport: transport,
            config: Config(model: "m"), retries: RetryPolicy(maximumRetries: 0))
    }

    private func answer(_ content: String, finish: String = "stop", refusal: String? = nil) -> [ScriptedTransport.Step]
    {
        let message: JSONValue = [
            "role": "assistant", "content": .string(content), "refusal": refusal.map { .string($0) } ?? nil,
        ]
        let body: JSONValue = ["choices": [["index": 0, "message": message, "finish_reason": .string(finish)]]]
        return [.head(200), .body(body.compact)]
    }

    private let question = [Message(.user, "Where?")]

    @Test("the type's schema is sent, strict, under its name, and the answer is a value")
    func value() async throws {
        let transport = ScriptedTransport(answer(#"{"location":"Brest","days":null,"units":"metric"}"#))
        let weather = try await client(transport).answer(as: Weather.self, asking: question)
        #expect(weather == Weather(location: "Brest", days: 1, units: .metric))
        let format = try JSONValue(parsing: transport.requests[0].body)["response_format"]?["json_schema"]
        #expect(format?["name"] == "weather" && format?["strict"] == true)
        #expect(format?["schema"] == Weather.jsonSchema(strict: true))
    }

    @Test("what is no value is a typed error with all that came")
    func errors() async throws {
        func reason(_ steps: [ScriptedTransport.Step]) async -> AnswerError.Reason? {
            await #expect(throws: AnswerError.self) {
                try await client(ScriptedTransport(steps)).answer(as: Weather.self, asking: question, strict: false)
            }?.reason
        }
        #expect(await reason(answer("{}")) == .fault(.missing("location")))
        #expect(await reason(answer(#"{"location":"#, finish: "length")) == .cutOff("length"))
        #expect(await reason(answer("", refusal: "I won't.")) == .refusal("I won't."))
        guard case .fault(.notJSON)? = await reason(answer("Sure!")) else {
            Issue.record("prose is not JSON")
            return
        }
    }

    @Test("an invalid answer is asked for again with what is wrong, as often as allowed")
    func asksAgain() async throws {
        let transport = ScriptedTransport(answer("{}"), answer(#"{"location":"Brest"}"#))
        let weather = try await client(transport).answer(as: Weather.self, asking: question, strict: false, retries: 1)
        #expect(weather.location == "Brest")
        let messages = try #require(JSONValue(parsing: transport.requests[1].body)["messages"]?.arrayValue)
        #expect(messages.map { $0["role"] } == ["user", "assistant", "user"])
        #expect(messages[2]["content"]?.stringValue?.contains("location is missing") == true)
    }

    @Test("a stream tells what there is so far, then the value")
    func stream() async throws {
        let transport = ScriptedTransport([
            .head(200), .text(#"{\"location\":\"Br"#), .text(#"est\",\"da"#), .text(#"ys\":3}"#), .finish("stop"),
        ])
        var partial: [String?] = []
        var complete: Weather?
        for try await state in client(transport).stream(as: Weather.self, asking: question, strict: false) {
            switch state {
            case .partial(let weather): partial.append(weather.location)
            case .complete(let weather): complete = weather
            }
        }
        #expect(partial == ["Br", "Brest", "Brest"])
        #expect(complete == Weather(location: "Brest", days: 3, units: nil))
    }

    @Test("a long answer makes partial values in time that grows with its length only")
    func longStream() async throws {
        let text = String(repeating: "x", count: 100)
        let pieces = (0..<2_000).map { _ in ScriptedTransport.Step.text(text) }
        let transport = ScriptedTransport(
            [.head(200), .text(#"{\"location\":\""#)] + pieces + [.text(#"\"}"#), .finish("stop")])
        var states = 0
        for try await state in client(transport).stream(as: Weather.self, asking: question, strict: false) {
            states += 1
            if case .complete(let weather) = state { #expect(weather.location.utf8.count == 200_000) }
        }
        #expect(states > 50 && states < 400)
    }

    @Test("a stream that ends in an invalid answer throws it")
    func invalidStream() async throws {
        let transport = ScriptedTransport([.head(200), .text("{}"), .finish("stop")])
        await #expect(throws: AnswerError.self) {
            for try await _ in client(transport).stream(as: Weather.self, asking: question) {}
        }
    }
}
