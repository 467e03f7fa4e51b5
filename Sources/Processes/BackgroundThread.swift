import Glibc

/// A thread for work that waits, which the pool of Swift's tasks is not for.
enum BackgroundThread {
    private final class Work: Sendable {
        let body: @Sendable () -> Void

        init(_ body: @escaping @Sendable () -> Void) {
            self.body = body
        }
    }

    /// Runs `body` on a new thread that takes no signals: those are the other threads' business, and writing to a closed pipe would
    /// raise SIGPIPE here.
    static func start(_ body: @escaping @Sendable () -> Void) throws(SystemError) {
        var thread = pthread_t()
        let context = Unmanaged.passRetained(Work(body))
        let status = pthread_create(
            &thread, nil,
            { context in
                guard let context else { return nil }
                let work = Unmanaged<Work>.fromOpaque(context).takeRetainedValue()
                var all = sigset_t()
                sigfillset(&all)
                pthread_sigmask(SIG_BLOCK, &all, nil)
                work.body()
                return nil
            }, context.toOpaque())
        guard status == 0 else {
            context.release()
            throw SystemError(number: status)
        }
        pthread_detach(thread)
    }
}
