import CCurl
import RequestCore

/// One request on the curl thread: its easy handle and its callbacks.
///
/// libcurl calls back only from within calls of the curl thread, so only that thread uses a transfer.
final class Transfer {
    enum Outcome {
        case ended(Mailbox.Ending)
        /// The handle has another URL of the same origin now and is sent again.
        case again
    }

    private static let redirectLimit = 5
    /// Seconds between two wake-ups of a reader: a fast stream costs few, and nobody sees a millisecond.
    private static let wakeInterval = 0.001
    /// The most bytes of a redirect's body that are read so that the connection can be used again.
    private static let redirectBodyLimit = 64 << 10

    let handle: UnsafeMutableRawPointer
    let mailbox: Mailbox
    private let options: TransferOptions
    private let idleTimeout: Double
    private let connectTimeout: Double
    private let hasCAFile: Bool
    private let endpoint: Endpoint
    private let reach: TransportRequest.Reach

    private var url: String
    private var headReader = HeadReader()
    private var hasHead = false
    private var failure: RunError?

    private var redirect: String?
    private var redirectCount = 0
    private var redirectBody = 0

    private var isActive = false
    private var isPaused = false
    private var progress: (down: curl_off_t, up: curl_off_t) = (0, 0)
    private var owesWake = false
    private var lastWake = 0.0
    /// When the last byte came or went; nil before the connection stands, for connecting has its own limit.
    private var lastActivity: Double?
    private var isConnected = false

    init(_ request: TransportRequest, mailbox: Mailbox) throws(RunError) {
        guard let endpoint = Endpoint(url: request.url) else {
            throw RunError(kind: .connection, message: "the address is no http or https URL", isLasting: true)
        }
        options = try TransferOptions(request)
        handle = options.handle
        url = request.url
        self.endpoint = endpoint
        reach = request.reach
        self.mailbox = mailbox
        idleTimeout = request.idleTimeout
        connectTimeout = request.connectTimeout
        hasCAFile = request.caFile != nil
        setCallbacks()
    }

    static func of(_ handle: UnsafeMutableRawPointer) -> Transfer? {
        var pointer: UnsafeMutableRawPointer?
        guard etude_get_private(handle, &pointer) == CURLE_OK else { return nil }
        return of(context: pointer)
    }

    private static func of(context: UnsafeMutableRawPointer?) -> Transfer? {
        context.map { Unmanaged<Transfer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// The loop keeps the transfer until its handle has left the multi handle, so unretained pointers stay valid.
    private func setCallbacks() {
        let context = Unmanaged.passUnretained(self).toOpaque()
        for option in [
            CURLOPT_PRIVATE, CURLOPT_WRITEDATA, CURLOPT_HEADERDATA, CURLOPT_XFERINFODATA, CURLOPT_PREREQDATA,
        ] {
            _ = etude_set_pointer(handle, option, context)
        }
        _ = etude_set_receiver(handle, CURLOPT_WRITEFUNCTION) { bytes, size, count, context in
            Transfer.of(context: context)?.received(UnsafeRawBufferPointer(start: bytes, count: size * count)) ?? 0
        }
        _ = etude_set_receiver(handle, CURLOPT_HEADERFUNCTION) { bytes, size, count, context in
            Transfer.of(context: context)?.receivedHeader(UnsafeRawBufferPointer(start: bytes, count: size * count))
                ?? 0
        }
        _ = etude_set_progress(handle) { context, _, down, _, up in
            Transfer.of(context: context)?.progressed(down: down, up: up)
            return 0
        }
        _ = etude_set_before_request(handle) { context, _, _, _, _ in
            Transfer.of(context: context)?.connected()
            return CURL_PREREQFUNC_OK
        }
    }

    // MARK: What libcurl reports

    private func connected() {
        isConnected = true
        isActive = true
    }

    private func progressed(down: curl_off_t, up: curl_off_t) {
        if progress != (down, up) {
            progress = (down, up)
            isActive = true
        }
    }

    private func receivedHeader(_ line: UnsafeRawBufferPointer) -> Int {
        isActive = true
        switch headReader.read(line) {
        case .more:
            return line.count
        case .tooLong:
            return stop("\(endpoint.name) sends headers without end")
        case .complete(let head):
            guard let location = redirectTarget(of: head) else {
                hasHead = true
                mailbox.put(head)
                return line.count
            }
            return plan(location) ? line.count : 0
        }
    }

    private func received(_ bytes: UnsafeRawBufferPointer) -> Int {
        isActive = true
        if redirect != nil {
            redirectBody += bytes.count
            return redirectBody <= Self.redirectBodyLimit ? bytes.count : 0
        }
        switch mailbox.put(bytes) {
        case .taken:
            return bytes.count
        case .full:
            isPaused = true
            return etude_pause_writing
        case .ended:
            return 0
        }
    }

    // MARK: Redirects

    private func redirectTarget(of head: ResponseHead) -> String? {
        guard [301, 302, 303, 307, 308].contains(head.status), let location = head.header("location") else {
            return nil
        }
        if case .stranger = reach, Endpoint.follow(location, from: url)?.endpoint != endpoint { return nil }
        return location
    }

    /// Whether the redirect may be followed.
    private func plan(_ location: String) -> Bool {
        guard let target = Endpoint.follow(location, from: url) else {
            return stop("\(endpoint.name) redirects to an address that is no http or https URL") != 0
        }
        guard target.endpoint == endpoint else {
            let origin = target.endpoint.origin
            return stop("the server redirects to \(origin); set base_url to it if you trust it") != 0
        }
        guard redirectCount < Self.redirectLimit else {
            return stop("\(endpoint.name) redirects more than \(Self.redirectLimit) times") != 0
        }
        redirect = target.url
        return true
    }

    /// Remembers why the transfer stops. The 0 makes libcurl give up.
    private func stop(_ message: String) -> Int {
        failure = RunError(kind: .connection, message: message, isLasting: true)
        return 0
    }

    // MARK: What the loop asks

    func outcome(_ code: CURLcode) -> Outcome {
        if let failure {
            return .ended(.failed(failure))
        }
        if let target = redirect {
            redirectCount += 1
            url = target
            redirect = nil
            redirectBody = 0
            headReader = HeadReader()
            lastActivity = nil
            isConnected = false
            _ = etude_set_string(handle, CURLOPT_URL, target)
            return .again
        }
        if code == CURLE_OK {
            return .ended(.complete)
        }
        return .ended(.failed(fault(code).error))
    }

    func resume() {
        isPaused = false
        isActive = true
        etude_easy_pause(handle, CURLPAUSE_CONT)
    }

    /// Closes the connection at the end of the transfer.
    func forbidReuse() {
        _ = etude_set_long(handle, CURLOPT_FORBID_REUSE, 1)
    }

    /// The loop calls this after every turn of libcurl.
    func noteActivity(now: Double) {
        guard isActive else { return }
        isActive = false
        owesWake = true
        lastActivity = isConnected ? now : nil
    }

    /// Wakes the reader if that is due. Otherwise it returns the seconds until then, or nil for never.
    func wakeReader(now: Double) -> Double? {
        guard owesWake else { return nil }
        let due = lastWake + Self.wakeInterval
        guard now >= due || mailbox.hasWholePiece else { return due - now }
        owesWake = false
        lastWake = now
        mailbox.wake()
        return nil
    }

    /// The seconds of silence left; nil while there is no limit because the transfer is not connected or waits for
    /// our reader.
    func patience(now: Double) -> Double? {
        guard let lastActivity, !isPaused, idleTimeout > 0 else { return nil }
        return lastActivity + idleTimeout - now
    }

    var silence: RunError {
        Fault.silence(of: endpoint, for: idleTimeout)
    }

    private func fault(_ code: CURLcode) -> Fault {
        Fault(
            code: code, endpoint: endpoint, hasHead: hasHead, wasConnected: isConnected,
            systemError: number(CURLINFO_OS_ERRNO), proxyStatus: number(CURLINFO_HTTP_CONNECTCODE),
            verdict: number(CURLINFO_SSL_VERIFYRESULT), hasCAFile: hasCAFile,
            detail: options.errorText ?? String(cString: etude_easy_strerror(code)), connectTimeout: connectTimeout)
    }

    private func number(_ info: CURLINFO) -> Int {
        var value = 0
        return etude_get_long(handle, info, &value) == CURLE_OK ? value : 0
    }
}
