import JSON
package import Prompts
package import RequestCore

/// What the playground needs from the world to answer calls automatically.
package protocol ToolBench: Sendable {
    /// The facts about a command that its approval covers.
    ///
    /// - Parameter directory: the folder of the prompt's file; nil for the working directory.
    /// - Throws: if a script cannot be read.
    func facts(of command: ToolCommand, tool: String, directory: String?) async throws -> CommandFacts
    /// Whether the person has approved exactly this.
    func isApproved(_ facts: CommandFacts) async -> Bool
    func approve(_ facts: CommandFacts) async throws
    /// Answers a call. Cancelling the task stops it.
    func answer(_ call: AnswerableCall, directory: String?) async -> ToolResult
    /// The tools that a server lists. The server is started for that.
    ///
    /// - Throws: the reason why it cannot be asked.
    func tools(of server: MCPServer, directory: String?) async throws -> [Tool]
    /// Stops the servers and waits for their end.
    func finish() async
}

/// A command as a person approves it.
package struct CommandFacts: Sendable, Hashable {
    package var tool: String
    package var argv: [String]
    /// The folder as an absolute path.
    package var directory: String
    /// The names of the variables that are passed on beside the usual ones.
    package var environment: [String]
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

    /// The hash of all this, and of the bytes of the script that it names.
    package var fingerprint: String

    package init(tool: String, argv: [String], directory: String, environment: [String], fingerprint: String) {
        self.tool = tool
        self.argv = argv
        self.directory = directory
        self.environment = environment
        self.fingerprint = fingerprint
    }
}
