/// When a failed attempt is repeated, and after how long: the rules of OpenAI's own clients.
public struct RetryPolicy: Sendable, Hashable {
    /// The number of attempts after the first.
    public var maximumRetries: Int
    /// The longest wait that a server may ask for, in seconds. If it asks for more, the run fails instead of
    /// sleeping.
    public var longestWait: Double

    /// Makes a policy. The defaults are those of the official clients.
    public init(maximumRetries: Int = 2, longestWait: Double = 120) {
        self.maximumRetries = maximumRetries
        self.longestWait = longestWait
    }

    /// What to do after a failed attempt.
    public enum Decision: Sendable, Hashable {
        /// Wait for this many seconds, then send again.
        case wait(Double)
        /// Do not send again. `reason` is what the error does not say itself; nil if there is nothing to add.
        case giveUp(reason: String?)
    }

    /// Decides what follows an attempt without an event. After the first event nothing is ever sent again.
    ///
    /// - Parameters:
    ///   - attempt: counted from 0.
    ///   - head: the head of the server's answer; nil if there was none.
    ///   - now: seconds since 1970, for a wait that is given as a date.
    ///   - random: from 0 up to 1; spreads the waits of many clients.
    public func decision(
        attempt: Int, error: RunError, head: ResponseHead?, now: Double, random: Double
    ) -> Decision {
        guard isWorthRetrying(error, head) else { return .giveUp(reason: nil) }
        guard attempt < maximumRetries else { return .giveUp(reason: nil) }
        if let asked = head.flatMap({ Self.askedWait($0, now: now) }) ?? error.askedWait, asked > 0 {
            guard asked <= longestWait else {
                return .giveUp(reason: "the server asks to wait \(Self.plain(asked)), which is too long to sleep")
            }
            return .wait(asked)
        }
        var wait = 0.5
        for _ in 0..<min(max(attempt, 0), 4) { wait *= 2 }
        return .wait(min(wait, 8) * (1 - 0.25 * random))
    }

    private func isWorthRetrying(_ error: RunError, _ head: ResponseHead?) -> Bool {
        if error.isLasting || error.code == ErrorWords.quota { return false }
        switch error.kind {
        case .cancelled, .stream, .decoding: return false
        default: break
        }
        switch head?.header("x-should-retry")?.lowercased() {
        case "true": return true
        case "false": return false
        default: break
        }
        // An answer with a good status that was cut before its first event counts as a fault of the connection.
        guard let status = head?.status, !(200..<300).contains(status) else {
            return error.kind == .connection || error.kind == .timeout
        }
        return status == 408 || status == 409 || status == 429 || status >= 500
    }

    /// The seconds that a server asks to wait; nil when it does not say, or not so that it can be read.
    static func askedWait(_ head: ResponseHead, now: Double) -> Double? {
        if let text = head.header("retry-after-ms"), let milliseconds = Double(text), !milliseconds.isNaN {
            return milliseconds / 1000
        }
        guard let text = head.header("retry-after") else { return nil }
        if let seconds = Double(text) { return seconds.isNaN ? nil : seconds }
        return HTTPDate.seconds(text).map { $0 - now }
    }

    private static func plain(_ seconds: Double) -> String {
        let whole = Int(min(seconds.rounded(.up), 1e9))
        return whole < 120 ? "\(whole) s" : "\(whole) s (\(whole / 60) min)"
    }
}
