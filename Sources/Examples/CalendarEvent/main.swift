import JSON
import Prompts
import RequestCore
import Simulator
import TypedTools

@ToolInput struct CalendarEvent {
    var name: String
    var date: String
    var participants: [String]
}

let client = Client(provider: .simulator, transport: SimulatorTransport())
let event = try await client.answer(
    as: CalendarEvent.self,
    asking: [
        Message(.system, "Extract the event information."),
        Message(.user, "Alice and Bob are going to a science fair on Friday."),
    ])

print("\(event.name) on \(event.date) with \(event.participants.joined(separator: " and "))")
