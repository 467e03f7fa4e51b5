import TestSupport
import Testing

@Suite("The first start", .serialized)
struct FirstStartTests {
    @Test("shows three panes, the simulator and the run key, with the cursor in the user message", arguments: [(80, 24), (120, 40)])
    func firstScreen(size: (Int, Int)) throws {
        let home = try Etude.Folder()
        let session = try TmuxSession(home: home, width: size.0, height: size.1)
        let screen = try session.see("Config", "Thread", "simulator", "gpt-4.1-mini", "^R run", "user")
        #expect(screen.contains("untitled"))
        try session.type("hello there")
        try session.see("hello there")
    }

    @Test("needs nothing but a message and the run key for an answer", arguments: ["C-r", "F5", "M-Enter"])
    func run(key: String) throws {
        let home = try Etude.Folder()
        let session = try TmuxSession(home: home)
        try session.see("^R run")
        try session.type("Say hello")
        try session.press(key)
        try session.see("assistant", "tok")
    }

    @Test("names the version with its hash once the store is open")
    func version() throws {
        let home = try Etude.Folder()
        let session = try TmuxSession(home: home)
        try session.see("untitled  v1 ")
    }

    @Test("on a screen that is too small says so in one sentence, and comes back when it grows")
    func tooSmall() throws {
        let home = try Etude.Folder()
        let session = try TmuxSession(home: home, width: 30, height: 8)
        try session.see("Étude needs 40×10")
        try session.resize(width: 80, height: 24)
        try session.see("Config", "Thread")
    }
}
