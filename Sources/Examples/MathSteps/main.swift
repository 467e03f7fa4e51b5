import JSON
import Prompts
import RequestCore
import Simulator
import TypedTools

@ToolInput struct Step {
    var explanation: String
    var output: String
}

@ToolInput struct MathReasoning {
    var steps: [Step]
    var finalAnswer: String
}

let client = Client(provider: .simulator, transport: SimulatorTransport())
let messages = [
    Message(.system, "You are a helpful math tutor. Guide the user through the solution step by step."),
    Message(.user, "how can I solve 8x + 7 = -23"),
]

var shown = 0
for try await state in client.stream(as: MathReasoning.self, asking: messages) {
    switch state {
    case .partial(let reasoning):
        // The last step may still be growing; the ones before it are whole.
        for step in (reasoning.steps ?? []).dropLast().dropFirst(shown) {
            print("\(step.explanation ?? ""): \(step.output ?? "")")
            shown += 1
        }
    case .complete(let reasoning):
        for step in reasoning.steps.dropFirst(shown) { print("\(step.explanation): \(step.output)") }
        print("answer: \(reasoning.finalAnswer)")
    }
}
