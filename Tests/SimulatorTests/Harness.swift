import JSON
import Prompts
import RequestCore
import Simulator
import Testing

/// What came back of a request, as a client sees it.
struct Answered {
    var status = 0
    var headers: [HTTPHeader] = []
    var bytes: [UInt8] = []
    /// How many pieces the body came in.
    var pieces = 0
    var error: RunError?

    var text: String { String(decoding: bytes, as: UTF8.self) }

    /// A body that is one JSON value.
    var json: JSONValue { (try? JSONValue(parsing: bytes)) ?? .null }

    /// The data of each event, `[DONE]` included.
    var data: [String] {
        text.split(separator: "\n\n", omittingEmptySubsequences: false).compactMap { event in
            event.hasPrefix("data: ") ? String(event.dropFirst(6)) : nil
        }
    }

    var chunks: [JSONValue] { data.compactMap { try? JSONValue(parsing: $0) } }

    /// The error object of a refusal.
    var refusal: JSONValue { json["error"] ?? .null }

    /// The choices, put together from a stream or taken from a plain body.
    var choices: [Choice] {
        guard chunks.isEmpty else { return Choice.assembled(chunks) }
        return (json["choices"]?.arrayValue ?? []).map(Choice.init)
    }

    var choice: Choice { choices.first ?? Choice() }

    struct Call: Equatable {
        var id = ""
        var type = ""
        var name = ""
        var arguments = ""

        var values: JSONValue { (try? JSONValue(parsing: arguments)) ?? .null }
    }

    struct Choice: Equatable {
        var content: String?
        var refusal: String?
        var calls: [Call] = []
        var function: Call?
        var finish: String?

        init() {}

        init(_ choice: JSONValue) {
            let message = choice["message"] ?? .null
            content = message["content"]?.stringValue
            refusal = message["refusal"]?.stringValue
            finish = choice["finish_reason"]?.stringValue
            calls = (message["tool_calls"]?.arrayValue ?? []).map { call in
                Call(
                    id: call["id"]?.stringValue ?? "", type: call["type"]?.stringValue ?? "",
                    name: call["function"]?["name"]?.stringValue ?? call["custom"]?["name"]?.stringValue ?? "",
                    arguments: call["function"]?["arguments"]?.stringValue ?? call["custom"]?["input"]?.stringValue
                        ?? "")
            }
            function = message["function_call"].map {
                Call(name: $0["name"]?.stringValue ?? "", arguments: $0["arguments"]?.stringValue ?? "")
            }
        }

        static func assembled(_ chunks: [JSONValue]) -> [Choice] {
            var choices: [Choice] = []
            for piece in chunks.flatMap({ $0["choices"]?.arrayValue ?? [] }) {
                let index = piece["index"]?.intValue ?? 0
                while choices.count <= index { choices.append(Choice()) }
                choices[index].apply(piece)
            }
            return choices
        }

        private mutating func apply(_ piece: JSONValue) {
            let delta = piece["delta"] ?? .null
            if let text = delta["content"]?.stringValue { content = (content ?? "") + text }
            if let text = delta["refusal"]?.stringValue { refusal = (refusal ?? "") + text }
            for call in delta["tool_calls"]?.arrayValue ?? [] {
                let index = call["index"]?.intValue ?? 0
                while calls.count <= index { calls.append(Call()) }
                let inner = call["function"] ?? call["custom"] ?? .null
                calls[index].id += call["id"]?.stringValue ?? ""
                calls[index].type += call["type"]?.stringValue ?? ""
                calls[index].name += inner["name"]?.stringValue ?? ""
                calls[index].arguments += inner["arguments"]?.stringValue ?? inner["input"]?.stringValue ?? ""
            }
            if let call = delta["function_call"] {
                function = function ?? Call()
                function?.name += call["name"]?.stringValue ?? ""
                function?.arguments += call["arguments"]?.stringValue ?? ""
            }
            finish = piece["finish_reason"]?.stringValue ?? finish
        }
    }
}

extension [JSONValue] {
    var asJSON: JSONValue { .array(self) }
}

/// Sends bytes to a simulator and reads the answer to its end.
func send(
    _ body: [UInt8], to transport: SimulatorTransport = SimulatorTransport(deterministic: true),
    method: String = "POST", url: String = "simulator://local/v1/chat/completions", idleTimeout: Double = 600
) async -> Answered {
    var answered = Answered()
    do {
        let request = TransportRequest(method: method, url: url, headers: [], body: body, idleTimeout: idleTimeout)
        for try await event in transport.send(request) {
            switch event {
            case .head(let head):
                answered.status = head.status
                answered.headers = head.headers
            case .body(let bytes):
                answered.bytes += bytes
                answered.pieces += 1
            }
        }
    } catch let error as RunError {
        answered.error = error
    } catch {
        Issue.record("a transport throws RunError only, not \(error)")
    }
    return answered
}

func send(
    _ body: JSONObject, to transport: SimulatorTransport = SimulatorTransport(deterministic: true)
) async -> Answered {
    await send(Array(JSONValue.object(body).compact.utf8), to: transport)
}

/// A request of one user message; `fields` replace or add to it.
func request(
    _ text: String, system: String? = nil, tools: [JSONValue] = [], model: String = "gpt-4o", _ fields: JSONObject = [:]
) -> JSONObject {
    var messages: [JSONValue] = system.map { [["role": "system", "content": .string($0)]] } ?? []
    messages.append(["role": "user", "content": .string(text)])
    var body: JSONObject = ["model": .string(model), "messages": .array(messages)]
    if !tools.isEmpty { body["tools"] = .array(tools) }
    for field in fields { body[field.key] = field.value }
    return body
}

/// A function tool.
func tool(_ name: String, about description: String = "", strict: Bool = false, _ parameters: JSONValue) -> JSONValue {
    [
        "type": "function",
        "function": [
            "name": .string(name), "description": .string(description), "strict": .bool(strict),
            "parameters": parameters,
        ],
    ]
}

/// A tool call as it stands in an assistant message.
func toolCall(_ id: String, _ name: String, _ arguments: String) -> JSONValue {
    ["id": .string(id), "type": "function", "function": ["name": .string(name), "arguments": .string(arguments)]]
}

let currentWeather = tool(
    "get_current_weather", about: "Get the current weather in a given location",
    [
        "type": "object",
        "properties": [
            "location": ["type": "string", "description": "The city and state, e.g. San Francisco, CA"],
            "unit": ["type": "string", "enum": ["celsius", "fahrenheit"]],
        ],
        "required": ["location"],
    ])

let deliveryDate = tool(
    "get_delivery_date",
    about:
        "Get the delivery date for a customer's order. Call this whenever you need to know the delivery date, for example "
        + "when a customer asks 'Where is my package'",
    [
        "type": "object", "properties": ["order_id": ["type": "string", "description": "The customer's order ID."]],
        "required": ["order_id"], "additionalProperties": false,
    ])

let stockPrice = tool(
    "get_stock_price", strict: true,
    [
        "type": "object", "properties": ["symbol": ["type": "string"]], "required": ["symbol"],
        "additionalProperties": false,
    ])
