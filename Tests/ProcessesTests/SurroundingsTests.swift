import Foundation
import Glibc
import RequestCore
import TestSupport
import Testing

@testable import Processes

@Suite("What surrounds a command")
struct SurroundingsTests {
    @Test("all signals are at their default and none is blocked, whatever ours are")
    func signals() async {
        let before = Glibc.signal(SIGHUP, SIG_IGN)
        defer { Glibc.signal(SIGHUP, before) }
        let result = await run(["grep", "-E", "^Sig(Blk|Ign)", "/proc/self/status"])
        let masks = result.output.split(separator: "\n").compactMap { UInt64($0.suffix(16), radix: 16) }
        #expect(masks.count == 2)
        // glibc keeps 32 and 33 for itself and lets nobody set them; make leaves them ignored in what it starts.
        #expect(masks.allSatisfy { $0 & ~(0b11 << 31) == 0 }, "\(result.output)")
    }

    @Test("it inherits no descriptor but its three pipes")
    func descriptors() async throws {
        let ours = (0..<5).map { _ in open("/dev/null", O_RDONLY) }
        defer { ours.forEach { close($0) } }
        // The fourth is the one that listing them takes.
        let result = await run(python("import os; print(sorted(os.listdir('/proc/self/fd'), key=int))"))
        #expect(result.output == "['0', '1', '2', '3']\n")
    }

    @Test("it leads a session of its own, without a terminal")
    func session() async {
        let result = await run(
            python(
                """
                import os
                print(os.getsid(0) == os.getpgid(0) == os.getpid())
                try:
                    open("/dev/tty")
                except OSError as error:
                    print(error.strerror)
                """))
        #expect(result.output == "True\nNo such device or address\n")
    }

    @Test("it has the environment that it is given and no more")
    func environment() async {
        let result = await run(["/usr/bin/env"], environment: ["A": "1 2", "B": "é=\n3"])
        #expect(Set(result.output.split(separator: "\n")) == ["A=1 2", "B=é=", "3"])
    }

    @Test("arguments arrive as they are, and no shell reads them")
    func arguments() async {
        let words = ["$HOME", "`id`", "a b", "", "*", "é\n", "-n"]
        let result = await run(["printf", "[%s]"] + words)
        #expect(result.output == words.map { "[\($0)]" }.joined())
    }

    @Test("ten that each wait until all ten have started finish")
    func tenAtOnce() async throws {
        let folder = try Etude.Folder()
        let results = await withTaskGroup(of: ToolProcessResult.self) { group in
            for index in 0..<10 {
                group.addTask {
                    await run(
                        shell(": > $NAME; until [ $(ls | wc -l) = 10 ]; do sleep 0.02; done; cat"),
                        input: "answer \(index)", directory: folder.path,
                        environment: ["PATH": "/usr/bin:/bin", "NAME": "\(index)"])
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(results.allSatisfy { $0.ending == .exited(0) })
        #expect(Set(results.map(\.output)) == Set((0..<10).map { "answer \($0)" }))
    }

    @Test("a hundred runs leave no descriptor, no thread and no process of theirs")
    func nothingLeft() async throws {
        _ = await run(["true"])
        let (files, threads, before) = (try count("/proc/self/fd"), try count("/proc/self/task"), try children())
        for _ in 0..<10 {
            await withTaskGroup(of: Void.self) { group in
                for index in 0..<10 {
                    group.addTask { _ = await run(index == 0 ? ["/no/such/program"] : ["cat"], input: "a") }
                }
            }
        }
        try await reach("the files' end") { try count("/proc/self/fd") <= files }
        // Swift's own pool may have grown meanwhile, to one for each core.
        let cores = ProcessInfo.processInfo.activeProcessorCount
        try await reach("the threads' end") { try count("/proc/self/task") <= threads + cores }
        #expect(try children().subtracting(before).isEmpty)
    }

    /// The processes that we started and have not waited for.
    private func children() throws -> Set<String> {
        let processes = try FileManager.default.contentsOfDirectory(atPath: "/proc").filter { Int($0) != nil }
        return Set(
            processes.filter { pid in
                guard let facts = FileManager.default.contents(atPath: "/proc/\(pid)/status") else { return false }
                return String(decoding: facts, as: UTF8.self).contains("\nPPid:\t\(getpid())\n")
            })
    }

    private func count(_ folder: String) throws -> Int {
        try FileManager.default.contentsOfDirectory(atPath: folder).count
    }
}
