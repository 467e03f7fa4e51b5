import Foundation
import RequestCore
import TestSupport
import Testing

@testable import Processes

@Suite("Stopping a command")
struct StoppingTests {
    @Test("a cancelled task ends its command, which then counts as stopped")
    func cancelled() async throws {
        let result = try await runAndStop(shell("echo $$; : > ready; exec sleep 1000"))
        #expect(result.ending == .stopped)
        try await expectGone(result.output, count: 1)
    }

    @Test("stopping one leaves the others alone")
    func onlyOne() async throws {
        let folder = try Etude.Folder()
        let line = "echo $$; : > $NAME; until [ -e go ]; do sleep 0.01; done; echo done"
        let tasks = ["a", "b"].map { name in
            Task {
                await run(
                    shell(line), directory: folder.path, environment: ["PATH": "/usr/bin:/bin", "NAME": name])
            }
        }
        try await reach("both starts") { (try? folder.read("a")) != nil && (try? folder.read("b")) != nil }
        tasks[0].cancel()
        #expect(await tasks[0].value.ending == .stopped)
        _ = try folder.write("", to: "go")
        let other = await tasks[1].value
        #expect(other.ending == .exited(0))
        #expect(other.output.hasSuffix("done\n"))
    }

    @Test("a task that is cancelled already starts nothing")
    func cancelledBefore() async throws {
        let folder = try Etude.Folder()
        let result = await Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await run(shell(": > started"), directory: folder.path)
        }.value
        #expect(result.ending == .stopped)
        #expect(throws: (any Error).self) { try folder.read("started") }
    }

    @Test("a runner that is told to end all kills what it runs at once, and starts nothing more")
    func endAll() async throws {
        let folder = try Etude.Folder()
        let runner = CommandRunner()
        let task = Task {
            await run(
                shell("trap '' TERM; sleep 1000 & echo $! $$; : > ready; wait"), directory: folder.path, on: runner)
        }
        try await reach("the command's start") { (try? folder.read("ready")) != nil }
        runner.endAll()
        let result = await task.value
        #expect(result.ending == .signalled(9))
        try await expectGone(result.output, count: 2)
        #expect(await run(["true"], on: runner).ending == .notStarted("Étude is ending"))
    }
}
