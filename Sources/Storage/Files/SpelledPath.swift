/// Finds files whose names differ from a typed path only in what nobody sees: kinds of spaces, and accents that are one
/// character or two.
///
/// macOS writes a narrow no-break space into the names of screenshots and takes names apart into letters and marks.
enum SpelledPath {
    /// Returns the path itself where it exists or nothing like it does, else the one that looks the same.
    static func existing(_ path: String) -> String {
        guard Posix.mode(of: path) == nil else { return path }
        var found = path.hasPrefix("/") ? "/" : ""
        for piece in path.split(separator: "/").map(String.init) {
            if Posix.mode(of: found + piece) != nil {
                found += piece + "/"
                continue
            }
            let folder = found.isEmpty ? "." : found
            let wanted = plain(piece)
            let alike = Posix.names(in: folder).filter { plain($0) == wanted }
            guard alike.count == 1 else { return path }
            found += alike[0] + "/"
        }
        return String(found.dropLast())
    }

    /// A name with every space a plain one; the comparison of texts takes care of accents.
    private static func plain(_ name: String) -> String {
        var scalars = String.UnicodeScalarView()
        for scalar in name.unicodeScalars {
            scalars.append(scalar.properties.generalCategory == .spaceSeparator ? " " : scalar)
        }
        return String(scalars)
    }
}
