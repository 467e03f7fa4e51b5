import Foundation
import TestSupport
import Testing

@Suite("What cannot work gets a clear sentence", .serialized)
struct RefusalTests {
    @Test("a TERM that nobody knows")
    func unknownTerminal() throws {
        let home = try Etude.Folder()
        let session = try TmuxSession("TERM=no-such-terminal etude", home: home)
        try session.see("TERM=no-such-terminal", "ended with 2")
    }

    @Test("no terminal at all")
    func noTerminal() throws {
        let home = try Etude.Folder()
        let finished = try Etude.run([], home: home)
        #expect(finished.status == 2)
        #expect(finished.output.isEmpty)
        #expect(finished.errors.contains("terminal"))
    }

    @Test("a home that cannot be written")
    func unwritableHome() throws {
        let home = try Etude.Folder()
        let session = try TmuxSession("ETUDE_HOME=/proc/nowhere etude", home: home)
        try session.see("/proc/nowhere cannot be written", "ended with 2")
        let finished = try Etude.run(["run", "-", "-m", "hi"], home: home, environment: ["ETUDE_HOME": "/proc/nowhere"], input: "")
        #expect(finished.status == 1)
        #expect(finished.errors.contains("/proc/nowhere"))
    }

    @Test("a prompt file that is broken names line and column, in the playground and on the command line")
    func brokenPrompt() throws {
        let home = try Etude.Folder()
        let file = try home.write("---\nmodel: gpt-4o\ntools: [\n---\n<system>hi</system>\n", to: "broken.prompt")
        let finished = try Etude.run(["run", file, "-m", "hi"], home: home)
        #expect(finished.status == 2)
        #expect(finished.output.isEmpty)
        #expect(finished.errors.contains("broken.prompt:"))
        let session = try TmuxSession("etude broken.prompt", home: home, width: 120)
        try session.see("broken.prompt:", "Config")
    }

    @Test("a config.yaml that is broken, before the terminal is taken")
    func brokenSettings() throws {
        let home = try Etude.Folder()
        _ = try home.write("default_provider: openai\nthem: dark\n", to: "config.yaml")
        let session = try TmuxSession(home: home, width: 120)
        try session.see("config.yaml:2", "them", "ended with 2")
    }

    @Test("a database that another program keeps busy")
    func busyDatabase() throws {
        let home = try Etude.Folder()
        #expect(try Etude.run(["run", Etude.sample("translate.prompt"), "-m", "hi"], home: home).status == 0)
        let lock = Process()
        lock.executableURL = URL(fileURLWithPath: "/usr/bin/env")
        lock.arguments = [
            "python3", "-c",
            """
            import sqlite3, sys
            db = sqlite3.connect(sys.argv[1], isolation_level=None)
            db.execute("begin immediate")
            print("locked", flush=True)
            sys.stdin.read()
            """, home.path + "/etude.db",
        ]
        let said = Pipe()
        let held = Pipe()
        lock.standardOutput = said
        lock.standardInput = held
        try lock.run()
        _ = said.fileHandleForReading.availableData
        let finished = try Etude.run(["run", Etude.sample("translate.prompt"), "-m", "hi"], home: home)
        try held.fileHandleForWriting.close()
        lock.waitUntilExit()
        #expect(finished.status == 1)
        #expect(finished.errors.contains("another"))
    }
}
