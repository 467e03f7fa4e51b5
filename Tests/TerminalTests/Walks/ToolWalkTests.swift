import TestSupport
import Testing

@Suite("Tool calls, in a terminal", .serialized)
struct ToolWalkTests {
    private let home: Etude.Folder

    init() throws { home = try Etude.Folder() }

    @Test("at a terminal each call is asked for, and always is remembered")
    func asking() async throws {
        let session = try await TmuxSession(
            "etude run \(Etude.sample("weather.prompt")) -m 'Weather in Boston and London?' --tools ask", home: home,
            width: 120)
        try await session.see("run sh weather.sh {{location}} in", "[y]es, [a]lways, [N]o")
        try await session.type("a\n")
        try await session.see("\"Boston\"", "\"London\"")
        try await session.type("y\n")
        try await session.see("degrees", "ended with 0")
        let later = try await Etude.run(
            [
                "run", Etude.sample("weather.prompt"), "-m", "What's the weather like in Boston and London tonight?",
                "--tools", "auto",
            ],
            home: home)
        #expect(later.status == 0)
    }

    @Test("Ctrl-C at the question ends it")
    func interrupted() async throws {
        let session = try await TmuxSession("true", home: home, width: 120)
        try await session.see("shell>")
        try await session.type(
            "etude run \(Etude.sample("weather.prompt")) -m 'Weather in Boston and London?' --tools ask\n")
        try await session.see("[y]es, [a]lways, [N]o")
        try await session.press("C-c")
        try await session.wait(for: "the shell") { $0.components(separatedBy: "shell>").count > 2 }
        try await session.type("echo left $?\n")
        try await session.see("left 130")
    }

    @Test(
        "in the playground one key, and a yes the first time, goes from the calls to the final answer, in every dialect",
        arguments: ["chat", "responses", "messages"])
    func playground(dialect: String) async throws {
        _ = try home.write("providers:\n  simulator: {dialect: \(dialect)}\n", to: "config.yaml")
        let session = try await TmuxSession(
            "etude \(Etude.sample("weather.prompt"))", home: home, width: 120, height: 40)
        try await session.see("^R run", "get_current_wea…")
        try await session.type("What is the weather in Boston and London?")
        try await session.press("C-r")
        try await session.see("needs a result · Alt-A runs it")
        try await session.press("M-a")
        try await session.see("Run these commands?", "sh weather.sh {{location}}", "2 calls now")
        try await session.press("y")
        try await session.see("weather in London is")
    }
}
