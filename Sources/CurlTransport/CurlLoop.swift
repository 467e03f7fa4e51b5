import CCurl
import Glibc
import RequestCore

/// The curl thread: owns the multi handle and every transfer, and is never seen by another thread.
final class CurlLoop {
    /// Idle connections kept for later requests.
    private static let keptConnections = 16
    /// Seconds to sleep when nothing is going on; orders end the sleep.
    private static let longSleep = 24.0 * 3600

    /// Why libcurl cannot be used; nil if it is ready. The first access loads it.
    private static let libraryProblem: String? = {
        if let problem = etude_curl_open() {
            return "libcurl cannot be loaded: \(String(cString: problem)); install libcurl4"
        }
        return etude_global_init(etude_global_default) == CURLE_OK ? nil : "libcurl could not be started"
    }()

    private let inbox: Inbox
    private let multi: UnsafeMutableRawPointer
    private var transfers: [ObjectIdentifier: Transfer] = [:]

    /// Runs until the inbox is closed and the last transfer has ended.
    static func run(_ inbox: Inbox) {
        if let libraryProblem {
            return inbox.abandon(RunError(kind: .connection, message: libraryProblem))
        }
        guard let multi = etude_multi_init() else {
            return inbox.abandon(RunError(kind: .connection, message: "libcurl has no memory"))
        }
        _ = etude_multi_set_long(multi, CURLMOPT_MAXCONNECTS, keptConnections)
        inbox.setBell(Inbox.Bell(multi: multi))
        CurlLoop(inbox: inbox, multi: multi).loop()
        inbox.setBell(nil)
        etude_multi_cleanup(multi)
    }

    private init(inbox: Inbox, multi: UnsafeMutableRawPointer) {
        self.inbox = inbox
        self.multi = multi
    }

    private func loop() {
        while true {
            let (orders, isClosed) = inbox.take()
            orders.forEach(obey)
            var running: Int32 = 0
            etude_multi_perform(multi, &running)
            finishDone()
            let sleep = deliverAndWatch(now: Seconds.now())
            if isClosed, transfers.isEmpty {
                return
            }
            etude_multi_poll(multi, nil, 0, sleep, nil)
        }
    }

    private func obey(_ order: Order) {
        switch order {
        case .start(let request, let mailbox):
            start(request, mailbox)
        case .cancel(let mailbox):
            stop(ObjectIdentifier(mailbox))
        case .resume(let mailbox):
            transfers[ObjectIdentifier(mailbox)]?.resume()
        }
    }

    private func start(_ request: TransportRequest, _ mailbox: Mailbox) {
        guard !mailbox.hasEnded else { return }
        do throws(RunError) {
            let transfer = try Transfer(request, mailbox: mailbox)
            transfers[ObjectIdentifier(mailbox)] = transfer
            etude_multi_add_handle(multi, transfer.handle)
        } catch {
            mailbox.end(.failed(error))
        }
    }

    private func remove(_ id: ObjectIdentifier) {
        if let transfer = transfers.removeValue(forKey: id) {
            etude_multi_remove_handle(multi, transfer.handle)
        }
    }

    /// Removes a transfer before its end.
    private func stop(_ id: ObjectIdentifier) {
        transfers[id]?.forbidReuse()
        remove(id)
    }

    private func finishDone() {
        var left: Int32 = 0
        while let message = etude_multi_info_read(multi, &left) {
            guard message.pointee.msg == CURLMSG_DONE, let handle = message.pointee.easy_handle,
                let transfer = Transfer.of(handle)
            else { continue }
            finish(transfer, code: message.pointee.data.result)
        }
    }

    private func finish(_ transfer: Transfer, code: CURLcode) {
        switch transfer.outcome(code) {
        case .ended(let ending):
            remove(ObjectIdentifier(transfer.mailbox))
            transfer.mailbox.end(ending)
        case .again:
            etude_multi_remove_handle(multi, transfer.handle)
            etude_multi_add_handle(multi, transfer.handle)
        }
    }

    /// Wakes the readers, ends transfers that were silent for too long, and returns the milliseconds until the next
    /// call is due.
    private func deliverAndWatch(now: Double) -> Int32 {
        var sleep = Self.longSleep
        for (id, transfer) in transfers {
            transfer.noteActivity(now: now)
            if let wait = transfer.wakeReader(now: now) {
                sleep = min(sleep, wait)
            }
            guard let patience = transfer.patience(now: now) else { continue }
            if patience <= 0 {
                stop(id)
                transfer.mailbox.end(.failed(transfer.silence))
            } else {
                sleep = min(sleep, patience)
            }
        }
        return Int32((sleep * 1000).rounded(.up))
    }
}

/// Time that does not jump with the clock and stands still while the machine sleeps.
enum Seconds {
    static func now() -> Double {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
    }
}
