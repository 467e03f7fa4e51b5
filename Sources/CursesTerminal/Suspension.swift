import Glibc

enum Suspension {
    /// Stops this process and what runs with it, as the terminal's own Ctrl-Z does, and returns when it goes on.
    ///
    /// Threads of Dispatch block signals, and the main actor may be on one of them: the signal is unblocked for this
    /// thread, which makes it the one that is stopped before `kill` returns.
    static func stopProcessGroup() {
        var stop = sigset_t()
        var before = sigset_t()
        sigemptyset(&stop)
        sigaddset(&stop, SIGTSTP)
        let handler = signal(SIGTSTP, SIG_DFL)
        pthread_sigmask(SIG_UNBLOCK, &stop, &before)
        kill(0, SIGTSTP)
        pthread_sigmask(SIG_SETMASK, &before, nil)
        signal(SIGTSTP, handler)
    }
}
