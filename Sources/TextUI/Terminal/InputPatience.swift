/// How many seconds the decoder waits for the rest of what a terminal has begun to send.
package struct InputPatience: Hashable, Sendable {
    /// After an ESC that nothing followed: it is the Escape key then.
    package var escape: Double

    /// The same while the terminal still has to answer a question: its answers begin with ESC, too.
    package var answer: Double { max(escape, 0.3) }

    /// After `ESC [` and the other beginnings that are also keys with Alt.
    package var introducer: Double { max(escape, 0.5) }

    /// After the last byte of an unfinished sequence, string or paste.
    package var silence: Double { max(escape, 1) }

    /// For a whole string, however steadily its bytes come: terminals answer briefly, a person types on.
    static let string: Double = 3

    /// How long the late rest of what was given up is still recognised.
    static let rest: Double = 3
    /// The same for a paste, whose rest may be long under way.
    static let pasteRest: Double = 30

    /// - Parameter escape: the seconds after which a lone ESC is the Escape key.
    package init(escape: Double = 0.05) {
        self.escape = escape
    }

    /// The milliseconds after which a lone ESC is the Escape key: the person's setting, else `ESCDELAY`, else a longer
    /// wait over ssh, where a key may arrive in two pieces, else a short one.
    ///
    /// - Parameter setting: the person's own, where there is one.
    package static func escapeMilliseconds(setting: Int?, environment: [String: String]) -> Int {
        if let setting { return setting }
        if let named = environment["ESCDELAY"].flatMap({ Int($0) }), (0...10_000).contains(named) { return named }
        let isRemote = ["SSH_CONNECTION", "SSH_TTY", "SSH_CLIENT"].contains { environment[$0]?.isEmpty == false }
        return isRemote ? 300 : 50
    }
}
