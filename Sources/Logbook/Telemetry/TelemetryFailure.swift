package import RequestCore

/// Why a collector has not taken what it was sent.
package struct TelemetryFailure: Error, Sendable, Hashable, CustomStringConvertible {
    /// Where it was posted to.
    package var url: String
    /// What the collector answered, or why it could not be reached.
    package var error: RunError

    package init(url: String, error: RunError) {
        self.url = url
        self.error = error
    }

    /// The URL and the collector's words.
    package var description: String { "\(url): \(error)" }

    /// The first line of ``description``.
    package var headline: String { "\(url): \(error.headline)" }

    /// Whether it would refuse the same thing the next time as well.
    package var isRefusal: Bool { [400, 413, 422].contains(error.status) }

    /// Whether the collector has nothing that takes such a signal.
    package var meansNoSuchSignal: Bool { [404, 405, 410, 415, 501].contains(error.status) }
}
