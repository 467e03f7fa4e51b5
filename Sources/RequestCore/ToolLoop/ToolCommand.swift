/// A local program that answers calls of a tool, as the prompt's file names it.
public struct ToolCommand: Sendable, Hashable {
    /// Program and arguments; `{{name}}` in an argument is the call's argument of that name. Never read by a shell.
    public var argv: [String]
    /// The folder it runs in, as written; relative to the prompt's file.
    public var directory: String?
    /// Names of environment variables that are passed on, beside those every program needs. Keys of providers never are.
    public var environment: [String]
    /// Seconds until it is ended.
    public var timeLimit: Double
    /// Bytes of its output that are read, before it is ended.
    public var outputLimit: Int

    /// A command of these parts.
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

/// One start of a program: all that was still open in a ``ToolCommand`` is settled.
public struct ToolProcess: Sendable, Hashable {
    /// Program and arguments, no placeholder left.
    public var argv: [String]
    /// What it reads on stdin: the call's arguments as JSON.
    public var input: [UInt8]
    /// An absolute path.
    public var directory: String
    /// Its whole environment.
    public var environment: [String: String]
    /// Seconds until it is ended.
    public var timeLimit: Double
    /// Bytes of stdout that are read, and as many of stderr at the most; more ends it.
    public var outputLimit: Int

    /// A start of these parts.
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

/// What a program left.
public struct ToolProcessResult: Sendable, Hashable {
    /// How it ended.
    public enum Ending: Sendable, Hashable {
        /// By itself, with this status.
        case exited(Int32)
        /// By a signal that was not ours.
        case signalled(Int32)
        /// It took longer than its limit.
        case timedOut
        /// It wrote more than its limit.
        case wroteTooMuch
        /// It was stopped by the person, or the run was.
        case stopped
        /// It could not be started; the system's words.
        case notStarted(String)
    }

    /// Stdout as text; what is no UTF-8 is replaced by U+FFFD.
    public var output: String
    /// Stderr as text, likewise.
    public var errors: String
    /// How it ended.
    public var ending: Ending
    /// How long it ran.
    public var seconds: Double

    /// A result of these fields.
    public init(output: String, errors: String, ending: Ending, seconds: Double) {
        self.output = output
        self.errors = errors
        self.ending = ending
        self.seconds = seconds
    }
}

/// Starts programs; implemented at the edge.
public protocol ProcessRunner: Sendable {
    /// Runs a program to its end, or to one of its limits. Cancelling the task ends it and all that it has started.
    func run(_ process: ToolProcess) async -> ToolProcessResult
}
