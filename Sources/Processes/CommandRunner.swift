package import RequestCore

/// Runs the local programs that answer calls of tools.
///
/// Each program has two threads of ours while it runs, one that serves its pipes and one that waits for its end: any
/// number of them can wait for each other, and none holds up a thread of Swift's pool.
///
/// Whatever ends a program ends its process group: SIGTERM, then SIGKILL half a second later at the most. What it left
/// running in its group when it ended by itself is killed. What made itself a session of its own, as daemons do, is out
/// of reach.
package struct CommandRunner: ProcessRunner {
    private let groups = RunningGroups()

    package init() {}

    package func run(_ process: ToolProcess) async -> ToolProcessResult { await runForBytes(process).result }

    /// Runs a program whose output is no text.
    package func runForBytes(_ process: ToolProcess) async -> (output: [UInt8], result: ToolProcessResult) {
        let bell: Bell
        do {
            bell = try Bell()
        } catch {
            return ([], Self.notStarted(error.words))
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                do throws(SystemError) {
                    try BackgroundThread.start { [groups] in
                        continuation.resume(returning: Self.run(process, bell, groups))
                    }
                } catch {
                    continuation.resume(returning: ([], Self.notStarted(error.words)))
                }
            }
        } onCancel: {
            bell.tell { $0.isStopped = true }
        }
    }

    /// Kills at once what this runner runs, and lets it start nothing more: for a process that is about to exit without
    /// waiting for its tasks.
    package func endAll() {
        groups.endAll()
    }

    private static func run(
        _ process: ToolProcess, _ bell: Bell, _ groups: RunningGroups
    ) -> (output: [UInt8], result: ToolProcessResult) {
        guard !bell.take().isStopped else {
            return ([], ToolProcessResult(output: "", errors: "", ending: .stopped, seconds: 0))
        }
        do {
            let command = try RunningCommand(process, bell, groups)
            let result = command.result()
            return (command.outputBytes, result)
        } catch {
            return ([], notStarted(error.words))
        }
    }

    private static func notStarted(_ words: String) -> ToolProcessResult {
        ToolProcessResult(output: "", errors: "", ending: .notStarted(words), seconds: 0)
    }
}
