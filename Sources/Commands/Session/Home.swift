import Glibc
import Prompts

/// The folders of Étude's files: `ETUDE_HOME`, else `etude` in the folders that XDG names for settings and for data.
package struct Home: Sendable {
    /// The folder of `config.yaml` and `themes/`.
    package let config: String
    /// The folder of `etude.db` and `blobs/`.
    package let data: String

    /// - Parameter project: the project of the versions and logs; nil for the person's own.
    init(environment: [String: String], project: String? = nil) {
        let own = Self(of: environment)
        config = own.config
        guard let project else {
            data = own.data
            return
        }
        let name = project.split(separator: "/").last.map(String.init) ?? "root"
        data = own.data + "/projects/\(name)-\(SHA256.hex(of: Array(project.utf8)).prefix(8))"
    }

    private init(of environment: [String: String]) {
        if let home = environment["ETUDE_HOME"], !home.isEmpty {
            config = home
            data = home
            return
        }
        let user = environment["HOME"] ?? "."
        config = Self.folder(environment["XDG_CONFIG_HOME"], else: user + "/.config")
        data = Self.folder(environment["XDG_DATA_HOME"], else: user + "/.local/share")
    }

    /// The XDG specification says that relative paths are ignored.
    private static func folder(_ value: String?, else fallback: String) -> String {
        (value.flatMap { $0.hasPrefix("/") ? $0 : nil } ?? fallback) + "/etude"
    }

    /// The path of the person's settings.
    package var settingsFile: String { config + "/config.yaml" }
    /// The folder of the person's themes.
    package var themes: String { config + "/themes" }

    /// Makes the data folder, so that an unwritable home is reported before the terminal is taken.
    ///
    /// - Throws: ``CommandFailure`` that names the path.
    package func prepare() throws {
        var path = ""
        for piece in data.split(separator: "/") {
            path += (path.isEmpty && !data.hasPrefix("/") ? "" : "/") + piece
            if mkdir(path, 0o700) != 0, errno != EEXIST, access(path, F_OK) != 0 {
                throw unwritable(path)
            }
        }
        var status = stat()
        guard stat(data, &status) == 0, status.st_mode & S_IFMT == S_IFDIR else {
            throw CommandFailure("\(data) is no folder; set ETUDE_HOME to one that can be written")
        }
        if access(data, W_OK) != 0 { throw unwritable(data) }
    }

    private func unwritable(_ path: String) -> CommandFailure {
        CommandFailure(
            "\(path) cannot be written: \(String(cString: strerror(errno))); set ETUDE_HOME to a folder that can be")
    }
}
