import ArgumentParser

/// What the arguments ask for.
package enum Invocation {
    /// The playground.
    case playground(PlayCommand)
    /// A command without a screen.
    case command(any EtudeCommand)
    /// Everything was said already (help, a completion script, bad usage); the exit status.
    case said(Int32)

    /// Reads arguments, and says what has to be said about them.
    ///
    /// - Parameters:
    ///   - arguments: those after the program's name.
    ///   - columns: the width of help; nil takes the terminal's.
    package init(_ arguments: [String], output: Output, errors: Output, columns: Int? = nil) {
        do {
            switch try RootCommand.parseAsRoot(arguments) {
            case let playground as PlayCommand: self = .playground(playground)
            case let command as any EtudeCommand: self = .command(command)
            case var other:
                try other.run()
                self = .said(0)
            }
        } catch {
            let message = RootCommand.fullMessage(for: error, columns: columns)
            let isHelp = RootCommand.exitCode(for: error) == .success
            (isHelp ? output : errors).line(message)
            self = .said(isHelp ? 0 : 2)
        }
    }
}
