internal import JSON
internal import Prompts

/// Exactly what a person approves when they let a command run: the program, the folder, the variables, and the
/// current content of the files that it names.
///
/// What those files load in turn, and the values of placeholders, are not part of it.
package struct ToolTrust: Sendable {
    /// Program and arguments, including placeholders.
    package let argv: [String]
    /// The folder in which it runs, as an absolute path.
    package let directory: String
    /// The names of the variables that it asks for, each once, in order.
    package let environment: [String]
    /// For each of `argv`, the SHA-256 of the file whose path it is, as 64 hex digits; nil if it is not a path.
    package let hashes: [String?]

    /// Reads the files that a command names.
    ///
    /// - Parameters:
    ///   - directory: the folder of the prompt's file, as an absolute path.
    ///   - contents: returns the bytes of the regular file at an absolute path; nil if there is none. It must throw
    ///     if a file cannot be read, otherwise the command would count as naming no file.
    package init(
        _ command: ToolCommand, directory: String, contents: (_ path: String) throws -> [UInt8]?
    ) rethrows {
        let folder = ToolAnswerer.path(command.directory, in: directory)
        argv = command.argv
        self.directory = folder
        // Compared by bytes, because `String` treats names of different variables as equal.
        environment = Set(command.environment.map { Array($0.utf8) })
            .sorted { $0.lexicographicallyPrecedes($1) }.map { String(decoding: $0, as: UTF8.self) }
        hashes = try command.argv.enumerated().map { place, word in
            // A program without a slash is looked up in PATH, so a file of that name in the folder is not what runs.
            guard !word.isEmpty, place > 0 || word.utf8.contains(UInt8(ascii: "/")) else { return nil }
            return try contents(ToolAnswerer.path(word, in: folder)).map { SHA256.hex(of: $0) }
        }
    }

    /// All of it as canonical JSON, which is also what is shown of an earlier approval.
    package var canonical: String {
        JSONValue.object([
            "trust": "command", "argv": .array(argv.map { .string($0) }), "directory": .string(directory),
            "environment": .array(environment.map { .string($0) }),
            "files": .array(hashes.map { $0.map { .string($0) } ?? .null }),
        ]).canonical
    }

    /// The key of the approval: the SHA-256 of ``canonical`` as 64 hex digits.
    package var fingerprint: String { SHA256.hex(of: Array(canonical.utf8)) }
}
