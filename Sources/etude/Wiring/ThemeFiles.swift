import Commands
import Glibc
import Prompts
import TextUI

/// Base16 schemes as YAML files: the person's own, then those that came with Étude.
enum ThemeFiles {
    /// - Throws: ``FieldError`` that says where it was looked for, or what is wrong with the file.
    static func theme(named name: String, home: Home) throws -> Theme {
        for folder in folders(home) {
            let path = "\(folder)/\(name).yaml"
            if access(path, R_OK) == 0 { return try read(path) }
        }
        let known = ["terminal", "plain"] + names(home)
        throw FieldError(
            file: home.settingsFile, field: "theme",
            message:
                "no theme is called '\(name)'; there are \(known.joined(separator: ", ")), and any base16 file in \(home.themes)"
        )
    }

    /// Every theme there is, the built-in ones first; a file that cannot be read is left out.
    static func all(home: Home) -> [Theme] {
        [.terminal, .plain] + names(home).compactMap { try? theme(named: $0, home: home) }
    }

    private static func names(_ home: Home) -> [String] {
        var names: Set<String> = []
        for folder in folders(home) {
            for path in PathCompletion.candidates(for: folder + "/", in: WorkingFolder(home: nil))
            where path.hasSuffix(".yaml") {
                names.insert(String(path.dropFirst(folder.count + 1).dropLast(5)))
            }
        }
        return names.sorted()
    }

    private static func read(_ path: String) throws -> Theme {
        let scheme = try Base16.parse(try DiskFiles.readText(path), file: path)
        let stem = path.split(separator: "/").last.map { String($0.dropLast(5)) } ?? scheme.name
        do {
            return try Theme(base16: scheme.colours, name: stem)
        } catch {
            throw FieldError(file: path, message: "\(error)")
        }
    }

    /// The home's, the installed ones, and in a checkout the project's own.
    private static func folders(_ home: Home) -> [String] { [home.themes] + SharedFiles.folders(named: "themes") }
}
