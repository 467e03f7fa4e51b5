import Foundation
import Glibc

/// What a finished process left.
package struct Finished: Sendable {
    package var status: Int32
    package var output: String
    package var errors: String
    /// True when a signal ended it; `status` is then the signal.
    package var wasSignalled: Bool

    /// What a process, or what stands for one, left.
    package init(status: Int32, output: String, errors: String, wasSignalled: Bool = false) {
        self.status = status
        self.output = output
        self.errors = errors
        self.wasSignalled = wasSignalled
    }
}

/// Runs programs without holding up a thread of the concurrent pool.
///
/// Input and output go through files: a pipe's end could be inherited by a child that another test starts at the same time,
/// and its end would then never be seen.
package enum ChildProcess {
    /// A system call failed.
    package struct Failure: Error {
        package let call: String
        package let number: Int32
    }

    /// - Parameter input: what it reads on stdin; nil gives it `/dev/null`.
    package static func run(
        _ path: String, _ arguments: [String], environment: [String: String], input: String? = nil,
        directory: String = "/"
    ) async throws -> Finished {
        let folder = try Etude.Folder()
        let inputFile = try input.map { try folder.write($0, to: "in") } ?? "/dev/null"
        let (output, errors) = (folder.path + "/out", folder.path + "/err")
        let pid = try spawn(path, arguments, environment, files: [inputFile, output, errors], directory)
        let status = await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: end(of: pid)) }
        }
        let signal = status & 0x7f
        return Finished(
            status: signal == 0 ? (status >> 8) & 0xff : signal, output: try read(output), errors: try read(errors),
            wasSignalled: signal != 0)
    }

    /// Runs a program and kills it, as nothing can be caught, as soon as a condition holds.
    ///
    /// - Returns: whether it was killed; it may have ended before.
    package static func run(
        _ path: String, _ arguments: [String], environment: [String: String],
        killedWhen condition: @escaping @Sendable () -> Bool
    ) async throws -> Bool {
        let nowhere = [String](repeating: "/dev/null", count: 3)
        let pid = try spawn(path, arguments, environment, files: nowhere, "/")
        let status = await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                var status: Int32 = 0
                while waitpid(pid, &status, WNOHANG) == 0 {
                    guard condition() else { continue }
                    kill(pid, SIGKILL)
                    return continuation.resume(returning: end(of: pid))
                }
                continuation.resume(returning: status)
            }
        }
        return status & 0x7f == SIGKILL
    }

    /// Starts a program whose end nobody awaits.
    package static func start(_ path: String, _ arguments: [String]) {
        let nowhere = [String](repeating: "/dev/null", count: 3)
        guard let pid = try? spawn(path, arguments, ProcessInfo.processInfo.environment, files: nowhere, "/") else {
            return
        }
        Thread.detachNewThread { _ = end(of: pid) }
    }

    private static func end(of pid: pid_t) -> Int32 {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0, errno == EINTR {}
        return status
    }

    private static func read(_ file: String) throws -> String {
        String(decoding: try Data(contentsOf: URL(fileURLWithPath: file)), as: UTF8.self)
    }

    private static func spawn(
        _ path: String, _ arguments: [String], _ environment: [String: String], files: [String], _ directory: String
    ) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_addopen(&actions, 0, files[0], O_RDONLY, 0)
        posix_spawn_file_actions_addopen(&actions, 1, files[1], O_WRONLY | O_CREAT, 0o600)
        posix_spawn_file_actions_addopen(&actions, 2, files[2], O_WRONLY | O_CREAT, 0o600)
        var attributes = posix_spawnattr_t()
        posix_spawnattr_init(&attributes)
        defer { posix_spawnattr_destroy(&attributes) }
        unblockSignals(&attributes)
        let words = (["/usr/bin/env", "-C", directory, path] + arguments).map { strdup($0) }
        let settings = environment.map { strdup("\($0)=\($1)") }
        defer { (words + settings).forEach { free($0) } }
        var pid: pid_t = 0
        let result = posix_spawn(&pid, "/usr/bin/env", &actions, &attributes, words + [nil], settings + [nil])
        guard result == 0 else { throw Failure(call: "posix_spawn \(path)", number: result) }
        return pid
    }

    /// A child gets the signals as a shell would give them: the threads of a pool block them all, and a tmux server that
    /// inherits that cannot be ended.
    private static func unblockSignals(_ attributes: inout posix_spawnattr_t) {
        var none = sigset_t()
        sigemptyset(&none)
        posix_spawnattr_setsigmask(&attributes, &none)
        var all = sigset_t()
        sigfillset(&all)
        posix_spawnattr_setsigdefault(&attributes, &all)
        posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
    }
}

/// A line of shell.
package enum Shell {
    package static func run(_ line: String) async throws -> Finished {
        try await ChildProcess.run("/bin/sh", ["-c", line], environment: ProcessInfo.processInfo.environment)
    }
}
