import Glibc
import Prompts
import Storage

/// The person's `config.yaml`, as commands change it.
struct SettingsFile {
    let path: String
    private let home: Home

    init(_ home: Home) {
        self.home = home
        path = home.settingsFile
    }

    /// Replaces the file's text in one step. The folder is made if there is none.
    ///
    /// - Parameters:
    ///   - change: returns the new text; gets an empty one if there is no file.
    ///   - check: throws if the new settings cannot be used. Nothing is written then.
    /// - Throws: the errors of both, and ``CommandFailure`` if the file cannot be written.
    func change(
        _ change: (_ text: String, _ path: String) throws(FieldError) -> String,
        checking check: (Settings) throws(FieldError) -> Void = { (_) throws(FieldError) in }
    ) throws {
        let isThere = access(path, F_OK) == 0
        let text = isThere ? try DiskFiles.readSettings(path) : ""
        let changed = try change(text, path)
        try check(try Settings.parse(changed, file: path))
        if !isThere { try home.makeFolder(home.config) }
        try PromptFiles().write(changed, to: path)
    }
}
