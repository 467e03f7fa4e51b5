import JSON
import RequestCore
import Simulator
import Synchronization
import Testing

@Suite("Answers stream as the API's do")
struct StreamTests {
    private let streaming: JSONObject = ["stream": true]

    @Test("role first, then text, then the finish, then [DONE]")
    func order() async throws {
        let answered = await send(request("Tell me about the sea.", streaming))
        #expect(answered.status == 200)
        #expect(answered.headers.first { $0.name == "content-type" }?.value == "text/event-stream; charset=utf-8")
        #expect(answered.data.last == "[DONE]")
        let deltas = answered.chunks.map { $0["choices"]?[0]?["delta"]?.compact ?? "" }
        #expect(deltas.first == #"{"role":"assistant","content":"","refusal":null}"#)
        #expect(deltas.last == "{}")
        #expect(answered.chunks.last?["choices"]?[0]?["finish_reason"]?.stringValue == "stop")
        for chunk in answered.chunks {
            #expect(chunk["object"]?.stringValue == "chat.completion.chunk")
            #expect(chunk["system_fingerprint"]?.stringValue == "fp_simulator")
            #expect(chunk["id"]?.stringValue?.hasPrefix("chatcmpl-") == true)
            #expect(chunk["usage"] == nil)
        }
    }

    @Test("a call begins with id, type, name and empty arguments")
    func callDeltas() async {
        let answered = await send(request("Weather in Rome and Oslo?", tools: [currentWeather], streaming))
        let pieces = answered.chunks.compactMap { $0["choices"]?[0]?["delta"]?["tool_calls"]?[0] }
        let first = pieces.first
        #expect(first?["index"]?.intValue == 0)
        #expect(first?["type"]?.stringValue == "function")
        #expect(first?["function"]?["name"]?.stringValue == "get_current_weather")
        #expect(first?["function"]?["arguments"]?.stringValue == "")
        #expect(pieces.filter { $0["id"] != nil }.count == 2)
        #expect(pieces.filter { $0["id"] == nil }.allSatisfy { $0["type"] == nil && $0["function"]?["name"] == nil })
        #expect(answered.choice.calls.map { $0.values["location"]?.stringValue } == ["Rome", "Oslo"])
    }

    @Test("include_usage sends usage on a chunk of its own, and null before")
    func usage() async {
        let body = request("hello", ["stream": true, "stream_options": ["include_usage": true]])
        let chunks = await send(body).chunks
        #expect(chunks.last?["choices"] == [])
        let usage = chunks.last?["usage"]
        let prompt = usage?["prompt_tokens"]?.intValue ?? 0
        let completion = usage?["completion_tokens"]?.intValue ?? 0
        #expect(prompt > 0 && completion > 0)
        #expect(usage?["total_tokens"]?.intValue == prompt + completion)
        #expect(usage?["completion_tokens_details"]?["reasoning_tokens"]?.intValue == 0)
        #expect(chunks.dropLast().allSatisfy { $0["usage"]?.isNull == true })
    }

    @Test(
        "stream and plain body give the same answer",
        arguments: [
            request("Which of these harbours is the largest?"),
            request("Weather in Rome and Oslo?", tools: [currentWeather]),
            request("Tell me about the sea.", ["n": 3, "seed": 4]), request("write 300 words", ["stop": ["example"]]),
            request("Tell me about the sea.", ["max_tokens": 7]), request("simulate: refusal"),
            request("give json with keys a and b", ["response_format": ["type": "json_object"]]),
        ])
    func same(body: JSONObject) async {
        var streamed = body
        streamed["stream"] = true
        streamed["stream_options"] = ["include_usage": true]
        let (plain, stream) = (await send(body), await send(streamed))
        #expect(plain.choices == stream.choices)
        #expect(plain.json["usage"] == stream.chunks.last?["usage"])
    }

    @Test("the same seed gives the same answer, another seed another")
    func seeds() async {
        let transport = SimulatorTransport()
        func ask(_ seed: Int) async -> Answered.Choice {
            await send(request("Which harbour is it?", ["seed": .number(JSONNumber(seed))]), to: transport).choice
        }
        let first = await ask(1)
        #expect(await ask(1) == first)
        var others: Set<String> = []
        for seed in 2..<12 { others.insert(await ask(seed).content ?? "") }
        #expect(others.count > 3)
    }

    @Test("without a seed answers differ, unless the simulator is deterministic")
    func unseeded() async {
        let (free, fixed) = (SimulatorTransport(), SimulatorTransport(deterministic: true))
        var (freely, fixedly): (Set<String>, Set<[UInt8]>) = ([], [])
        for _ in 0..<10 {
            freely.insert(await send(request("Which harbour is it?"), to: free).choice.content ?? "")
            fixedly.insert(await send(request("Which harbour is it?"), to: fixed).bytes)
        }
        #expect(freely.count > 1)
        #expect(fixedly.count == 1)
    }

    @Test("n choices differ, and their chunks are interleaved")
    func choices() async {
        let answered = await send(request("Which harbour is it?", ["n": 4, "seed": 7, "stream": true]))
        #expect(answered.choices.count == 4)
        #expect(Set(answered.choices.map { $0.content ?? "" }).count > 1)
        let order = answered.chunks.prefix(8).compactMap { $0["choices"]?[0]?["index"]?.intValue }
        #expect(order == [0, 1, 2, 3, 0, 1, 2, 3])
    }

    @Test("a stop sequence ends the text before it, wherever tokens are cut")
    func stops() async {
        let body = request("repeat: one two three four", ["stop": ["o thr", "zzz"]])
        let choice = await send(body).choice
        #expect(choice.content == "one tw")
        #expect(choice.finish == "stop")
        let missed = await send(request("repeat: one two thr", ["stop": "three"])).choice
        #expect(missed.content == "one two thr")
    }

    @Test("max_tokens cuts text, JSON and arguments, and finishes with length")
    func length() async {
        let text = await send(request("Tell me about the sea.", ["max_tokens": 5]))
        #expect(text.choice.finish == "length")
        #expect(text.json["usage"]?["completion_tokens"]?.intValue == 5)
        let called = await send(request("Weather in Rome?", tools: [currentWeather], ["max_tokens": 3])).choice
        #expect(called.finish == "length")
        #expect(called.calls.first?.values.isNull == true)
    }

    @Test("logprobs have an entry for each token, with alternatives")
    func logprobs() async {
        let body = request("hello", ["logprobs": true, "top_logprobs": 2])
        let entries = await send(body).json["choices"]?[0]?["logprobs"]?["content"]?.arrayValue ?? []
        let text = entries.compactMap { $0["token"]?.stringValue }.joined()
        #expect(await send(body).choice.content == text)
        #expect(
            entries.allSatisfy { $0["top_logprobs"]?.arrayValue?.count == 2 && ($0["logprob"]?.doubleValue ?? 1) <= 0 })
    }

    @Test("obfuscation comes when it is asked for")
    func obfuscation() async {
        let asked = await send(request("hi", ["stream": true, "stream_options": ["include_obfuscation": true]]))
        #expect(asked.chunks.allSatisfy { $0["obfuscation"]?.stringValue?.isEmpty == false })
    }

    @Test("500 words are about 500 words")
    func words() async {
        let content = await send(request("write 500 words")).choice.content ?? ""
        #expect((480...520).contains(content.split(whereSeparator: \.isWhitespace).count))
    }

    @Test("20,000 words stream in pieces, made while they are read")
    func large() async throws {
        let body = Array(JSONValue.object(request("write 20,000 words", streaming)).compact.utf8)
        let stream = SimulatorTransport().send(TransportRequest(url: "", headers: [], body: body))
        var (pieces, largest, total) = (0, 0, 0)
        for try await case .body(let bytes) in stream {
            pieces += 1
            largest = max(largest, bytes.count)
            total += bytes.count
        }
        #expect(pieces > 100)
        #expect(largest < 20_000)
        #expect(total > 2_000_000)
    }

    @Test("the pace of reading waits 200 ms first, then 9 to 17 ms for a token, one event in a piece")
    func reading() async {
        let waits = Mutex<[Duration]>([])
        let transport = SimulatorTransport(pace: .reading, deterministic: true) { wait in
            waits.withLock { $0.append(wait) }
        }
        let answered = await send(request("Tell me about the sea.", streaming), to: transport)
        let waited = waits.withLock { $0 }
        #expect(waited.first == .milliseconds(200))
        #expect(waited.dropFirst().allSatisfy { (.milliseconds(9) ... .milliseconds(17)).contains($0) })
        #expect(answered.pieces >= waited.count)
    }

    @Test("a cancelled wait ends the stream with cancelled")
    func cancelled() async {
        let transport = SimulatorTransport(pace: .reading) { _ in throw CancellationError() }
        let answered = await send(request("hi", streaming), to: transport)
        #expect(answered.error?.kind == .cancelled)
    }

    @Test("system fingerprint and model are echoed")
    func identity() async {
        let answered = await send(request("hi", model: "gpt-4o-mini"))
        #expect(answered.json["model"]?.stringValue == "gpt-4o-mini")
        #expect(answered.json["object"]?.stringValue == "chat.completion")
        #expect(answered.json["system_fingerprint"]?.stringValue == "fp_simulator")
    }
}
