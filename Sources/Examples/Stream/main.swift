import Foundation
import JSON
import Prompts
import RequestCore
import Simulator

let config = Config(parameters: [.temperature: 0.2], template: [Message(.system, "You know the sea.")])
let client = Client(provider: .simulator, transport: SimulatorTransport(pace: .reading), config: config)

var reply = Reply()
do {
    for try await event in client.stream(asking: "Say the tide turns at six") {
        reply.apply(event)
        // `print` would wait for the end of the line.
        if case .textDelta(_, _, let text) = event { FileHandle.standardOutput.write(Data(text.utf8)) }
    }
    print("\nfinished: \(reply.finishReason?.word ?? "no"), tokens: \(reply.usage?.total ?? 0)")
} catch let error as RunError {
    print("\n\(error.headline)\n\(error.advice)")
    print("what came is kept: \(reply.message.text)")
}
