/// A local program that answers calls of a tool, as the prompt's file names it.
public struct ToolCommand: Sendable, Hashable {
    /// Program and arguments. `{{name}}` in an argument is the call's argument of that name. No shell reads them.
    public var argv: [String]
    /// The folder in which it runs, as written, relative to the prompt's file.
    public var directory: String?
    /// The names of environment variables that are passed on, beside those that every program needs. Keys of
    /// providers never are.
    public var environment: [String]
    /// The seconds until it is stopped.
    public var timeLimit: Double
    /// The most bytes of output. More stops the program.
    public var outputLimit: Int

    /// Makes a command.
    public init(
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
public struct ToolProcess: Sendable, Hashable {
    /// Program and arguments without placeholders.
    public var argv: [String]
    /// The input on stdin: the call's arguments as JSON.
    public var input: [UInt8]
    /// An absolute path.
    public var directory: String
    /// The whole environment.
    public var environment: [String: String]
    /// The seconds until it is stopped.
    public var timeLimit: Double
    /// The most bytes of stdout, and of stderr. More stops the program.
    public var outputLimit: Int

    /// Makes a start.
    public init(
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
public struct ToolProcessResult: Sendable, Hashable {
    /// How it ended.
    public enum Ending: Sendable, Hashable {
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
    public var output: String
    /// Stderr as text, with U+FFFD for what is not UTF-8.
    public var errors: String
    /// How it ended.
    public var ending: Ending
    /// The seconds that it ran.
    public var seconds: Double

    /// Makes a result.
    public init(output: String, errors: String, ending: Ending, seconds: Double) {
        self.output = output
        self.errors = errors
        self.ending = ending
        self.seconds = seconds
    }
}

/// Starts programs; an edge implements it.
public protocol ProcessRunner: Sendable {
    /// Runs a program to its end, or to one of its limits. Cancelling the task stops the program and everything that
    /// it has started.
    func run(_ process: ToolProcess) async -> ToolProcessResult
}
