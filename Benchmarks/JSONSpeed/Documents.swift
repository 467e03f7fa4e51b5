import Foundation

/// What is read: as large and as mixed as what the program meets.
struct Document {
    let name: String
    let bytes: [UInt8]
    /// What `JSONDecoder` makes of it: a type that fits, with the fields that one would want.
    let decode: (JSONDecoder, Data) throws -> Any

    static func all(models path: String) throws -> [Document] {
        let models = try Data(contentsOf: URL(fileURLWithPath: path))
        return [
            Document(name: "models.json", bytes: Array(models)) { try $0.decode(ModelFile.self, from: $1) },
            Document(name: "completion", bytes: completion()) { try $0.decode(Completion.self, from: $1) },
            Document(name: "strings", bytes: strings()) { try $0.decode([String].self, from: $1) },
        ]
    }

    /// A long answer with logprobs and tool calls, about 1 MB.
    private static func completion() -> [UInt8] {
        let words = [
            "The", " tide", " turns", " at", " Brest", ",", " and", " l’île", " d’Ouessant", "\\n\\n", " \\\"港\\\"",
        ]
        let tokens = (0..<3000).map { number in
            let word = words[number % words.count]
            let others = (1...5).map {
                #"{"token":"\#(words[(number + $0) % words.count])","logprob":-\#($0).\#(number)}"#
            }
            return
                #"{"token":"\#(word)","logprob":-0.00\#(number)1,"bytes":[84,104,101],"top_logprobs":[\#(others.joined(separator: ","))]}"#
        }
        let calls = (0..<20).map { number in
            #"{"id":"call_\#(number)","type":"function","function":{"name":"get_tide","arguments":"{\"harbour\": \"Brest\", \"day\": \#(number), \"heights\": [1.5, 2.25]}"}}"#
        }
        let text = (0..<12000).map { words[$0 % words.count] }.joined()
        return Array(
            #"{"id":"chatcmpl-1","object":"chat.completion","created":1795000000,"model":"gpt-4.1","choices":[{"index":0,"message":{"role":"assistant","content":"\#(text)","refusal":null,"tool_calls":[\#(calls.joined(separator: ","))]},"logprobs":{"content":[\#(tokens.joined(separator: ","))]},"finish_reason":"stop"}],"usage":{"prompt_tokens":12,"completion_tokens":3000,"total_tokens":3012}}"#
                .utf8)
    }

    /// 10 MB of lines with escapes and letters beyond ASCII.
    private static func strings() -> [UInt8] {
        let line =
            #""Le port de Brest, à marée basse : \"港口\"\n\tet 3 \\ 4 \u00e9\ud83c\udf0a, then a stretch of plain ASCII text.""#
        var bytes = Array("[".utf8)
        while bytes.count < 10_000_000 { bytes += (line + ",").utf8 }
        return bytes + Array((line + "]").utf8)
    }
}

private struct ModelFile: Decodable {
    struct Model: Decodable {
        var mode: String?
        var max_input_tokens: Int?
        var max_output_tokens: Int?
        var input_cost_per_token: Double?
        var output_cost_per_token: Double?
        var supports_vision: Bool?
        var supports_function_calling: Bool?
        var deprecation_date: String?
    }

    var models: [String: Model?]
}

private struct Completion: Decodable {
    struct Choice: Decodable {
        var index: Int
        var message: Message
        var logprobs: Logprobs?
        var finish_reason: String?
    }

    struct Message: Decodable {
        struct Call: Decodable {
            var id: String
            var function: Function
        }

        struct Function: Decodable {
            var name: String
            var arguments: String
        }

        var role: String
        var content: String?
        var tool_calls: [Call]?
    }

    struct Logprobs: Decodable {
        var content: [Token]
    }

    struct Token: Decodable {
        var token: String
        var logprob: Double
        var bytes: [Int]?
        var top_logprobs: [Token]?
    }

    var id: String
    var model: String
    var choices: [Choice]
    var usage: [String: Int]
}
