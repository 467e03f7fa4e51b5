import TestSupport
import Testing

@Suite("The first start", .serialized)
struct FirstStartTests {
    @Test(
        "shows three panes, the simulator and the run key, with the cursor in the user message",
        arguments: [(80, 24), (120, 40)])
    func firstScreen(size: (Int, Int)) async throws {
        let home = try Etude.Folder()
        let session = try await TmuxSession(home: home, width: size.0, height: size.1)
        let screen = try await session.see("Config", "Thread", "simulator", "gpt-4.1-mini", "^R run", "user")
        #expect(screen.contains("untitled"))
        try await session.type("hello there")
        try await session.see("hello there")
    }

    @Test("needs nothing but a message and the run key for an answer", arguments: ["C-r", "F5", "M-Enter"])
    func run(key: String) async throws {
        let home = try Etude.Folder()
        let session = try await TmuxSession(home: home)
        try await session.see("^R run")
        try await session.type("Say hello")
        try await session.press(key)
        try await session.see("assistant", "tok")
    }

    @Test("names the version with its hash once the store is open")
    func version() async throws {
        let home = try Etude.Folder()
        let session = try await TmuxSession(home: home)
        try await session.see("untitled  v1 ")
    }

    @Test("on a screen that is too small says so in one sentence, and comes back when it grows")
    func tooSmall() async throws {
        let home = try Etude.Folder()
        let session = try await TmuxSession(home: home, width: 30, height: 8)
        try await session.see("Terminal too small")
        try await session.resize(width: 80, height: 24)
        try await session.see("Config", "Thread")
    }

    @Test("keys and a theme that cannot be used are said with their line; the playground starts without them")
    func unusableSettings() async throws {
        let home = try Etude.Folder()
        let settings = "theme: mauve\nkeys:\n  run: [f9]\n  nonsense: [f8]\n"
        let file = try home.write(settings, to: "config.yaml")
        let found = try await Etude.run(
            ["doctor"], home: home, environment: ["TERM": "xterm-256color", "EDITOR": "sh -c true"])
        #expect(found.status == 1)
        #expect(found.output.contains("\(file):4: keys: no command is called 'nonsense'"))
        #expect(found.output.contains("no theme is called 'mauve'"))
        let session = try await TmuxSession(home: home)
        try await session.see("config.yaml:4: keys: no command is called 'nonsense'")
        try await session.press("Escape")
        try await session.see("F9 run")
    }
}
