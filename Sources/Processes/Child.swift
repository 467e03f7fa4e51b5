import CSpawn
import Glibc

/// A started program.
///
/// It leads a session and a process group of its own: it has no terminal, and a signal to the group reaches all that it
/// has started and that did not leave the group. Its signals are as at a login, whatever ours are, and it inherits no
/// descriptor but 0, 1 and 2.
struct Child {
    /// Also the number of its process group. It stays its own until its status is taken.
    let pid: pid_t

    /// Our ends of its pipes; none of them ever blocks.
    struct Pipes {
        /// Writes to its stdin.
        let input: Descriptor
        /// Reads its stdout.
        let output: Descriptor
        /// Reads its stderr.
        let errors: Descriptor
    }

    /// Why a program was not started, for the person.
    struct Failure: Error {
        let words: String
    }

    /// Starts a program.
    ///
    /// - Parameters:
    ///   - argv: the program and its arguments.
    ///   - directory: an absolute path.
    ///   - environment: the whole of it.
    static func start(
        _ argv: [String], directory: String, environment: [String: String]
    ) throws(Failure) -> (child: Child, pipes: Pipes) {
        guard let program = argv.first else { throw Failure(words: "no program is named") }
        let settings = environment.map { "\($0)=\($1)" }
        guard !(argv + settings + [directory]).contains(where: { $0.utf8.contains(0) }) else {
            // The system would take what stands before it for the whole.
            throw Failure(words: "an argument, the folder or the environment holds a NUL character")
        }
        guard access(directory, X_OK) == 0 else { throw Failure(words: "\(directory): \(SystemError.last.words)") }
        do {
            let file = try ProgramSearch(directory: directory, path: environment["PATH"]).file(of: program)
            let (input, output, errors) = (try Descriptor.pipe(), try Descriptor.pipe(), try Descriptor.pipe())
            for ours in [input.writing, output.reading, errors.reading] { try ours.stopBlocking() }
            keepStatuses()
            let pid = try spawn(
                file, argv, settings, directory, standard: [input.reading, output.writing, errors.writing])
            return (
                Child(pid: pid), Pipes(input: input.writing, output: output.reading, errors: errors.reading)
            )
        } catch {
            throw Failure(words: "\(program): \(error.words)")
        }
    }

    /// Who starts us may have SIGCHLD ignored; the system then throws the statuses of our children away.
    private static func keepStatuses() {
        var action = sigaction()
        sigaction(SIGCHLD, nil, &action)
        // SIG_IGN is 1 in the guise of a function's address.
        if unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == 1 { signal(SIGCHLD, SIG_DFL) }
    }

    /// - Parameter standard: what it gets as 0, 1 and 2.
    private static func spawn(
        _ file: String, _ argv: [String], _ settings: [String], _ directory: String, standard: [Descriptor]
    ) throws(SystemError) -> pid_t {
        var actions = posix_spawn_file_actions_t()
        try check(posix_spawn_file_actions_init(&actions))
        defer { posix_spawn_file_actions_destroy(&actions) }
        try check(etude_spawn_addchdir(&actions, directory))
        for (number, descriptor) in standard.enumerated() {
            try check(posix_spawn_file_actions_adddup2(&actions, descriptor.number, Int32(number)))
        }
        try check(etude_spawn_addclosefrom(&actions, 3))

        var attributes = posix_spawnattr_t()
        try check(posix_spawnattr_init(&attributes))
        defer { posix_spawnattr_destroy(&attributes) }
        var signals = sigset_t()
        sigemptyset(&signals)
        try check(posix_spawnattr_setsigmask(&attributes, &signals))
        sigfillset(&signals)
        try check(posix_spawnattr_setsigdefault(&attributes, &signals))
        try check(
            posix_spawnattr_setflags(
                &attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF) | etude_spawn_new_session()))

        let (words, values) = (argv.map { strdup($0) }, settings.map { strdup($0) })
        defer { (words + values).forEach { free($0) } }
        var pid: pid_t = 0
        // The pipes' ends must be open until the child has its copies.
        try withExtendedLifetime(standard) { () throws(SystemError) in
            try check(posix_spawn(&pid, file, &actions, &attributes, words + [nil], values + [nil]))
        }
        return pid
    }

    private static func check(_ status: Int32) throws(SystemError) {
        guard status == 0 else { throw SystemError(number: status) }
    }

    /// Sends a signal to the group. Only before the child is waited for: then the number may be another's.
    func signalGroup(_ signal: Int32) {
        kill(-pid, signal)
    }

    /// Waits for the end of the child, and leaves it to be waited for again.
    static func awaitEnd(of pid: pid_t) {
        var facts = siginfo_t()
        while waitid(P_PID, id_t(pid), &facts, WEXITED | WNOWAIT) != 0, errno == EINTR {}
    }

    /// Takes the exit status of a child that has ended, and so gives its number back.
    func takeStatus() -> Int32? {
        var status: Int32 = 0
        while waitpid(pid, &status, 0) < 0 {
            if errno != EINTR { return nil }
        }
        return status
    }
}
