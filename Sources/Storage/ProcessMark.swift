import Glibc

/// Identifies a process, so that a later one with the same number is not mistaken for it: `pid:start:boot`.
enum ProcessMark {
    static let current = mark(of: getpid()) ?? "\(getpid())::"

    /// Whether the process of a mark is still running on this machine.
    static func isAlive(_ mark: String) -> Bool {
        if mark == current { return true }
        let fields = mark.split(separator: ":", omittingEmptySubsequences: false)
        guard fields.count == 3, let pid = pid_t(fields[0]) else { return false }
        if fields[1].isEmpty { return kill(pid, 0) == 0 || errno == EPERM }
        return self.mark(of: pid) == mark
    }

    /// The mark of a process from `/proc`; nil if there is no such process, or no `/proc`.
    static func mark(of pid: pid_t) -> String? {
        guard let facts = text("/proc/\(pid)/stat"), let boot,
            // The second field is the command in parentheses and may contain anything, even parentheses.
            let afterName = facts.lastIndex(of: ")")
        else { return nil }
        let fields = facts[facts.index(after: afterName)...].split(separator: " ")
        // starttime is the 22nd field of proc(5), so the 20th after the name. A zombie counts as dead.
        guard fields.count > 19, fields[0] != "Z", fields[0] != "X" else { return nil }
        return "\(pid):\(fields[19]):\(boot)"
    }

    private static let boot: String? = text("/proc/sys/kernel/random/boot_id").map { text in
        String(text.prefix { !$0.isWhitespace })
    }

    private static func text(_ path: String) -> String? {
        guard let bytes = (try? Posix.read(path, atMost: 1 << 16)) ?? nil else { return nil }
        return String(decoding: bytes, as: UTF8.self)
    }
}
