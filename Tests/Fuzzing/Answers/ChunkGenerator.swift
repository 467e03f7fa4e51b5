import JSON

/// Chunks that a server could send, and such as no server should.
struct ChunkGenerator {
    var numbers: SeededGenerator

    /// An event stream of a few chunks.
    mutating func stream() -> [UInt8] {
        var text = numbers.chance(10) ? "\u{FEFF}" : ""
        let end = numbers.pick(["\n", "\n", "\r\n", "\r"])
        for _ in 0...numbers.below(6) {
            if numbers.chance(4) { text += ": ping" + end + end }
            if numbers.chance(4) { text += "event: " + numbers.pick(["error", "message", ""]) + end }
            text += "data: " + chunk().compact + end + end
        }
        return Array((text + numbers.pick(["data: [DONE]" + end + end, "data: [DONE]", "", "data: {\"x\":"])).utf8)
    }

    /// A completion in one piece.
    mutating func completion() -> [UInt8] {
        Array((numbers.chance(80) ? chunk() : .array([chunk()])).pretty(indent: numbers.below(3)).utf8)
    }

    mutating func chunk() -> JSONValue {
        var chunk: JSONObject = [:]
        if numbers.chance(70) { chunk["id"] = word() }
        if numbers.chance(70) { chunk["model"] = word() }
        if numbers.chance(30) { chunk["system_fingerprint"] = word() }
        if numbers.chance(95) {
            chunk["choices"] = .array((0..<numbers.pick([1, 1, 1, 1, 2, 0])).map { _ in choice() })
        }
        if numbers.chance(15) { chunk["usage"] = anything() }
        if numbers.chance(3) { chunk["x_groq"] = ["usage": ["prompt_tokens": 1], "id": "r"] }
        if numbers.chance(3) { chunk["error"] = anything() }
        if numbers.chance(3) { chunk[key()] = anything() }
        return .object(chunk)
    }

    private mutating func choice() -> JSONValue {
        var choice: JSONObject = [:]
        if numbers.chance(90) { choice["index"] = numbers.pick([0, 0, 0, 0, 1, 2, 127, 128, -1, "0", .null, 1.5]) }
        choice[numbers.chance(85) ? "delta" : "message"] = numbers.chance(97) ? .object(message()) : anything()
        if numbers.chance(20) {
            choice["finish_reason"] = numbers.pick(["stop", "tool_calls", "length", "", .null, 7])
        }
        if numbers.chance(10) { choice["logprobs"] = ["content": [["token": word()]], "refusal": .null] }
        if numbers.chance(3) { choice[key()] = anything() }
        return .object(choice)
    }

    private mutating func message() -> JSONObject {
        var message: JSONObject = numbers.chance(30) ? ["role": "assistant"] : [:]
        if numbers.chance(50) { message["content"] = content() }
        if numbers.chance(8) { message["refusal"] = word() }
        if numbers.chance(10) { message["reasoning_content"] = word() }
        if numbers.chance(8) { message["reasoning"] = word() }
        if numbers.chance(50) { message["tool_calls"] = calls() }
        if numbers.chance(5) { message["function_call"] = numbers.chance(90) ? function() : anything() }
        if numbers.chance(5) { message["annotations"] = .array([anything()]) }
        if numbers.chance(3) { message[key()] = anything() }
        return message
    }

    private mutating func content() -> JSONValue {
        guard numbers.chance(15) else { return word() }
        let parts = (0..<numbers.below(3)).map { _ -> JSONValue in
            numbers.pick([
                ["type": "text", "text": "a"], ["type": "thinking", "thinking": [["type": "text", "text": "t"]]], "b",
                ["type": "refusal", "refusal": "n"], ["type": "reference", "ids": [1]], 5,
            ])
        }
        return numbers.chance(80) ? .array(parts) : parts.first ?? .null
    }

    private mutating func calls() -> JSONValue {
        let calls = (0..<numbers.pick([1, 1, 1, 2, 3, 0])).map { _ -> JSONValue in
            var call: JSONObject = [:]
            if numbers.chance(75) { call["index"] = numbers.pick([0, 0, 0, 1, 1, 2, 6, -3, .null, "1", 1e9]) }
            if numbers.chance(50) { call["id"] = numbers.pick(["a", "a", "b", "c", "", .null, 7, "function_call_x"]) }
            if numbers.chance(40) {
                call["type"] = numbers.pick(["function", "function", "function", "custom", .null, 1])
            }
            if numbers.chance(5) {
                call[numbers.pick(["extra_content", "name", "arguments", "index", ""])] = anything()
            }
            call[numbers.chance(95) ? "function" : "custom"] = numbers.chance(95) ? function() : anything()
            return .object(call)
        }
        return numbers.chance(95) ? .array(calls) : calls.first ?? .null
    }

    private mutating func function() -> JSONValue {
        var function: JSONObject = [:]
        if numbers.chance(50) { function["name"] = numbers.pick(["f", "f", "g", "", "fg", .null, "get_weather"]) }
        if numbers.chance(80) {
            function["arguments"] = numbers.pick([
                "{\"x\":", "1}", "{}", "{\"x\":1}", "", "\"", "\\\"", "}", ["x": 1], .null, "[", " ",
            ])
        }
        if numbers.chance(5) { function["input"] = word() }
        return .object(function)
    }

    private mutating func word() -> JSONValue {
        numbers.chance(90)
            ? .string(numbers.pick(["a", "b", "", "é", "😀", "e\u{301}", "\u{301}", "\n", "\u{0}", "word ", "\r\n"]))
            : anything()
    }

    private mutating func anything() -> JSONValue {
        numbers.chance(60)
            ? numbers.pick([
                .null, true, false, 0, -1, "", "x", [], [:], [.null], ["message": "m"], ["code": 7, "message": .null],
                ["prompt_tokens": 1, "completion_tokens": 2], ["text": "t"], [["a": 1]],
            ]) : numbers.value(depth: 2)
    }

    /// A key that means something elsewhere.
    private mutating func key() -> String {
        numbers.pick([
            "content", "tool_calls", "role", "refusal", "reasoning_content", "reasoning", "function_call", "index",
            "usage",
            "finish_reason", "message", "delta", "logprobs", "error", "detail", "object", "p", "content_parts", "x", "",
        ])
    }
}
