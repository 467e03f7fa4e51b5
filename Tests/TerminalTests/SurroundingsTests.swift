import Foundation
import TestSupport
import Testing

/// What the command line makes of an odd environment, home or settings.
@Suite struct SurroundingsTests {
    private let home: Etude.Folder

    init() throws { home = try Etude.Folder() }

    private func run(_ arguments: [String], _ environment: [String: String], input: String? = nil) async throws
        -> Finished
    {
        try await Etude.run(arguments, home: home, environment: environment, input: input)
    }

    @Test("a ~ in ETUDE_HOME is the person's home, and without HOME nothing is written into the working directory")
    func homes() async throws {
        let tilde = try await run(["doctor", "--json"], ["ETUDE_HOME": "~/x", "TERM": "xterm"])
        #expect(tilde.output.contains("\(home.path)/x/etude.db"))
        let none = try await run(["doctor", "--json"], ["ETUDE_HOME": "", "HOME": "", "TERM": "xterm"])
        #expect(!none.output.contains("\"./"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.path).isEmpty)
    }

    @Test("doctor makes no store, and names settings with which the playground would not start")
    func doctor() async throws {
        let fresh = try await run(["doctor"], ["TERM": "xterm"])
        #expect(fresh.status == 0)
        #expect(try FileManager.default.contentsOfDirectory(atPath: home.path).isEmpty)
        _ = try home.write("theme: nowhere\n", to: "config.yaml")
        let ill = try await run(["doctor"], ["TERM": "xterm"])
        #expect(ill.status == 1)
        #expect(ill.output.contains("problem settings: "))
        #expect(ill.output.contains("no theme is called 'nowhere'"))
    }

    @Test("settings that are a pipe or too large are refused with a sentence")
    func settings() async throws {
        let path = home.path + "/config.yaml"
        #expect(mkfifo(path, 0o600) == 0)
        let pipe = try await run(["providers"], [:])
        #expect(pipe.status == 2 && pipe.errors.contains("is not a regular file"))
        unlink(path)
        _ = try home.write(String(repeating: "# x\n", count: 300_000), to: "config.yaml")
        let large = try await run(["providers"], [:])
        #expect(large.status == 2 && large.errors.contains("is larger than 1 MB"))
    }

    @Test("more than 16 MB on stdin are refused with a sentence")
    func stdin() async throws {
        let text = String(repeating: "word ", count: 3_500_000)
        let finished = try await run(["run", "-"], [:], input: text)
        #expect(finished.status == 2)
        #expect(finished.errors.contains("standard input is larger than 16 MB"))
    }
}
