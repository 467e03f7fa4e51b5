import TestSupport
import Testing

@Suite("The weather sample, from the first key to the log", .serialized)
struct WeatherWalkTests {
    @Test("two calls appear, both are answered, the answer comes, the log shows it, and a new start is where one was")
    func walk() throws {
        let home = try Etude.Folder()
        let session = try TmuxSession("etude \(Etude.sample("weather.prompt"))", home: home, width: 120, height: 40)
        try session.see("weather", "get_current_weather")
        try session.type("What's the weather like in Boston and London tonight?")
        try session.press("C-r")
        try session.see("Boston", "London", "needs a result")
        try session.wait(for: "both calls waiting") { $0.components(separatedBy: "needs a result").count >= 3 }

        try session.type(#"{"temperature": 22, "other": "cloudy"}"#)
        try session.press("Enter")
        try session.type(#"{"temperature": 15, "other": "rain"}"#)
        try session.press("C-r")
        try session.see("tool", "✓ answered", "22", "15")
        try session.wait(for: "a final answer") { $0.components(separatedBy: "assistant").count >= 3 && !$0.contains("streaming") }

        try session.press("F6")
        try session.see("Logs", "1–2 of 2", "ƒ 2")
        try session.press("Enter")
        try session.see("Messages", "Request", "Response", "Timing")
        try session.press("Escape")
        try session.seeGone("Response")
        try session.press("C-q")
        try session.see("ended with 0", "shell>")

        try session.type("etude\n")
        try session.see("weather", "Boston", "✓ answered", "v1 ")
        try session.press("C-q")
        try session.see("shell>")
    }
}
