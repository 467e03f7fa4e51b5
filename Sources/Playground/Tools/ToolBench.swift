import JSON
package import Prompts
package import RequestCore

/// What the playground asks of the world to answer calls by machine.
package protocol ToolBench: Sendable {
    /// What a command is, as far as its approval goes.
    ///
    /// - Parameter directory: the folder of the prompt's file; nil for the working directory.
    /// - Throws: for a script that cannot be read.
    func facts(of command: ToolCommand, tool: String, directory: String?) async throws -> CommandFacts
    /// Whether the person has approved exactly this.
    func isApproved(_ facts: CommandFacts) async -> Bool
    func approve(_ facts: CommandFacts) async throws
    /// Answers a call; cancelling the task stops it.
    func answer(_ call: AnswerableCall, directory: String?) async -> ToolResult
    /// The tools that a server lists; it is started for that.
    ///
    /// - Throws: why it cannot be asked.
    func tools(of server: MCPServer, directory: String?) async throws -> [Tool]
    /// Ends the servers, and waits until they have ended.
    func finish() async
}

/// A command as a person approves it.
package struct CommandFacts: Sendable, Hashable {
    package var tool: String
    package var argv: [String]
    /// As an absolute path.
    package var directory: String
    /// Names of the variables that are passed on beside the usual ones.
    package var environment: [String]
    /// Program and arguments on one line: a word of anything but plain letters stands as a JSON string, so that no line break, quote
    /// or empty word hides.
    package var shownCommand: String {
        argv.map { word in
            let isPlain = !word.isEmpty && word.unicodeScalars.allSatisfy(Self.plainScalars.contains)
            return isPlain ? word : JSONValue.string(word).compact
        }.joined(separator: " ")
    }

    private static let plainScalars = Set(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_./{}=:,@%+-".unicodeScalars)

    /// What stands for all of this, and for the bytes of the script it names.
    package var fingerprint: String

    package init(tool: String, argv: [String], directory: String, environment: [String], fingerprint: String) {
        self.tool = tool
        self.argv = argv
        self.directory = directory
        self.environment = environment
        self.fingerprint = fingerprint
    }
}
