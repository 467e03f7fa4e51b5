import Glibc
import Prompts
import Storage

/// A directory with `.etude/` and `prompts/`, shared through git and found from any directory below it.
///
/// Its versions, logs, approvals and session are stored in a folder of the person's own home, because a repository
/// that somebody else made must not bring approvals or answers along.
package struct Project: Sendable {
    /// The absolute path.
    package let root: String
    let settings: ProjectSettings
    /// The folder that it was found from.
    private let folder: WorkingFolder

    /// The folder of its prompts.
    package var prompts: String { root + "/prompts" }

    private static let mark = ".etude"

    /// The project that a directory is in; nil for none.
    ///
    /// - Parameters:
    ///   - start: the directory, or one below it.
    ///   - home: the person's own; a folder of it that is called as a project's mark is none.
    /// - Throws: ``FieldError`` for a `config.yaml` that cannot be understood.
    static func find(from start: WorkingFolder, home: Home) throws(FieldError) -> Project? {
        let own = [home.config, home.data].compactMap(identity)
        var folder = Substring(start.whole)
        while true {
            if let found = identity(folder + "/" + mark), !own.contains(found) {
                let file = folder + "/" + mark + "/config.yaml"
                let settings =
                    access(file, F_OK) == 0
                    ? try ProjectSettings.parse(try DiskFiles.readText(file), file: file) : ProjectSettings()
                return Project(root: String(folder), settings: settings, folder: start)
            }
            guard let slash = folder.lastIndex(of: "/") else { return nil }
            folder = folder[..<slash]
        }
    }

    /// Makes a directory a project.
    ///
    /// - Returns: false if it is one already.
    /// - Throws: ``CommandFailure`` that names what cannot be created.
    static func make(in directory: String, home: Home) throws -> Bool {
        if let found = identity(directory + "/" + mark) {
            guard ![home.config, home.data].compactMap(identity).contains(found) else {
                throw CommandFailure("\(directory)/\(mark) is your own home, and no project can be beside it")
            }
            return false
        }
        for folder in [directory, directory + "/" + mark, directory + "/prompts"] where !isFolder(folder) {
            guard mkdir(folder, 0o777) == 0 else {
                throw CommandFailure("\(folder): \(String(cString: strerror(errno)))")
            }
        }
        let text = """
            # Étude finds this directory from any directory below it; the prompts are in prompts/.
            # Providers, keys and commands are each person's own: they stand in their config.yaml, not here.
            # default_provider: work

            """
        try PromptFiles().write(text, to: directory + "/" + mark + "/config.yaml")
        return true
    }

    /// The name of a prompt from the place of its file: `support/triage` for `prompts/support/triage.prompt`.
    func name(ofFile path: String) -> String {
        PromptDocument.name(ofPath: folder.absolute(path), in: [prompts])
    }

    /// The file of a prompt with this name; nil if there is none.
    package func file(ofPrompt name: String) -> String? {
        guard Reference.canBePrompt(name) else { return nil }
        return ["prompt", "prompty"].map { "\(prompts)/\(name).\($0)" }.first { access($0, F_OK) == 0 }
    }

    /// All prompt files, sorted. Links to folders are not followed, because they may form circles.
    var files: [String] { Self.files(in: prompts, depth: 0).sorted() }

    private static func files(in folder: String, depth: Int) -> [String] {
        guard depth < 16, let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var found: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard !name.hasPrefix(".") else { continue }
            let path = folder + "/" + name
            if kind(path, followingLinks: false) == S_IFDIR {
                found += files(in: path, depth: depth + 1)
            } else if name.hasSuffix(".prompt") || name.hasSuffix(".prompty"), kind(path) == S_IFREG {
                found.append(path)
            }
        }
        return found
    }

    /// The identity of the folder at a path, whatever its name; nil if it is not a folder.
    private static func identity(_ path: some StringProtocol) -> [UInt64]? {
        var status = stat()
        guard stat(String(path), &status) == 0, status.st_mode & S_IFMT == S_IFDIR else { return nil }
        return [UInt64(status.st_dev), UInt64(status.st_ino)]
    }

    private static func kind(_ path: String, followingLinks: Bool = true) -> mode_t? {
        var status = stat()
        guard (followingLinks ? stat(path, &status) : lstat(path, &status)) == 0 else { return nil }
        return status.st_mode & S_IFMT
    }

    private static func isFolder(_ path: String) -> Bool { kind(path) == S_IFDIR }
}
