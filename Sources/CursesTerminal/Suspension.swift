import Glibc

enum Suspension {
    /// Stops this process, as the terminal's own Ctrl-Z does, and returns when it goes on.
    ///
    /// Threads of Dispatch block signals, and the main actor may be on one of them. The signal is sent to this very thread
    /// and unblocked in it, so that it has taken effect before its old handler is put back; one sent to the process could
    /// meet another thread, later.
    static func stop() {
        var stop = sigset_t()
        var before = sigset_t()
        sigemptyset(&stop)
        sigaddset(&stop, SIGTSTP)
        let handler = signal(SIGTSTP, SIG_DFL)
        pthread_sigmask(SIG_UNBLOCK, &stop, &before)
        raise(SIGTSTP)
        pthread_sigmask(SIG_SETMASK, &before, nil)
        signal(SIGTSTP, handler)
    }
}
