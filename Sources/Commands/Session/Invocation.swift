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
            case let command as any EtudeCommand:
                if command is RunCommand { Self.tellRepeated(RunOptions.single, in: arguments, on: errors) }
                self = .command(command)
            case var other:
                try other.run()
                self = .said(0)
            }
        } catch {
            let message = RootCommand.fullMessage(for: error, columns: columns)
            let isHelp = RootCommand.exitCode(for: error) == .success
            // The library's own word for the program's name, which begins every other error.
            let ownWord = "Error: "
            (isHelp ? output : errors).line(
                isHelp || !message.hasPrefix(ownWord) ? message : "etude: " + message.dropFirst(ownWord.count))
            self = .said(isHelp ? 0 : 2)
        }
    }

    /// Says which of some options with one value are given several times, so that the earlier ones have no effect.
    private static func tellRepeated(_ options: [String], in arguments: [String], on errors: Output) {
        let given = arguments.prefix { $0 != "--" }
        for option in options where given.count(where: { $0 == option || $0.hasPrefix(option + "=") }) > 1 {
            errors.line("etude: \(option) is given more than once; only the last one counts")
        }
    }
}
