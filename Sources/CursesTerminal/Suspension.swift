import Glibc

enum Suspension {
    /// Stops this process and what runs with it (`make run`), as the terminal's own Ctrl-Z does, and returns when it goes on.
    ///
    /// The rest of the group is stopped first. Threads of Dispatch block signals, and the main actor may be on one of them:
    /// for this process the signal is sent to this very thread and unblocked in it, so that it has taken effect before its
    /// old handler is put back; one sent to the process could meet another thread, later.
    static func stop() {
        var stop = sigset_t()
        var before = sigset_t()
        sigemptyset(&stop)
        sigaddset(&stop, SIGTSTP)
        let handler = signal(SIGTSTP, SIG_IGN)
        kill(0, SIGTSTP)
        // Ignoring it again takes away what was kept for a thread that blocks it.
        signal(SIGTSTP, SIG_IGN)
        signal(SIGTSTP, SIG_DFL)
        pthread_sigmask(SIG_UNBLOCK, &stop, &before)
        raise(SIGTSTP)
        pthread_sigmask(SIG_SETMASK, &before, nil)
        signal(SIGTSTP, handler)
    }
}
