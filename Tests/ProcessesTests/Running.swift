import Foundation
import RequestCore
import TestSupport
import Testing

@testable import Processes

/// Runs a program as a tool's command is run.
func run(
    _ argv: [String], input: String = "", directory: String = "/",
    environment: [String: String] = ["PATH": "/usr/bin:/bin"],
    timeLimit: Double = 60, outputLimit: Int = 1 << 20, on runner: CommandRunner = CommandRunner()
) async -> ToolProcessResult {
    await runner.run(
        ToolProcess(
            argv: argv, input: Array(input.utf8), directory: directory, environment: environment, timeLimit: timeLimit,
            outputLimit: outputLimit))
}

/// Runs a program in a folder of its own until it makes a file `ready` there, and stops it then.
func runAndStop(_ argv: [String]) async throws -> ToolProcessResult {
    let folder = try Etude.Folder()
    let task = Task { await run(argv, directory: folder.path) }
    try await reach("the program's start") { (try? folder.read("ready")) != nil }
    task.cancel()
    return await task.value
}

/// A line of shell as a program.
func shell(_ line: String) -> [String] { ["sh", "-c", line] }

/// A text of Python as a program.
func python(_ text: String) -> [String] { ["python3", "-c", text] }

/// Whether a process is over; one that nobody has waited for yet is.
func isGone(_ pid: pid_t) -> Bool {
    guard let facts = FileManager.default.contents(atPath: "/proc/\(pid)/stat") else { return true }
    // The second field is the command in parentheses and may hold anything.
    let afterName = String(decoding: facts, as: UTF8.self).split(separator: ")").last ?? ""
    return afterName.hasPrefix(" Z") || afterName.hasPrefix(" X")
}

/// Waits until something is so; a test that waits too long fails.
func reach(_ what: String, isSo: () throws -> Bool) async throws {
    let end = ContinuousClock.now + .seconds(20)
    while try !isSo() {
        guard ContinuousClock.now < end else {
            Issue.record("never came: \(what)")
            return
        }
        try await Task.sleep(for: .milliseconds(2))
    }
}

/// Expects that all processes whose numbers stand in a text, one in a line, are over or soon will be.
func expectGone(_ pids: String, count: Int, sourceLocation: SourceLocation = #_sourceLocation) async throws {
    let pids = pids.split(whereSeparator: \.isWhitespace).compactMap { pid_t($0) }
    #expect(pids.count == count, sourceLocation: sourceLocation)
    for pid in pids { try await reach("the end of process \(pid)") { isGone(pid) } }
}
