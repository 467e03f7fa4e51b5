import Foundation
import TestSupport
import Testing

@Suite("What cannot work on the command line gets a clear sentence")
struct RefusalCommandTests {
    @Test("a database that another program keeps busy")
    func busyDatabase() async throws {
        let home = try Etude.Folder()
        #expect(try await InProcess.run(["run", Etude.sample("translate.prompt"), "-m", "hi"], home: home).status == 0)
        async let holder = ChildProcess.run(
            "/usr/bin/env",
            [
                "python3", "-c",
                """
                import os, sqlite3, sys, time
                db = sqlite3.connect(sys.argv[1] + "/etude.db", isolation_level=None)
                db.execute("begin immediate")
                open(sys.argv[1] + "/locked", "w").close()
                while not os.path.exists(sys.argv[1] + "/release"): time.sleep(0.01)
                """, home.path,
            ], environment: ["PATH": "/usr/bin:/bin:/usr/local/bin"])
        while !FileManager.default.fileExists(atPath: home.path + "/locked") {
            try await Task.sleep(for: .milliseconds(5))
        }
        let finished = try await InProcess.run(["run", Etude.sample("translate.prompt"), "-m", "hi"], home: home)
        _ = try home.write("", to: "release")
        #expect(try await holder.status == 0)
        #expect(finished.status == 1)
        #expect(finished.errors.contains("another"))
    }

    @Test("a home that cannot be written")
    func unwritableHome() async throws {
        let home = try Etude.Folder()
        let finished = try await InProcess.run(
            ["run", "-", "-m", "hi"], home: home, environment: ["ETUDE_HOME": "/proc/nowhere"], input: "")
        #expect(finished.status == 1)
        #expect(finished.errors.contains("/proc/nowhere"))
    }

    @Test("a prompt file that is broken names line and column")
    func brokenPrompt() async throws {
        let home = try Etude.Folder()
        let file = try home.write("---\nmodel: gpt-4o\ntools: [\n---\n<system>hi</system>\n", to: "broken.prompt")
        let finished = try await InProcess.run(["run", file, "-m", "hi"], home: home)
        #expect(finished.status == 2)
        #expect(finished.output.isEmpty)
        #expect(finished.errors.contains("broken.prompt:"))
    }
}
