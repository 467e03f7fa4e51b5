import ArgumentParser

/// `etude batch`, which is still to come. Without it, the word would be taken for the name of a prompt.
struct BatchCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "batch", abstract: "Comes in a later version.", shouldDisplay: false)

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

    func run(_ session: CommandSession) async throws {
        throw CommandFailure("etude batch comes in a later version; etude eval sends the requests now")
    }
}

/// `etude serve`, which is still to come.
struct ServeCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "serve", abstract: "Comes in a later version.", shouldDisplay: false)

    @Argument(parsing: .captureForPassthrough) var arguments: [String] = []

    func run(_ session: CommandSession) async throws {
        throw CommandFailure("etude serve comes in a later version")
    }
}
