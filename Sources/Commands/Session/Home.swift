import Glibc
import Prompts
import Storage

/// The folders of Étude's files: `ETUDE_HOME`, else `etude` in the folders that XDG names for settings and for data.
package struct Home: Sendable {
    /// The folder of `config.yaml` and `themes/`.
    package let config: String
    /// The folder of `etude.db` and `blobs/`.
    package let data: String

    /// - Parameter project: the project of the versions and logs; nil for the person's own.
    /// - Throws: ``CommandFailure`` where nothing says which folder is the person's home.
    init(environment: [String: String], project: String? = nil) throws(CommandFailure) {
        let own = try Self(of: environment)
        config = own.config
        guard let project else {
            data = own.data
            return
        }
        let name = project.split(separator: "/").last.map(String.init) ?? "root"
        data = own.data + "/projects/\(name)-\(SHA256.hex(of: Array(project.utf8)).prefix(8))"
    }

    private init(of environment: [String: String]) throws(CommandFailure) {
        if let home = environment["ETUDE_HOME"], !home.isEmpty {
            // Quotes and settings of services keep the shell from expanding a `~`.
            config = UserHome.expanding(home, own: UserHome.path(in: environment)) ?? home
            data = config
            return
        }
        let user = UserHome.path(in: environment)
        config = try Self.folder(environment["XDG_CONFIG_HOME"], else: ".config", in: user)
        data = try Self.folder(environment["XDG_DATA_HOME"], else: ".local/share", in: user)
    }

    /// The XDG specification has relative paths ignored.
    private static func folder(
        _ value: String?, else fallback: String, in user: String?
    ) throws(CommandFailure) -> String {
        let named = value.map { UserHome.expanding($0, own: user) ?? $0 }
        if let named, named.hasPrefix("/") { return named + "/etude" }
        guard let user else {
            throw CommandFailure("HOME is not set, and your account has no home folder; set ETUDE_HOME")
        }
        return "\(user)/\(fallback)/etude"
    }

    /// The path of the person's settings.
    package var settingsFile: String { config + "/config.yaml" }
    /// The folder of the person's themes.
    package var themes: String { config + "/themes" }

    /// Makes the data folder, so that an unwritable home is reported before the terminal is taken.
    ///
    /// - Throws: ``CommandFailure`` that names the path.
    package func prepare() throws {
        try makeFolder(data)
        var status = stat()
        guard stat(data, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw CommandFailure("\(data) is not a folder; set ETUDE_HOME to one that can be written")
        }
        if access(data, W_OK) != 0 { throw unwritable(data) }
    }

    /// Makes the data folder where there is none. A home that is there and can only be read is read.
    ///
    /// - Throws: ``CommandFailure`` that names the path.
    package func prepareIfMissing() throws {
        if access(data, F_OK) != 0 { try prepare() }
    }

    /// Makes a folder of the home, with all folders above it.
    ///
    /// - Throws: ``CommandFailure`` that names the path.
    func makeFolder(_ folder: String) throws {
        var path = ""
        for piece in folder.split(separator: "/") {
            path += (path.isEmpty && !folder.hasPrefix("/") ? "" : "/") + piece
            if mkdir(path, 0o700) != 0, errno != EEXIST, access(path, F_OK) != 0 { throw unwritable(path) }
        }
    }

    /// Why the data folder cannot be made or written, without making anything; nil where it can be.
    var unwritableReason: String? {
        var path = data
        while access(path, F_OK) != 0, let slash = path.lastIndex(of: "/") {
            path = slash == path.startIndex ? "/" : String(path[..<slash])
            if path == "/" { break }
        }
        if access(path, F_OK) != 0 { path = "." }
        var status = stat()
        guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            return "\(path) is not a folder; set ETUDE_HOME to one that can be written"
        }
        return access(path, W_OK) == 0 ? nil : unwritable(path).description
    }

    private func unwritable(_ path: String) -> CommandFailure {
        CommandFailure(
            "\(path) cannot be written: \(String(cString: strerror(errno))); set ETUDE_HOME to a folder that can be")
    }
}
