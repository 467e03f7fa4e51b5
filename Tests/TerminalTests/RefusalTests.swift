import Foundation
import TestSupport
import Testing

@Suite("What cannot work gets a clear sentence", .serialized)
struct RefusalTests {
    @Test("a TERM that nobody knows")
    func unknownTerminal() async throws {
        let home = try Etude.Folder()
        let session = try await TmuxSession("TERM=no-such-terminal etude", home: home)
        try await session.see("TERM=no-such-terminal", "ended with 2")
    }

    @Test("no terminal at all")
    func noTerminal() async throws {
        let home = try Etude.Folder()
        let finished = try await Etude.run([], home: home)
        #expect(finished.status == 2)
        #expect(finished.output.isEmpty)
        #expect(finished.errors.contains("terminal"))
    }

    @Test("a home that cannot be written")
    func unwritableHome() async throws {
        let home = try Etude.Folder()
        let session = try await TmuxSession("ETUDE_HOME=/proc/nowhere etude", home: home)
        try await session.see("/proc/nowhere cannot be written", "ended with 2")
    }

    @Test("a prompt file that is broken names line and column")
    func brokenPrompt() async throws {
        let home = try Etude.Folder()
        _ = try home.write("---\nmodel: gpt-4o\ntools: [\n---\n<system>hi</system>\n", to: "broken.prompt")
        let session = try await TmuxSession("etude broken.prompt", home: home, width: 120)
        try await session.see("broken.prompt:4:1", "ended with 2")
    }

    @Test("a prompt that is not stored, with the nearest name, before the terminal is taken")
    func unknownPrompt() async throws {
        let home = try Etude.Folder()
        let stored = try await Etude.run(["run", Etude.sample("weather.prompt"), "-m", "Hi"], home: home)
        #expect(stored.status == 0)
        let session = try await TmuxSession("etude wether", home: home, width: 120)
        try await session.see("etude: no prompt is called 'wether'; did you mean 'weather'?", "ended with 2")
        let piped = try await Etude.run(["wether@production"], home: home)
        #expect(piped.status == 2 && piped.output.isEmpty && piped.errors.contains("did you mean 'weather'?"))
        let other = try await TmuxSession("etude weather", home: home, width: 120)
        try await other.see("weather", "^R run")
    }

    @Test("a prompt file that is not there")
    func missingFile() async throws {
        let home = try Etude.Folder()
        let session = try await TmuxSession("etude missing.prompt", home: home, width: 120)
        try await session.see("missing.prompt: there is no such file", "ended with 2")
    }

    @Test("a config.yaml that is broken, before the terminal is taken")
    func brokenSettings() async throws {
        let home = try Etude.Folder()
        _ = try home.write("default_provider: openai\nthem: dark\n", to: "config.yaml")
        let session = try await TmuxSession(home: home, width: 120)
        try await session.see("config.yaml:2", "them", "ended with 2")
    }
}
