import Foundation
import TestSupport
import Testing

@Suite("The harness")
struct HarnessTests {
    @Test("a session that is let go takes its terminal and its program with it")
    func nothingStays() async throws {
        let home = try Etude.Folder()
        var session: TmuxSession? = try await TmuxSession(home: home)
        try await session!.see("^R run")
        let server = try #require(pid_t(try await session!.value("pid")))
        let shell = try #require(pid_t(try await session!.value("pane_pid")))
        session = nil
        let end = Date().addingTimeInterval(10)
        func isLeft(_ process: pid_t) -> Bool { kill(process, 0) == 0 }
        while isLeft(server) || isLeft(shell), Date() < end { try await Task.sleep(for: .milliseconds(10)) }
        #expect(!isLeft(server) && !isLeft(shell))
    }
}
