import Glibc

/// Stopping as the terminal's own Ctrl-Z does.
enum Suspension {
    /// Whether the terminal's keys go to other processes: those of another job, or the shell.
    static var isInBackground: Bool {
        let group = tcgetpgrp(STDIN_FILENO)
        return group >= 0 && group != getpgrp()
    }

    /// Stops this process and what runs with it (`make run`), and returns when it goes on in the foreground.
    static func stop() {
        // The rest of the group is stopped first; while the signal is ignored here, it cannot come back to this process.
        var ignoring = sigaction()
        var before = sigaction()
        ignoring.__sigaction_handler.sa_handler = SIG_IGN
        sigaction(SIGTSTP, &ignoring, &before)
        kill(0, SIGTSTP)
        // Ignoring it again takes away what was kept for a thread that blocks it.
        sigaction(SIGTSTP, &ignoring, nil)
        stopThisProcess(SIGTSTP)
        sigaction(SIGTSTP, &before, nil)
        _ = awaitForeground()
    }

    /// Stops until the shell brings the process to the foreground, as it stops whoever uses the terminal from the
    /// background: `bg` lets it run, and it stops again.
    ///
    /// - Returns: false where nothing stops it, since no shell is left that could take it up again.
    static func awaitForeground() -> Bool {
        var attempts = 0
        while isInBackground {
            guard attempts < 3 else { return false }
            let start = seconds
            stopThisProcess(SIGTTOU)
            attempts = seconds - start < 0.01 ? attempts + 1 : 0
        }
        return true
    }

    /// Writes to the terminal from the background, which the terminal may be set to forbid.
    static func withoutStopping(_ body: () -> Void) {
        var stop = sigset_t()
        var before = sigset_t()
        sigemptyset(&stop)
        sigaddset(&stop, SIGTTOU)
        pthread_sigmask(SIG_BLOCK, &stop, &before)
        body()
        pthread_sigmask(SIG_SETMASK, &before, nil)
    }

    /// Seconds on a clock that never goes back.
    static var seconds: Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }

    /// Threads of Dispatch block signals, and the main actor may be on one of them: the signal is sent to this very thread
    /// and unblocked in it, so that it has taken effect before its old handler is put back; one sent to the process could
    /// meet another thread, later.
    private static func stopThisProcess(_ number: Int32) {
        var stop = sigset_t()
        var blocked = sigset_t()
        var standard = sigaction()
        var before = sigaction()
        standard.__sigaction_handler.sa_handler = SIG_DFL
        sigemptyset(&stop)
        sigaddset(&stop, number)
        sigaction(number, &standard, &before)
        pthread_sigmask(SIG_UNBLOCK, &stop, &blocked)
        raise(number)
        pthread_sigmask(SIG_SETMASK, &blocked, nil)
        sigaction(number, &before, nil)
    }
}
