import Playground
import TextUI

/// A thread to read: questions that the simulator repeats, with the cursor on the last message.
@MainActor enum Reader {
    /// - Parameter answers: what the model answers, each to a question of its own.
    static func harness(_ answers: String..., width: Int = 80, height: Int = 24) async throws -> Harness {
        let harness = try await Harness(width: width, height: height)
        for answer in answers {
            if answers.first != answer { try await harness.press("i") }
            harness.terminal.send(.paste("repeat: " + answer))
            try await harness.press("ctrl-r")
            try await harness.idle()
            try await harness.press("esc")
        }
        return harness
    }
}
