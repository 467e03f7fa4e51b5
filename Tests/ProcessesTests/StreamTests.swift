import Foundation
import RequestCore
import TestSupport
import Testing

@testable import Processes

@Suite("What a command reads and writes")
struct StreamTests {
    private let long = String(repeating: "Which harbour floods first?\n", count: 150_000)

    @Test("a long input is fed while as long an output is read")
    func bothWays() async {
        let result = await run(["cat"], input: long, outputLimit: 1 << 23)
        #expect(result.ending == .exited(0))
        #expect(result.output == long)
    }

    @Test("both outputs are read at the same time")
    func bothOutputs() async {
        let result = await run(["tee", "/dev/stderr"], input: long, outputLimit: 1 << 23)
        #expect(result.output == long)
        #expect(result.errors == long)
    }

    @Test("a command need not read its input")
    func unread() async {
        let deaf = await run(["true"], input: long)
        #expect(deaf.ending == .exited(0))
        let closing = await run(shell("exec <&-; echo done"), input: long)
        #expect(closing.ending == .exited(0))
        #expect(closing.output == "done\n")
        let partial = await run(["head", "-c", "5"], input: long)
        #expect(partial.output == "Which")
    }

    @Test("without input it reads the end at once")
    func noInput() async {
        #expect(await run(["cat"]).ending == .exited(0))
    }

    @Test("a command that closes its outputs goes on until it ends")
    func closedOutputs() async throws {
        let folder = try Etude.Folder()
        let result = await run(
            python("import os, time; os.close(1); os.close(2); time.sleep(0.1); open('end', 'w').close(); os._exit(6)"),
            directory: folder.path)
        #expect(result.ending == .exited(6))
        #expect(try folder.read("end").isEmpty)
    }

    @Test("a gigabyte ends it at the limit, and costs no more memory than that")
    func flood() async throws {
        let before = try peakMemory()
        let result = await run(["head", "-c", "1073741824", "/dev/zero"])
        #expect(result.ending == .wroteTooMuch)
        #expect(result.output.utf8.count == 1 << 20)
        #expect(try peakMemory() - before < 32 << 20)
    }

    @Test("a flood that does not heed SIGTERM ends, too, on either stream")
    func stubbornFlood() async {
        let result = await run(shell("trap '' TERM; yes >&2"), outputLimit: 1000)
        #expect(result.ending == .wroteTooMuch)
        #expect(result.errors.utf8.count == 1000)
        #expect(result.output.isEmpty)
    }

    @Test("exactly the limit is not too much; one more is, even from one that has ended", arguments: [0, 1, 50_000])
    func limit(bytes: Int) async {
        let full = await run(["head", "-c", "\(bytes)", "/dev/zero"], outputLimit: bytes)
        #expect(full.ending == .exited(0))
        #expect(full.output.utf8.count == bytes)
        let over = await run(["head", "-c", "\(bytes + 1)", "/dev/zero"], outputLimit: bytes)
        #expect(over.ending == .wroteTooMuch)
        #expect(over.output.utf8.count == bytes)
    }

    @Test("what is no UTF-8 is replaced, and escape sequences stay")
    func text() async {
        let result = await run(shell(#"printf 'a\377b\303' ; printf '\033[31m\000\303\251' >&2"#))
        #expect(result.output == "a\u{FFFD}b\u{FFFD}")
        #expect(result.errors == "\u{1B}[31m\u{0}é")
    }

    private func peakMemory() throws -> Int {
        let status = try String(contentsOfFile: "/proc/self/status", encoding: .utf8)
        let line = try #require(status.split(separator: "\n").first { $0.hasPrefix("VmHWM:") })
        return try #require(Int(line.split(separator: " ")[1])) * 1024
    }
}
