import Foundation
import RequestCore
import TestSupport
import Testing

@testable import Processes

@Suite("Starting a command")
struct StartingTests {
    private let folder: Etude.Folder

    init() throws {
        folder = try Etude.Folder()
        for name in ["bin", "other"] {
            try FileManager.default.createDirectory(
                atPath: folder.path + "/" + name, withIntermediateDirectories: false)
        }
    }

    private func makeScript(_ name: String, saying text: String, mode: Int = 0o755) throws {
        let file = try folder.write("#!/bin/sh\necho \(text) $0\n", to: name)
        try FileManager.default.setAttributes([.posixPermissions: mode], ofItemAtPath: file)
    }

    @Test("it runs in its folder")
    func directory() async {
        #expect(await run(["pwd"], directory: folder.path).output == folder.path + "\n")
    }

    @Test("a program with a slash is relative to its folder")
    func relative() async throws {
        try makeScript("bin/tool", saying: "here")
        #expect(await run(["bin/tool"], directory: folder.path).output.hasPrefix("here "))
        #expect(await run(["./tool"], directory: folder.path + "/bin").output.hasPrefix("here "))
        #expect(await run([folder.path + "/bin/tool"]).output.hasPrefix("here "))
    }

    @Test("one without is looked up in the PATH that it is given")
    func search() async throws {
        try makeScript("bin/tool", saying: "first", mode: 0o644)
        try makeScript("other/tool", saying: "second")
        let path = "/no/such:\(folder.path)/bin:\(folder.path)/other:/usr/bin"
        #expect(await run(["tool"], environment: ["PATH": path]).output.hasPrefix("second "))
        #expect(await run(["tool"], directory: folder.path, environment: ["PATH": "other"]).output.hasPrefix("second "))
        #expect(
            await run(["tool"], directory: folder.path + "/other").ending
                == .notStarted("tool: no such file or directory"))
        #expect(await run(["true"], environment: ["PATH": "/no/such"]).ending != .exited(0))
        #expect(await run(["true"], environment: [:]).ending == .exited(0))
    }

    @Test("why it could not be started is told in the system's words")
    func failures() async throws {
        try makeScript("bin/tool", saying: "closed", mode: 0o644)
        try makeScript("bin/nonsense", saying: "")
        _ = try folder.write("neither this nor that", to: "bin/nonsense")
        try FileManager.default.setAttributes(
            [.posixPermissions: 0o755], ofItemAtPath: folder.path + "/bin/nonsense")
        let cases: [([String], String)] = [
            ([], "no program is named"),
            ([""], ": no such file or directory"),
            (["no-such-program"], "no-such-program: no such file or directory"),
            (["/no/such/program"], "/no/such/program: no such file or directory"),
            (["bin/tool"], "bin/tool: permission denied"),
            (["./bin"], "./bin: permission denied"),
            (["bin/nonsense"], "bin/nonsense: exec format error"),
            (["echo", "a\u{0}b"], "an argument, the folder or the environment holds a NUL character"),
            (["echo", String(repeating: "a", count: 1 << 22)], "echo: argument list too long"),
        ]
        for (argv, words) in cases {
            let result = await run(argv, input: "unread", directory: folder.path)
            #expect(result.ending == .notStarted(words), "\(argv.first ?? "nothing")")
            #expect(result.output.isEmpty && result.errors.isEmpty)
        }
        let closed = await run(
            ["tool"], environment: ["PATH": "\(folder.path)/bin:\(folder.path)/other"])
        #expect(closed.ending == .notStarted("tool: permission denied"))
    }

    @Test("a folder that was not found is named")
    func noFolder() async {
        #expect(await run(["true"], directory: "/no/such").ending == .notStarted("/no/such: no such file or directory"))
        #expect(await run(["true"], directory: "/etc/passwd").ending != .exited(0))
    }
}
