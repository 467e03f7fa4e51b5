import JSON
import Prompts
import RequestCore
import Simulator

/// Your own function; this one always finds the same weather.
func currentWeather(in location: String) -> JSONValue {
    ["location": .string(location), "temperature": 22, "other": "cloudy"]
}

let weather = Tool(
    name: "get_current_weather",
    description: "Get the current weather in a given location",
    parameters: [
        "type": "object",
        "properties": [
            "location": ["type": "string", "description": "The city and state, e.g. San Francisco, CA"],
            "unit": ["type": "string", "enum": ["celsius", "fahrenheit"]],
        ],
        "required": ["location"],
    ])

let client = Client(provider: .simulator, transport: SimulatorTransport(), config: Config(tools: [weather]))

// 1. Send the question, with the tools that the model may call.
var messages = [Message(.user, "What's the weather like in both Boston AND London tonight?")]
let first = try await client.answer(asking: messages)

// 2. The answer's calls belong to the conversation; each one is answered by its id.
messages.append(first.message)
for call in first.message.toolCalls {
    print("\(call.name) \(call.arguments)")
    let result: JSONValue
    do {
        // Nothing guarantees that a model writes JSON, or calls a tool that exists.
        let arguments = try JSONValue(parsing: call.arguments)
        result = currentWeather(in: arguments["location"]?.stringValue ?? "")
    } catch {
        result = ["error": .string("the arguments are not JSON: \(error)")]
    }
    messages.append(.toolResult(result.compact, for: call.id))
}

// 3. Send the conversation again, results and all.
let second = try await client.answer(asking: messages)
print(second.message.text)
