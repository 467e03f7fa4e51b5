import CCurses
import Glibc

/// Gives the terminal back when the process crashes. The handlers write bytes that were put together before and
/// reset the modes; nothing of Swift or ncurses runs in them.
@MainActor enum CrashRestore {
    private static var modes: termios?

    /// - Parameter modes: the terminal's modes before ncurses changed them; those of the last call where `nil`.
    static func arm(modes: termios?) {
        if let modes { self.modes = modes }
        guard var saved = self.modes else { return }
        var bytes = Array((ControlBytes.mouseOff + ControlBytes.pasteOff).utf8)
        for name in ["sgr0", "rmkx", "cnorm", "rmcup"] { bytes += Capability.bytes(name) ?? [] }
        bytes += Array("\r\n".utf8)
        bytes.withUnsafeBytes {
            etude_restore_on_crash($0.baseAddress?.assumingMemoryBound(to: CChar.self), Int32($0.count), &saved)
        }
    }

    static func disarm() {
        etude_restore_on_crash(nil, -1, nil)
    }
}
