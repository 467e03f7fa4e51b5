import RequestCore
import Testing
import TextUI

@testable import Playground

@MainActor @Suite("show") struct ShowTests {
    @Test func a() {
        var state = LogSamples.state()
        state.openLogs(with: [
            LogSamples.summary(0),
            LogSamples.summary(104, version: 11, ms: 2100, tokens: 151),
            LogSamples.summary(606, model: "simulator", version: 9, message: "hello", calls: 0, ms: 400, tokens: 12, cost: nil),
            LogSamples.summary(719, version: 9, message: "Give me data", calls: 0, state: .failed, error: "bad_request 400: messages must contain the word json in some form", status: 400),
            LogSamples.summary(90_000, prompt: "weather", message: "a\u{1B}[31m\nb", state: .cancelled, error: "cancelled: stopped"),
        ], total: 1204)
        dump(LogSamples.draw(&state).joined(separator: "\n"))
        _ = state.press(keys: "/ tide")
        dump(LogSamples.draw(&state).joined(separator: "\n"))
        state.size = Size(width: 80, height: 24)
        dump(LogSamples.draw(&state).joined(separator: "\n"))
        _ = state.press(keys: "enter")
        dump(LogSamples.draw(&state).joined(separator: "\n"))
        state.size = Size(width: 45, height: 12)
        dump(LogSamples.draw(&state).joined(separator: "\n"))
        state.size = Size(width: 80, height: 24)
        _ = state.update(.logLoaded(LogSamples.record(id: "log-0"), versionNumber: 12))
        dump(LogSamples.draw(&state).joined(separator: "\n"))
        for k in ["2", "3", "4", "5", "/ te"] {
            _ = state.press(keys: k)
            dump(LogSamples.draw(&state).joined(separator: "\n"))
        }
        _ = state.press(keys: "enter")
        dump(LogSamples.draw(&state).joined(separator: "\n"))
    }
}
