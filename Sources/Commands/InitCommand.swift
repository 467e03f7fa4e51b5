import ArgumentParser
import Prompts

/// `etude init`
struct InitCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "init", abstract: "Make a directory a project: prompts as files, shared through git.",
        discussion: """
            etude init
            etude init ~/work/harbours

            Makes .etude/ and prompts/. From any directory below, NAME is the prompt in
            prompts/NAME.prompt, and versions and logs are kept for this project, in your
            own home.
            """)

    @Argument(help: "The directory; without it the one you are in.", completion: .directory)
    var directory = "."

    func run(_ session: CommandSession) async throws {
        let root = PromptDocument.withoutDots(session.folder.absolute(directory))
        let isNew = try Project.make(in: root, home: session.surroundings.home)
        session.errors.line("etude: \(root) is a project\(isNew ? "; its prompts are in prompts/" : " already")")
    }
}
