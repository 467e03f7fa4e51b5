import Glibc

/// Finds the file that a program's name means, as `execvp` would in the child.
struct ProgramSearch {
    /// Where the program will run; names are relative to it.
    let directory: String
    /// The child's own `PATH`; nil where it has none.
    let path: String?

    /// - Throws: why there is no file to be run.
    func file(of program: String) throws(SystemError) -> String {
        guard !program.isEmpty else { throw SystemError(number: ENOENT) }
        if program.utf8.contains(UInt8(ascii: "/")) {
            let file = absolute(program)
            try check(file)
            return file
        }
        var failure = SystemError(number: ENOENT)
        // As execvp has it, an empty folder in PATH is the one it runs in.
        for folder in (path ?? "/bin:/usr/bin").split(separator: ":", omittingEmptySubsequences: false) {
            let file = absolute(folder.isEmpty ? program : "\(folder)/\(program)")
            do {
                try check(file)
                return file
            } catch {
                // One that may not be run is worth telling of, but a later folder may hold one that may.
                if error.number != ENOENT, error.number != ENOTDIR { failure = error }
            }
        }
        throw failure
    }

    private func absolute(_ name: String) -> String {
        name.utf8.first == UInt8(ascii: "/") ? name : "\(directory)/\(name)"
    }

    private func check(_ file: String) throws(SystemError) {
        var facts = stat()
        guard stat(file, &facts) == 0 else { throw .last }
        guard facts.st_mode & S_IFMT == S_IFREG else { throw SystemError(number: EACCES) }
        guard access(file, X_OK) == 0 else { throw .last }
    }
}
