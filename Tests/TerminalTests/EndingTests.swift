import Foundation
import TestSupport
import Testing

@Suite("Every way to end leaves the terminal as it was", .serialized)
struct EndingTests {
    private func expectShell(_ session: TmuxSession, _ ending: String) async throws {
        try await session.see(ending, "shell>")
        #expect(try await session.value("alternate_on") == "0")
        #expect(try await session.value("mouse_any_flag") == "0")
        #expect(try await session.value("cursor_flag") == "1")
        try await session.type("stty -a | tr ' ;' '\\n\\n' | grep -x -e icanon -e echo -e isig | sort | tr '\\n' '+'\n")
        try await session.see("echo+icanon+isig+")
    }

    @Test("quitting with ^Q")
    func quit() async throws {
        let home = try Etude.Folder()
        let session = try await TmuxSession(home: home)
        try await session.see("^R run", "v1 ")
        try await session.press("C-q")
        try await expectShell(session, "ended with 0")
    }

    @Test("^C twice; once only asks")
    func interruptTwice() async throws {
        let home = try Etude.Folder()
        let session = try await TmuxSession(home: home)
        try await session.see("^R run", "v1 ")
        try await session.press("C-c")
        try await session.see("Press ^C again to quit")
        try await session.press("C-c")
        try await expectShell(session, "ended with 0")
    }

    @Test(
        "a signal that asks to end, and nothing typed is lost", arguments: [SIGTERM, SIGHUP, SIGINT, SIGQUIT, SIGUSR1])
    func terminated(signal: Int32) async throws {
        let home = try Etude.Folder()
        let session = try await TmuxSession(home: home)
        try await session.see("^R run", "v1 ")
        try await session.type("unfinished words")
        try await session.see("unfinished words")
        try Etude.signal(signal, home: home)
        try await expectShell(session, "ended with 0")
        try await session.type("clear; etude\n")
        try await session.see("^R run", "unfinished words")
    }

    @Test("a crash")
    func crash() async throws {
        let home = try Etude.Folder()
        let session = try await TmuxSession(home: home)
        try await session.see("^R run", "v1 ")
        try Etude.signal(SIGSEGV, home: home)
        try await expectShell(session, "ended with 139")
    }

    @Test("^Z gives the shell back, and fg comes back to where one was")
    func suspend() async throws {
        let home = try Etude.Folder()
        let session = try await TmuxSession("true", home: home)
        try await session.see("shell>")
        try await session.type("etude\n")
        try await session.see("^R run", "v1 ")
        try await session.type("half a thought")
        try await session.see("half a thought")
        try await session.press("C-z")
        try await session.see("shell>")
        #expect(try await session.value("alternate_on") == "0")
        try await session.type("fg\n")
        try await session.see("half a thought", "^R run")
    }

    /// A shell with job control, and the program in it with something typed.
    private func jobs(_ home: Etude.Folder) async throws -> TmuxSession {
        let session = try await TmuxSession("true", home: home)
        try await session.see("shell>")
        try await session.type("etude\n")
        try await session.see("^R run", "v1 ")
        try await session.type("half a thought")
        try await session.see("half a thought")
        return session
    }

    @Test("^Z, then bg: it stays stopped, and fg comes back to where one was")
    func background() async throws {
        let home = try Etude.Folder()
        let session = try await jobs(home)
        try await session.press("C-z")
        try await session.see("shell>")
        try await session.type("bg\n")
        try await session.type("echo typed in the $((1 + 1))nd line; jobs\n")
        try await session.see("typed in the 2nd line", "Stopped")
        #expect(try await session.value("alternate_on") == "0")
        try await session.type("fg\n")
        try await session.see("half a thought", "^R run")
        try await session.type(" more")
        try await session.see("half a thought more")
    }

    @Test("stopped from outside: the terminal is the shell's, and fg comes back")
    func stoppedFromOutside() async throws {
        let home = try Etude.Folder()
        let session = try await jobs(home)
        try Etude.signal(SIGTSTP, home: home)
        try await session.see("shell>")
        #expect(try await session.value("alternate_on") == "0")
        #expect(try await session.value("mouse_any_flag") == "0")
        try await session.type("fg\n")
        try await session.see("half a thought", "^R run")
        #expect(try await session.value("mouse_any_flag") == "1")
        try await session.type(" more")
        try await session.see("half a thought more")
    }

    @Test("a signal about a pipe ends nothing")
    func brokenPipe() async throws {
        let home = try Etude.Folder()
        let session = try await jobs(home)
        try Etude.signal(SIGPIPE, home: home)
        try await session.type(" more")
        try await session.see("half a thought more")
    }
}
