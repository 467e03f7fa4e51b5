import RequestCore
import Simulator

let client = Client(provider: .simulator, transport: SimulatorTransport())

let reply = try await client.answer(asking: "Say this is a test", timeout: 60)

print(reply.message.text)
