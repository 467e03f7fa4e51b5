import JSON
import Prompts
import RequestCore
import Simulator
import TypedTools

enum Units: String, CaseIterable, ToolInputValue { case imperial, metric }

/// The weather at a place.
@ToolInput struct Weather {
    /// City name
    var location: String
    var units: Units
}

/// Searches the web.
@ToolInput("google_search") struct Search {
    var query: String
}

struct Report: Encodable {
    var temperature: Int
    var sky: String
}

let client = Client(provider: .simulator, transport: SimulatorTransport())
let messages = [
    Message(.system, "You must always use tools"),
    Message(.user, "What is the weather in Toronto and Dallas and who won the super bowl?"),
]

let calls = client.parallelTools(Weather.self, Search.self, asking: messages, choice: .required)
var results: [Message] = []
for try await call in calls {
    switch call.input {
    case let weather as Weather:
        print("weather in \(weather.location), \(weather.units)")
        results.append(try call.result(Report(temperature: 22, sky: "cloudy")))
    case let search as Search:
        print("search for \(search.query)")
        results.append(call.result("The Eagles won the Super Bowl."))
    default: break
    }
}

let answer = try await client.answer(asking: calls.messages + results)
print(answer.message.text)
