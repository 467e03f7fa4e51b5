import Glibc
package import RequestCore
import Subprocess

/// Runs the command of a password manager that prints a key.
///
/// It has our terminal and our environment, because managers ask for a passphrase and find their agent there. Its
/// standard input is ours only if that is a terminal: what is piped to us is the person's message. What it says on
/// stderr goes to the terminal and nowhere else.
package struct KeyProgram: Sendable {
    /// Why there is no key, in a sentence for the person. It quotes nothing that the program wrote.
    package struct Failure: Error, CustomStringConvertible {
        package let description: String
    }

    private let timeout: Double

    /// - Parameter timeout: the longest time that a command may take, in seconds.
    package init(timeout: Double = KeyCommand.timeout) { self.timeout = timeout }

    /// What the command printed on stdout.
    ///
    /// - Throws: ``Failure``, or `CancellationError` if the task is cancelled. The command is killed then.
    package func output(of command: KeyCommand) async throws -> [UInt8] {
        let timeout = timeout
        let output = try await withThrowingTaskGroup(of: [UInt8]?.self) { group in
            group.addTask { try await Self.run(command) }
            group.addTask {
                try await Task.sleep(for: .seconds(timeout))
                return nil
            }
            defer { group.cancelAll() }
            return try await group.next() ?? nil
        }
        guard let output else {
            throw Failure(
                description:
                    "\(command.program) printed no key within \(Int(timeout)) s; unlock it and try again")
        }
        return output
    }

    private static func run(_ command: KeyCommand) async throws -> [UInt8] {
        guard let program = command.argv.first else { throw Failure(description: "api_key_command names no program") }
        let executable: Executable = program.contains("/") ? .path(.init(program)) : .name(program)
        let arguments = Arguments(Array(command.argv.dropFirst()))
        let limit = KeyCommand.longestOutput + 1
        let status: TerminationStatus
        let bytes: [UInt8]
        do {
            if isatty(STDIN_FILENO) == 1 {
                let result = try await Subprocess.run(
                    executable, arguments: arguments, input: .currentStandardInput, output: .bytes(limit: limit),
                    error: .currentStandardError)
                (status, bytes) = (result.terminationStatus, result.standardOutput)
            } else {
                let result = try await Subprocess.run(
                    executable, arguments: arguments, input: .none, output: .bytes(limit: limit),
                    error: .currentStandardError)
                (status, bytes) = (result.terminationStatus, result.standardOutput)
            }
        } catch is CancellationError {
            throw CancellationError()
        } catch let error as SubprocessError {
            if Task.isCancelled { throw CancellationError() }
            throw Failure(description: words(error, command))
        }
        switch status {
        case .exited(0): return bytes
        case .exited(let code):
            throw Failure(description: "\(command.program) gave no key: it ended with status \(code)")
        case .signaled(let number):
            if Task.isCancelled { throw CancellationError() }
            throw Failure(description: "\(command.program) gave no key: it was ended by signal \(number)")
        }
    }

    private static func words(_ error: SubprocessError, _ command: KeyCommand) -> String {
        error.code == .outputLimitExceeded
            ? "\(command.program) printed more than 8 KB; it should print a key"
            : "\(command.program) of api_key_command could not be started; check that it is installed and in PATH"
    }
}
