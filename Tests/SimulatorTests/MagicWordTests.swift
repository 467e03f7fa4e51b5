import JSON
import Simulator
import Synchronization
import Testing

@Suite("Magic words of the user's message")
struct MagicWordTests {
    @Test(
        "HTTP errors",
        arguments: [(401, "invalid_api_key"), (404, "model_not_found"), (429, "rate_limit_exceeded"), (500, nil)])
    func statuses(status: Int, code: String?) async {
        let answered = await send(request("Please simulate: \(status)"))
        #expect(answered.status == status)
        #expect(answered.refusal["code"] == (code.map(JSONValue.string) ?? .null))
        #expect(answered.headers.contains { $0.name == "retry-after" } == (status == 429))
    }

    @Test("an error that comes once heals at the next attempt")
    func once() async {
        let transport = SimulatorTransport()
        let body = request("simulate: 429 once")
        #expect(await send(body, to: transport).status == 429)
        #expect(await send(body, to: transport).status == 200)
    }

    @Test("cut breaks the connection, unfinished ends without a finish")
    func cut() async {
        for streams in [true, false] {
            let cut = await send(request("simulate: cut", ["stream": .bool(streams)]))
            #expect(cut.error?.kind == .connection)
            #expect(!cut.bytes.isEmpty)
        }
        let unfinished = await send(request("simulate: unfinished", ["stream": true]))
        #expect(unfinished.error == nil)
        #expect(unfinished.choice.finish == nil)
        #expect(unfinished.choice.content?.isEmpty == false)
    }

    @Test("an error inside the stream")
    func inStream() async {
        let answered = await send(request("simulate: error in stream", ["stream": true]))
        #expect(answered.status == 200)
        #expect(answered.chunks.last?["error"]?["type"]?.stringValue == "server_error")
    }

    @Test("refusal, content_filter and length end as they should")
    func endings() async {
        let refusal = await send(request("simulate: refusal")).choice
        #expect(refusal.content == nil)
        #expect(refusal.refusal == "I'm sorry, but I can't assist with that request.")
        #expect(await send(request("simulate: content_filter")).choice.finish == "content_filter")
        #expect(await send(request("simulate: length")).choice.finish == "length")
    }

    @Test("slow waits whatever the pace, timeout waits for the request's own")
    func waits() async {
        let waits = Mutex<[Duration]>([])
        let transport = SimulatorTransport { wait in waits.withLock { $0.append(wait) } }
        _ = await send(request("simulate: slow", ["stream": true]), to: transport)
        #expect(waits.withLock { $0.first } == .seconds(2))
        let body = Array(JSONValue.object(request("simulate: timeout")).compact.utf8)
        let late = await send(body, to: transport, idleTimeout: 5)
        #expect(late.error?.kind == .timeout)
        #expect(waits.withLock { $0.last } == .seconds(5))
    }

    @Test("reasoning comes before the answer and is counted")
    func reasoning() async {
        let answered = await send(request("simulate: reasoning"))
        #expect(answered.json["choices"]?[0]?["message"]?["reasoning_content"]?.stringValue?.isEmpty == false)
        #expect((answered.json["usage"]?["completion_tokens_details"]?["reasoning_tokens"]?.intValue ?? 0) > 0)
    }

    @Test("bad arguments are not JSON")
    func badArguments() async throws {
        let body = request("simulate: bad arguments, weather in Rome", tools: [currentWeather])
        let call = try #require(await send(body).choice.calls.first)
        #expect(call.values.isNull && !call.arguments.isEmpty)
    }
}

@Suite("Plain answers")
struct ProseTests {
    @Test(
        "says what it is asked to say",
        arguments: [("Say this is a test", "this is a test"), ("repeat: X y", "X y"), (#"say "hi, you""#, "hi, you")])
    func echo(message: String, expected: String) async {
        #expect(await send(request(message)).choice.content == expected)
    }

    @Test("greets, and never pretends to be a model", arguments: ["hello", "say hello", "Hi there"])
    func greeting(message: String) async {
        let text = await send(request(message)).choice.content ?? ""
        #expect(["Hello", "Hi", "Good day"].contains { text.hasPrefix($0) })
        #expect(text.contains("imulator"))
    }

    @Test("restates the question and says what it is")
    func general() async {
        let text = await send(request("Which of these harbours is the largest?")).choice.content ?? ""
        #expect(text.contains("Which of these harbours is the largest?"))
        #expect(text.contains("simulator"))
    }

    @Test(
        "works sums and equations out",
        arguments: [("What is 12 * (3 + 4)?", "84"), ("solve 2x+3 = x - 5", "x = -8"), ("What is 2+2?", "4")])
    func sums(message: String, expected: String) async {
        #expect(await send(request(message)).choice.content?.contains(expected) == true)
    }

    @Test("dates and ranges are no sums")
    func notSums() async {
        let text = await send(request("In 2024 and 2025-03 there were 3-4 storms")).choice.content ?? ""
        #expect(!text.contains("2022"))
    }

    @Test(
        "reads the size of an image",
        arguments: [
            ("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAywAAAJYCAYAAAA=", "PNG image of 812×600 pixels"),
            ("data:image/gif;base64,R0lGODlhAQACAAAAACw=", "GIF image of 1×2 pixels"),
            ("data:image/jpeg;base64,/9j/wAARCAACAAMDASIAAhEBAxEB", "JPEG image of 3×2 pixels"),
        ])
    func images(url: String, expected: String) async {
        let content: JSONValue = [
            ["type": "text", "text": "What is it?"], ["type": "image_url", "image_url": ["url": .string(url)]],
            ["type": "image_url", "image_url": ["url": "https://example.com/harbour.png"]],
        ]
        let text = await send(request("", ["messages": [["role": "user", "content": content]]])).choice.content ?? ""
        #expect(text.contains(expected))
        #expect(text.contains("https://example.com/harbour.png"))
    }
}
