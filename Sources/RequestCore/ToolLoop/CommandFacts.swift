internal import JSON

/// A command as a person approves it.
package struct CommandFacts: Sendable, Hashable {
    /// The tool that it answers for, or the server.
    package var tool: String
    /// Program and arguments, including placeholders.
    package var argv: [String]
    /// The folder as an absolute path.
    package var directory: String
    /// The names of the variables that are passed on beside the usual ones.
    package var environment: [String]
    /// What stands for all of this, and for the bytes of the script it names.
    package var fingerprint: String

    /// Creates the facts of a command.
    package init(tool: String, argv: [String], directory: String, environment: [String], fingerprint: String) {
        self.tool = tool
        self.argv = argv
        self.directory = directory
        self.environment = environment
        self.fingerprint = fingerprint
    }

    /// Program and arguments on one line. A word with anything but plain letters is written as a JSON string, so that
    /// no line break, quote or empty word is hidden.
    package var shownCommand: String {
        argv.map { word in
            let isPlain = !word.isEmpty && word.unicodeScalars.allSatisfy(Self.plainScalars.contains)
            return isPlain ? word : JSONValue.string(word).compact
        }.joined(separator: " ")
    }

    private static let plainScalars = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./{}=:,@%+-".unicodeScalars)
}
