/// A local program that answers calls of a tool, as the prompt's file names it.
package struct ToolCommand: Sendable, Hashable {
    /// Program and arguments. `{{name}}` in an argument is the call's argument of that name. No shell reads them.
    package var argv: [String]
    /// The folder in which it runs, as written, relative to the prompt's file.
    package var directory: String?
    /// The names of environment variables that are passed on, beside those that every program needs. Keys of
    /// providers never are.
    package var environment: [String]
    /// The seconds until it is stopped.
    package var timeLimit: Double
    /// The most bytes of output. More stops the program.
    package var outputLimit: Int

    /// Makes a command.
    package init(
        argv: [String], directory: String? = nil, environment: [String] = [], timeLimit: Double = 30,
        outputLimit: Int = 1 << 20
    ) {
        self.argv = argv
        self.directory = directory
        self.environment = environment
        self.timeLimit = timeLimit
        self.outputLimit = outputLimit
    }
}

/// One start of a program: a ``ToolCommand`` with all its open parts filled in.
package struct ToolProcess: Sendable, Hashable {
    /// Program and arguments without placeholders.
    package var argv: [String]
    /// The input on stdin: the call's arguments as JSON.
    package var input: [UInt8]
    /// An absolute path.
    package var directory: String
    /// The whole environment.
    package var environment: [String: String]
    /// The seconds until it is stopped.
    package var timeLimit: Double
    /// The most bytes of stdout, and of stderr. More stops the program.
    package var outputLimit: Int

    /// Makes a start.
    package init(
        argv: [String], input: [UInt8], directory: String, environment: [String: String], timeLimit: Double = 30,
        outputLimit: Int = 1 << 20
    ) {
        self.argv = argv
        self.input = input
        self.directory = directory
        self.environment = environment
        self.timeLimit = timeLimit
        self.outputLimit = outputLimit
    }
}

/// The result of a program.
package struct ToolProcessResult: Sendable, Hashable {
    /// How it ended.
    package enum Ending: Sendable, Hashable {
        /// It exited with this status.
        case exited(Int32)
        /// A signal that was not ours ended it.
        case signalled(Int32)
        /// It took longer than its limit.
        case timedOut
        /// It wrote more than its limit.
        case wroteTooMuch
        /// The person stopped it, or the run.
        case stopped
        /// It could not be started, for this reason of the system.
        case notStarted(String)
    }

    /// Stdout as text, with U+FFFD for what is not UTF-8.
    package var output: String
    /// Stderr as text, with U+FFFD for what is not UTF-8.
    package var errors: String
    /// How it ended.
    package var ending: Ending
    /// The seconds that it ran.
    package var seconds: Double

    /// Makes a result.
    package init(output: String, errors: String, ending: Ending, seconds: Double) {
        self.output = output
        self.errors = errors
        self.ending = ending
        self.seconds = seconds
    }
}

/// Starts programs; an edge implements it.
package protocol ProcessRunner: Sendable {
    /// Runs a program to its end, or to one of its limits. Cancelling the task stops the program and everything that
    /// it has started.
    func run(_ process: ToolProcess) async -> ToolProcessResult
}
