import Glibc
import RequestCore
import TestSupport
import Testing

@testable import Processes

@Suite("How a command ends")
struct EndingTests {
    @Test("by itself: its status, and what it wrote on each stream")
    func status() async {
        let result = await run(shell("echo out; echo err >&2; exit 3"))
        #expect(result.ending == .exited(3))
        #expect(result.output == "out\n")
        #expect(result.errors == "err\n")
        #expect(result.seconds > 0)
    }

    @Test("by a signal that is not ours")
    func signal() async {
        let result = await run(shell("echo so far; kill -9 $$"))
        #expect(result.ending == .signalled(9))
        #expect(result.output == "so far\n")
    }

    @Test("by its time limit, with what it wrote until then")
    func timeLimit() async throws {
        let result = await run(shell("echo $$; exec sleep 1000"), timeLimit: 1)
        #expect(result.ending == .timedOut)
        try await expectGone(result.output, count: 1)
    }

    @Test("by a time limit of nothing; one that is no number is none")
    func oddTimeLimits() async {
        #expect(await run(["sleep", "1000"], timeLimit: 0).ending == .timedOut)
        #expect(await run(["sleep", "1000"], timeLimit: -5).ending == .timedOut)
        #expect(await run(["true"], timeLimit: .infinity).ending == .exited(0))
        #expect(await run(["true"], timeLimit: .nan).ending == .exited(0))
    }

    @Test("a command that is to end can still say good-bye")
    func lastWords() async throws {
        let result = try await runAndStop(
            python(
                """
                import signal, sys, time
                def leave(*_):
                    print("bye", flush=True)
                    sys.exit(7)
                signal.signal(signal.SIGTERM, leave)
                open("ready", "w").close()
                time.sleep(1000)
                """))
        #expect(result.ending == .stopped)
        #expect(result.output == "bye\n")
    }

    @Test("one that ignores SIGTERM is killed")
    func ignoresTerm() async throws {
        let result = try await runAndStop(shell("trap '' TERM; echo $$; : > ready; while :; do sleep 1000; done"))
        #expect(result.ending == .stopped)
        try await expectGone(result.output, count: 1)
    }

    @Test("all that it has started ends with it, forked twice and deaf to SIGTERM as it may be")
    func descendants() async throws {
        let result = try await runAndStop(
            python(
                """
                import os, signal, time
                signal.signal(signal.SIGTERM, signal.SIG_IGN)
                os.write(1, b"%d\\n" % os.getpid())
                if os.fork() == 0:
                    if os.fork() == 0:
                        os.write(1, b"%d\\n" % os.getpid())
                        os.close(0); os.close(1); os.close(2)
                        open("ready", "w").close()
                        time.sleep(1000)
                    os._exit(0)
                time.sleep(1000)
                """))
        #expect(result.ending == .stopped)
        try await expectGone(result.output, count: 2)
    }

    @Test("a child that ignores SIGTERM ends even where its parent heeds it", arguments: ["", ">/dev/null 2>&1"])
    func deafChild(files: String) async throws {
        let result = try await runAndStop(
            shell("(trap '' TERM; exec sleep 1000) \(files) & echo $! $$; : > ready; wait"))
        #expect(result.ending == .stopped)
        try await expectGone(result.output, count: 2)
    }

    @Test("what it leaves behind with its pipes open is not waited for, and ends")
    func leftBehind() async throws {
        let result = await run(shell("sleep 1000 & echo $!; (trap '' TERM; exec sleep 1000) & echo $!; exit 4"))
        #expect(result.ending == .exited(4))
        try await expectGone(result.output, count: 2)
    }

    @Test("what it leaves behind with its pipes closed ends, too")
    func leftBehindSilently() async throws {
        let result = await run(shell("sleep 1000 </dev/null >/dev/null 2>&1 & echo $!"))
        #expect(result.ending == .exited(0))
        try await expectGone(result.output, count: 1)
    }

    @Test("a status is told even where who started us has SIGCHLD ignored")
    func ignoredChildren() async {
        let before = Glibc.signal(SIGCHLD, SIG_IGN)
        defer { Glibc.signal(SIGCHLD, before) }
        #expect(await run(shell("exit 5")).ending == .exited(5))
    }
}
