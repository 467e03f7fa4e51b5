import Foundation
import Fuzzing
import TestSupport
import Testing

@Suite("The Makefile and its scripts")
struct SetupTests {
    /// Runs `make` with a PATH of its own, on which `swift` is this script, or nothing.
    private func make(_ arguments: [String], swift: String?) async throws -> Finished {
        let programs = try Etude.Folder()
        for name in ["sh", "make", "uname", "sed", "head", "dirname"] {
            let path = try #require(
                ["/bin", "/usr/bin"].map { "\($0)/\(name)" }.first(where: FileManager.default.isExecutableFile))
            try FileManager.default.createSymbolicLink(atPath: "\(programs.path)/\(name)", withDestinationPath: path)
        }
        if let swift {
            let file = try programs.write("#!/bin/sh\n\(swift)\n", to: "swift")
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: file)
        }
        return try await ChildProcess.run(
            "\(programs.path)/make", arguments, environment: ["PATH": programs.path, "HOME": programs.path],
            directory: Etude.project.path)
    }

    @Test(
        "without Swift, make says which version is needed and how to get it",
        arguments: ["run", "build", "test", "test-interop", "fuzz", "bench", "install", "lint", "format", "clean"])
    func missing(target: String) async throws {
        let finished = try await make([target], swift: nil)
        #expect(finished.status == 2)
        #expect(finished.output.isEmpty)
        #expect(finished.errors.hasPrefix("Étude needs Swift 6.2 or newer. There is no 'swift' on the PATH.\n"))
        #expect(finished.errors.contains("swiftly, the installer of swift.org"))
        #expect(!finished.errors.contains("No such file"))
    }

    @Test(
        "a Swift that is too old is refused, with its version",
        arguments: ["Swift version 5.10.1 (swift-5.10.1-RELEASE)", "Apple Swift version 6.1 (swiftlang-6.1.0.110.21)"])
    func old(version: String) async throws {
        let finished = try await make(["build"], swift: "echo '\(version)'")
        #expect(finished.status == 2)
        #expect(
            finished.errors.contains(
                "Étude needs Swift 6.2 or newer. This is Swift \(version.contains("5.10") ? "5.10" : "6.1")"))
    }

    @Test("a Swift that cannot say its version is refused, with what it said")
    func broken() async throws {
        let finished = try await make(["build"], swift: "echo 'no toolchain is selected' >&2; exit 1")
        #expect(finished.errors.contains("'swift --version' failed: no toolchain is selected"))
    }

    @Test(
        "a Swift that is new enough is taken",
        arguments: [
            "Swift version 6.2 (swift-6.2-RELEASE)", "Swift version 6.10-dev", "Apple Swift version 7.0.1 (swiftlang)",
        ])
    func taken(version: String) async throws {
        let finished = try await make(["swift"], swift: "echo '\(version)'")
        #expect((finished.status, finished.errors) == (0, ""))
    }

    @Test("make fuzz runs every target")
    func fuzz() async throws {
        let finished = try await make(["-n", "fuzz"], swift: nil)
        for target in fuzzTargets { #expect(finished.output.contains(" \(target.name)"), "\(target.name)") }
    }

    @Test("each command has a man page with its options, made from what the program says of itself")
    func manPages() async throws {
        let folder = try Etude.Folder()
        let script = Etude.project.appendingPathComponent(".make/man-pages").path
        let finished = try await Shell.run("'\(script)' '\(Etude.executable)' '\(folder.path)/man1'")
        #expect((finished.status, finished.errors) == (0, ""))
        let top = try folder.read("man1/etude.1")
        #expect(top.contains(".TH \"ETUDE\" 1"))
        #expect(top.contains("\\fBetude run\\fR"))
        let run = try folder.read("man1/etude-run.1")
        for text in [
            ".SH NAME\netude\\-run \\- Run a prompt", "\\fB\\-\\-max\\-spend\\fR \\fIusd\\fR", "10 if this is left out",
        ] {
            #expect(run.contains(text), "\(text)")
        }
        #expect(try folder.read("man1/etude-logs-export.1").contains(".BR etude\\-logs (1)"))
    }

    @Test("bash can read the completions, which name the commands")
    func completions() async throws {
        let finished = try await Shell.run(
            "'\(Etude.executable)' --generate-completion-script bash | bash -n && '\(Etude.executable)' --generate-completion-script fish"
        )
        #expect(finished.status == 0)
        #expect(finished.output.contains("convert"))
    }
}
