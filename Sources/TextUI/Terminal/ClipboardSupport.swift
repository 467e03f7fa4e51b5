/// Whether a terminal takes texts for the clipboard by OSC 52.
package enum ClipboardSupport {
    /// False for Terminal.app and the Linux console, which take none, and for those on VTE (GNOME's and others), of which only
    /// some do. A multiplexer takes them itself. Others do not say, and most take them.
    ///
    /// - Parameter value: returns a variable of the environment; nil if it is not set.
    package static func takesCopies(in value: (String) -> String?) -> Bool {
        if value("TMUX") != nil || value("STY") != nil { return true }
        return value("TERM") != "linux" && value("TERM_PROGRAM") != "Apple_Terminal" && value("VTE_VERSION") == nil
    }
}
