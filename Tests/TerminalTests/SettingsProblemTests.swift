import TestSupport
import Testing

@Suite("Settings that cannot be used", .serialized)
struct SettingsProblemTests {
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
