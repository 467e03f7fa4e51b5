import Glibc

/// What stands between this process and the person's terminal, and hands on only what it is told to.
package enum Multiplexer: Sendable {
    case tmux, screen

    /// The one around this process; nil where there is none.
    package static let around: Multiplexer? = {
        if getenv("TMUX") != nil { return .tmux }
        return getenv("STY") != nil ? .screen : nil
    }()

    /// Whether the terminal calls itself one, as it does over ssh.
    static let isNamedByTerminal: Bool = {
        let name = getenv("TERM").map { String(cString: $0) } ?? ""
        return name.hasPrefix("tmux") || name.hasPrefix("screen")
    }()
}
