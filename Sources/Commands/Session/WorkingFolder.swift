import Glibc
import Prompts

/// The folder that relative paths start in, and the home that `~/` means.
package struct WorkingFolder: Sendable, Hashable {
    /// From the root; nil for the process's own folder, where paths go to the system as they are written, so that errors
    /// name files as the person did.
    private let path: String?
    private let home: String?

    /// Creates a working folder.
    ///
    /// - Parameters:
    ///   - path: from the root; nil for the process's own.
    ///   - home: the person's home; nil where there is none, and `~/` is a folder like others.
    package init(_ path: String? = nil, home: String?) {
        // A slash at the end would come twice in what is made of it, and twice is another name.
        self.path = path.map { $0.count > 1 && $0.last == "/" ? String($0.dropLast()) : $0 }
        self.home = home
    }

    /// The folder from the root.
    package var whole: String { parent(of: "x") }

    /// What relative paths of images start with.
    var start: String { path ?? "." }

    /// Returns a path as the system is asked for it.
    package func place(of path: String) -> String {
        let expanded = expanded(path)
        guard let own = self.path, !expanded.hasPrefix("/") else { return expanded }
        return own + "/" + withoutDot(expanded)
    }

    /// Returns the folder that a file is in, from the root.
    package func parent(of path: String) -> String {
        let whole = absolute(path)
        guard let slash = whole.lastIndex(of: "/"), slash != whole.startIndex else { return "/" }
        return String(whole[..<slash])
    }

    /// Returns a path from the root. Links are not followed: a prompt is called after the path that the person uses.
    ///
    /// - Parameter directory: where a relative path starts; `.` is this folder.
    package func absolute(_ path: String, in directory: String = ".") -> String {
        let expanded = expanded(path)
        if expanded.hasPrefix("/") { return expanded }
        if directory != "." { return absolute(directory) + "/" + expanded }
        if let own = self.path { return own + "/" + withoutDot(expanded) }
        guard let working = getcwd(nil, 0) else { return expanded }
        defer { free(working) }
        return String(cString: working) + "/" + withoutDot(expanded)
    }

    /// `~/` is the person's home, and a `file:` URL is its path.
    private func expanded(_ path: String) -> String {
        if let named = FileURL.path(of: path) { return named }
        guard path == "~" || path.hasPrefix("~/"), let home else { return path }
        return home + path.dropFirst()
    }

    private func withoutDot(_ path: String) -> String { path.hasPrefix("./") ? String(path.dropFirst(2)) : path }
}
