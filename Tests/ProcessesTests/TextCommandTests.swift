import Foundation
import RequestCore
import TestSupport
import Testing

@testable import Processes

@Suite("Other programs that take texts", .serialized)
struct TextCommandTests {
    private func commands(
        _ programs: [String: String] = [:], in folder: Etude.Folder, _ environment: [String: String] = [:],
        keys: Set<String> = []
    ) throws -> TextCommands {
        for (name, line) in programs {
            let path = try folder.write("#!/bin/sh\n\(line)\n", to: name)
            try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: path)
        }
        let own = ["PATH": "\(folder.path):/usr/bin:/bin", "HOME": folder.path]
        return TextCommands(
            processes: CommandRunner(), environment: environment.merging(own) { given, _ in given }, keys: keys,
            directory: folder.path)
    }

    @Test("a typed command is the shell's: it gets the text and the folder, and no key of the environment")
    func pipe() async throws {
        let folder = try Etude.Folder()
        let environment = ["OPENAI_API_KEY": "sk-one", "WORK": "sk-two", "GITHUB_TOKEN": "sk-three", "PLAIN": "kept"]
        let commands = try commands(in: folder, environment, keys: ["WORK"])
        let result = await commands.pipe("b\na\n", through: "sort | tr a-z A-Z; pwd; env")
        #expect(result.ending == .exited(0))
        #expect(result.output.hasPrefix("A\nB\n\(folder.path)\n"))
        #expect(result.output.contains("PLAIN=kept"))
        #expect(!result.output.contains("sk-"))
    }

    @Test("a command that does not read its input, fails or is not there says so")
    func failures() async throws {
        let folder = try Etude.Folder()
        let commands = try commands(in: folder)
        let long = String(repeating: "x", count: 1 << 20)
        #expect(await commands.pipe(long, through: "true").ending == .exited(0))
        let failed = await commands.pipe("x", through: "echo why >&2; exit 3")
        #expect(failed.ending == .exited(3) && failed.errors == "why\n")
        #expect(await commands.pipe("x", through: "no-such-command-here").ending == .exited(127))
    }

    @Test("a command is stopped with its task")
    func stop() async throws {
        let folder = try Etude.Folder()
        let commands = try commands(in: folder)
        let task = Task { await commands.pipe("", through: "sleep 600") }
        task.cancel()
        #expect(await task.value.ending == .stopped)
    }

    @Test("the first helper of the clipboard that is there gets the text, and may stay")
    func copy() async throws {
        let folder = try Etude.Folder()
        let helper = "cat > \(folder.path)/copied; sleep 2 >/dev/null 2>&1 & exit 0"
        let commands = try commands(
            ["xclip": helper], in: folder,
            ["DISPLAY": ":0", "WAYLAND_DISPLAY": "w", "PATH": "\(folder.path):/usr/bin:/bin"])
        #expect(try await commands.copy("the tide") == "xclip")
        #expect(try folder.read("copied") == "the tide")
    }

    @Test("without a display there is no helper, and the sentence says what helps")
    func noHelper() async throws {
        let folder = try Etude.Folder()
        let commands = try commands(in: folder)
        let failure = await #expect(throws: TextCommands.Failure.self) { try await commands.copy("x") }
        #expect(failure?.description.contains("neither wl-copy, xclip nor xsel is here") == true)
    }

    @Test("the pager is the person's, gets the text as its input, and leaves no file")
    func pager() async throws {
        let folder = try Etude.Folder()
        let commands = try commands(
            in: folder, ["PAGER": "tr a-z A-Z > \(folder.path)/read; env > \(folder.path)/env", "MY_SECRET": "sk-one"])
        try await commands.page("the tide")
        #expect(try folder.read("read") == "THE TIDE")
        #expect(!(try folder.read("env")).contains("sk-one"))
        let broken = try self.commands(in: folder, ["PAGER": "exit 4"])
        let failure = await #expect(throws: TextCommands.Failure.self) { try await broken.page("x") }
        #expect(failure?.description == "the pager (exit 4) ended with status 4")
    }
}
