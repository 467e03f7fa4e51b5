import JSON
import Prompts
import RequestCore
import Simulator
import TypedTools

/// Get the delivery date for a customer's order. Call this whenever you need to know the delivery date, for example when a
/// customer asks 'Where is my package'
@ToolInput(strict: true) struct GetDeliveryDate {
    @ToolProperty("The customer's order ID.", key: "order_id") var orderID: String
}

struct Delivery: Encodable {
    var orderID: String
    var deliveryDate: String
}

let client = Client(provider: .simulator, transport: SimulatorTransport())
let messages = [
    Message(.system, "You are a helpful customer support assistant. Use the supplied tools to assist the user."),
    Message(.user, "Hi, can you tell me the delivery date for my order order_12345?"),
]

let calls = client.parallelTools(GetDeliveryDate.self, asking: messages)
var results: [Message] = []
for try await call in calls {
    guard let input = call.input as? GetDeliveryDate else { continue }
    print("delivery date of \(input.orderID)")
    results.append(try call.result(Delivery(orderID: input.orderID, deliveryDate: "2026-12-01")))
}
print(try await client.answer(asking: calls.messages + results).message.text)
