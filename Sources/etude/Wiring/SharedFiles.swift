import Glibc

/// The files that come with Étude: themes and samples.
enum SharedFiles {
    /// The possible folders of a kind of file: installed (`PREFIX/share/etude/NAME`), and in a checkout.
    static func folders(named name: String) -> [String] {
        guard var folder = executableFolder() else { return [] }
        var folders = [folder + "/../share/etude/" + name]
        for _ in 0..<4 {
            if access(folder + "/Package.swift", F_OK) == 0 { folders.append(folder + "/" + name) }
            folder += "/.."
        }
        return folders
    }

    private static func executableFolder() -> String? {
        var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
        let count = buffer.withUnsafeMutableBytes { bytes in
            bytes.baseAddress.map { readlink("/proc/self/exe", $0, bytes.count) } ?? 0
        }
        guard count > 0 else { return nil }
        let path = String(decoding: buffer[..<count], as: UTF8.self)
        return path.lastIndex(of: "/").map { String(path[..<$0]) }
    }
}
