package import RequestCore
import Subprocess

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The person's own programs for a text: the clipboard's helper, a command that was typed, the pager.
///
/// They get the process's environment without keys. Nothing but the process's environment and what the person types says what is
/// started.
package struct TextCommands: Sendable {
    /// Why it was not done, in the person's words.
    package struct Failure: Error, Hashable, CustomStringConvertible {
        package let description: String
    }

    /// The seconds that a typed command may take.
    private static let timeLimit = 600.0
    /// The bytes of its output.
    private static let outputLimit = 8 << 20

    private let processes: CommandRunner
    private let environment: [String: String]
    private let directory: String

    /// - Parameters:
    ///   - environment: that of this process.
    ///   - keys: the names of variables that hold keys, beside those whose names say so.
    ///   - directory: where commands run, as an absolute path.
    package init(
        processes: CommandRunner, environment: [String: String], keys: Set<String> = [], directory: String
    ) {
        self.processes = processes
        self.environment = environment.filter { !keys.contains($0.key) && !ToolAnswerer.isSecret($0.key) }
        self.directory = directory
    }

    /// The helpers of the clipboard that may be of use here, the best first.
    private var helpers: [[String]] {
        #if os(macOS)
            return [["pbcopy"]]
        #else
            var helpers: [[String]] = []
            if environment["WAYLAND_DISPLAY"] != nil { helpers.append(["wl-copy"]) }
            if environment["DISPLAY"] != nil {
                helpers += [["xclip", "-selection", "clipboard"], ["xsel", "--clipboard", "--input"]]
            }
            if environment["WSL_DISTRO_NAME"] != nil { helpers.append(["clip.exe"]) }
            return helpers
        #endif
    }

    /// What gives a helper a session of its own.
    private static var session: [String] {
        #if os(macOS)
            return []
        #else
            return ["setsid", "--wait"]
        #endif
    }

    /// Puts a text on the system's clipboard.
    ///
    /// - Returns: the name of the helper that took it.
    package func copy(_ text: String) async throws -> String {
        var last: String?
        for helper in helpers {
            // The helper stays to serve the clipboard: a session of its own, since what is left of a command's group is ended.
            let argv = Self.session + helper
            let result = await processes.run(
                ToolProcess(
                    argv: argv, input: Array(text.utf8), directory: "/", environment: environment, timeLimit: 5))
            switch result.ending {
            case .exited(0): return helper[0]
            case .exited(126), .exited(127): continue
            default: last = last ?? LimitedCommand.fault(of: helper[0], result)
            }
        }
        throw Failure(
            description: last
                ?? """
                nothing took the copy: this terminal takes none by OSC 52, and neither wl-copy, xclip nor xsel is here; P opens the \
                text in your pager, ^G in your editor
                """)
    }

    /// Gives a text to `sh -c` with what the person has typed.
    package func pipe(_ text: String, through command: String) async -> ToolProcessResult {
        await processes.run(
            ToolProcess(
                argv: ["/bin/sh", "-c", command], input: Array(text.utf8), directory: directory,
                environment: environment, timeLimit: Self.timeLimit, outputLimit: Self.outputLimit))
    }

    /// Shows a text in `$PAGER`, else `less`, else `more`, which has the terminal meanwhile. The text comes on its standard input;
    /// pagers read the keys from the terminal.
    package func page(_ text: String) async throws {
        let pager = environment["PAGER"].flatMap { $0.allSatisfy(\.isWhitespace) ? nil : $0 }
        let file = FileManager.default.temporaryDirectory.appendingPathComponent("etude-\(UUID().uuidString).txt")
        let isMade = FileManager.default.createFile(
            atPath: file.path, contents: Data(text.utf8), attributes: [.posixPermissions: 0o600])
        guard isMade else { throw Failure(description: "no file for the pager can be made at \(file.path)") }
        defer { try? FileManager.default.removeItem(at: file) }
        // A file, and no pipe: a pager that is left early closes its input. Ctrl-C in it reaches the shell, too, which must wait on.
        let command = pager ?? "if command -v less >/dev/null; then less; else more; fi"
        let settings = environment.map { Array("\($0.key)=\($0.value)\0".utf8) }
        let result = try await Subprocess.run(
            .path("/bin/sh"), arguments: ["-c", "trap : INT QUIT; { \(command)\n} <\"$1\"", "sh", file.path],
            environment: .custom(settings), input: .none, output: .currentStandardOutput,
            error: .currentStandardError)
        switch result.terminationStatus {
        case .exited(0): return
        case .exited(127):
            throw Failure(description: "the pager (\(pager ?? "less")) was not found; set PAGER to another")
        case .exited(let status):
            throw Failure(description: "the pager (\(pager ?? "less")) ended with status \(status)")
        case .signaled(let number):
            throw Failure(description: "the pager (\(pager ?? "less")) was ended by signal \(number)")
        }
    }
}
