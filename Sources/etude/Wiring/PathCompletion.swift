import Commands
import Glibc

/// Completes a typed path.
enum PathCompletion {
    private static let limit = 200

    /// The paths that begin with the text. Folders end with `/`; hidden files are listed only if the text begins like
    /// one.
    static func candidates(for text: String, in working: WorkingFolder) -> [String] {
        let typedFolder: Substring
        let stem: Substring
        if let slash = text.lastIndex(of: "/") {
            typedFolder = text[...slash]
            stem = text[text.index(after: slash)...]
        } else {
            typedFolder = ""
            stem = Substring(text)
        }
        let folder = working.place(of: typedFolder.isEmpty ? "." : String(typedFolder))
        guard let handle = opendir(folder) else { return [] }
        defer { closedir(handle) }
        var names: [String] = []
        while let entry = readdir(handle) {
            let name = withUnsafeBytes(of: &entry.pointee.d_name) {
                String(decoding: $0.prefix { $0 != 0 }, as: UTF8.self)
            }
            guard name != ".", name != "..", name.hasPrefix(stem), !name.hasPrefix(".") || stem.hasPrefix(".") else {
                continue
            }
            names.append(isFolder(folder + "/" + name) ? name + "/" : name)
        }
        return names.sorted().prefix(limit).map { typedFolder + $0 }
    }

    private static func isFolder(_ path: String) -> Bool {
        var status = stat()
        return stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
    }
}
