import Foundation
import TestSupport
import Testing

@Suite("Every way to end leaves the terminal as it was", .serialized)
struct EndingTests {
    private func expectShell(_ session: TmuxSession, _ ending: String) throws {
        try session.see(ending, "shell>")
        #expect(try session.value("alternate_on") == "0")
        #expect(try session.value("mouse_any_flag") == "0")
        #expect(try session.value("cursor_flag") == "1")
        try session.type("stty -a | tr ' ;' '\\n\\n' | grep -x -e icanon -e echo -e isig | sort | tr '\\n' '+'\n")
        try session.see("echo+icanon+isig+")
    }

    @Test("quitting with ^Q")
    func quit() throws {
        let home = try Etude.Folder()
        let session = try TmuxSession(home: home)
        try session.see("^R run", "v1 ")
        try session.press("C-q")
        try expectShell(session, "ended with 0")
    }

    @Test("^C twice; once only asks")
    func interruptTwice() throws {
        let home = try Etude.Folder()
        let session = try TmuxSession(home: home)
        try session.see("^R run", "v1 ")
        try session.press("C-c")
        try session.see("^C again quits")
        try session.press("C-c")
        try expectShell(session, "ended with 0")
    }

    @Test("a signal that asks to end, and nothing typed is lost", arguments: [SIGTERM, SIGHUP])
    func terminated(signal: Int32) throws {
        let home = try Etude.Folder()
        let session = try TmuxSession(home: home)
        try session.see("^R run", "v1 ")
        try session.type("unfinished words")
        try session.see("unfinished words")
        try Etude.signal(signal, home: home)
        try expectShell(session, "ended with 0")
        try session.type("clear; etude\n")
        try session.see("^R run", "unfinished words")
    }

    @Test("a crash")
    func crash() throws {
        let home = try Etude.Folder()
        let session = try TmuxSession(home: home)
        try session.see("^R run", "v1 ")
        try Etude.signal(SIGSEGV, home: home)
        try expectShell(session, "ended with 139")
    }

    @Test("^Z gives the shell back, and fg comes back to where one was")
    func suspend() throws {
        let home = try Etude.Folder()
        let session = try TmuxSession("true", home: home)
        try session.see("shell>")
        try session.type("etude\n")
        try session.see("^R run", "v1 ")
        try session.type("half a thought")
        try session.see("half a thought")
        try session.press("C-z")
        try session.see("shell>")
        #expect(try session.value("alternate_on") == "0")
        try session.type("fg\n")
        try session.see("half a thought", "^R run")
    }
}
