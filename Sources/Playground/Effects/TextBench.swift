package import RequestCore

/// What other programs do with texts: the clipboard's helper, commands that the person types, the pager.
package protocol TextBench: Sendable {
    /// Puts a text on the clipboard by a helper of the system.
    ///
    /// - Returns: the helper's name.
    /// - Throws: why none took it, in the person's words.
    func copy(_ text: String) async throws -> String
    /// Gives a text to a shell command that the person has typed. Cancelling the task stops the command.
    func pipe(_ text: String, through command: String) async -> ToolProcessResult
    /// Shows a text in the person's pager and waits; the terminal is free meanwhile.
    func page(_ text: String) async throws
}

/// No programs at all.
package struct NoTextBench: TextBench {
    /// Why nothing is done.
    package struct Failure: Error, CustomStringConvertible {
        package let description = "no other program can be started here"
    }

    package init() {}

    package func copy(_ text: String) async throws -> String { throw Failure() }

    package func pipe(_ text: String, through command: String) async -> ToolProcessResult {
        ToolProcessResult(output: "", errors: "", ending: .notStarted(Failure().description), seconds: 0)
    }

    package func page(_ text: String) async throws { throw Failure() }
}
