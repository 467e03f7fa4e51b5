#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// The home folders of people, as the shell's `~` means them.
package enum UserHome {
    /// Returns the person's own: `HOME`, else what the password database says; nil where neither names a folder.
    package static func path(in environment: [String: String]) -> String? {
        if let home = environment["HOME"], !home.isEmpty { return home }
        return folder(getpwuid(geteuid()))
    }

    private static var path: String? { path(in: Posix.environment("HOME").map { ["HOME": $0] } ?? [:]) }

    /// Returns the path that `~`, `~/…`, `~name` or `~name/…` stands for; nil for any other path and an unknown name.
    package static func expanding(_ path: String) -> String? { expanding(path, own: Self.path) }

    /// Returns the same, where the person's own home is known.
    package static func expanding(_ path: String, own: String?) -> String? {
        guard path.hasPrefix("~") else { return nil }
        let name = path.dropFirst().prefix { $0 != "/" }
        let home = name.isEmpty ? own : folder(getpwnam(String(name)))
        return home.map { $0 + path.dropFirst(1 + name.count) }
    }

    private static func folder(_ entry: UnsafeMutablePointer<passwd>?) -> String? {
        guard let folder = entry?.pointee.pw_dir, folder[0] == 0x2F else { return nil }
        return String(cString: folder)
    }
}
