import TestSupport
import Testing

@Suite("The weather sample, from the first key to the log", .serialized)
struct WeatherWalkTests {
    @Test("two calls appear, both are answered, the answer comes, the log shows it, and a new start is where one was")
    func walk() async throws {
        let home = try Etude.Folder()
        let session = try await TmuxSession(
            "etude \(Etude.sample("weather.prompt"))", home: home, width: 120, height: 40)
        try await session.see("weather", "get_current_wea…")
        try await session.type("What's the weather like in Boston and London tonight?")
        try await session.press("C-r")
        try await session.see("Boston", "London", "needs a result")
        try await session.wait(for: "both calls waiting") { $0.components(separatedBy: "needs a result").count >= 3 }

        try await session.type(#"{"temperature": 22, "other": "cloudy"}"#)
        try await session.press("Enter")
        try await session.type(#"{"temperature": 15, "other": "rain"}"#)
        try await session.press("C-r")
        try await session.see("tool", "✓ answered", "22", "15")
        try await session.wait(for: "a final answer") {
            $0.components(separatedBy: "assistant").count >= 3 && !$0.contains("streaming")
        }

        try await session.press("F6")
        try await session.see("Logs", "1–2 of 2", "ƒ 2")
        try await session.press("Enter")
        try await session.see("Messages", "Request", "Response", "Timing")
        try await session.press("Escape")
        try await session.seeGone("Response")
        try await session.press("C-q")
        try await session.see("ended with 0", "shell>")

        try await session.type("etude\n")
        try await session.see("weather", "Boston", "✓ answered", "v1 ")
        try await session.press("C-q")
        try await session.see("shell>")
    }
}
