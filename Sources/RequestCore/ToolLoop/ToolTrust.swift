internal import JSON
internal import Prompts

/// Exactly what a person approves when they let a command run: what is called, where, with which variables, and the files
/// that it names as they are now.
///
/// What those files load in turn, and what a placeholder becomes in a call, is not part of it.
public struct ToolTrust: Sendable {
    /// Program and arguments, placeholders and all.
    public let argv: [String]
    /// The folder it runs in, as an absolute path.
    public let directory: String
    /// Names of the variables that it asks for, each once, in order.
    public let environment: [String]
    /// For each of `argv` the SHA-256 of the file that it is a path to, as 64 hex digits; nil where it is none.
    public let hashes: [String?]

    /// Looks at a command.
    ///
    /// - Parameters:
    ///   - directory: the folder of the prompt's file, as an absolute path.
    ///   - contents: the bytes of the regular file at an absolute path; nil when there is none. What cannot be read it
    ///     should throw, or the command would count as naming no file.
    public init(
        _ command: ToolCommand, directory: String, contents: (_ path: String) throws -> [UInt8]?
    ) rethrows {
        let folder = ToolAnswerer.path(command.directory, in: directory)
        argv = command.argv
        self.directory = folder
        // By their bytes, since texts count as equal that are not the same variable.
        environment = Set(command.environment.map { Array($0.utf8) })
            .sorted { $0.lexicographicallyPrecedes($1) }.map { String(decoding: $0, as: UTF8.self) }
        hashes = try command.argv.enumerated().map { place, word in
            // A program without a slash is looked up in PATH; a file of that name in the folder is not what runs.
            guard !word.isEmpty, place > 0 || word.utf8.contains(UInt8(ascii: "/")) else { return nil }
            return try contents(ToolAnswerer.path(word, in: folder)).map { SHA256.hex(of: $0) }
        }
    }

    /// All of it as canonical JSON, which is also what there is to show of an approval that was given.
    public var canonical: String {
        JSONValue.object([
            "trust": "command", "argv": .array(argv.map { .string($0) }), "directory": .string(directory),
            "environment": .array(environment.map { .string($0) }),
            "files": .array(hashes.map { $0.map { .string($0) } ?? .null }),
        ]).canonical
    }

    /// Its name among the approvals: the SHA-256 of ``canonical`` as 64 hex digits.
    public var fingerprint: String { SHA256.hex(of: Array(canonical.utf8)) }
}
