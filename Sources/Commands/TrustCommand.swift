import ArgumentParser
import Evaluations
import Prompts
import RequestCore
import TextUI

/// `etude trust`
struct TrustCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust", abstract: "Show the commands that a file names, and approve them.",
        discussion: """
            etude trust weather.prompt          shows them and asks
            etude trust weather.prompt --yes    approves what it shows
            etude trust weather.eval.yaml       those of the checks of an evaluation

            Approved is exactly what is shown: program and arguments, folder, variables,
            and the script as it is now. Any change asks again.
            """)

    @Argument(help: "A FILE.", completion: .file())
    var file: String

    @Flag(help: "Approve without asking.")
    var yes = false

    func run(_ session: CommandSession) async throws {
        let directory = session.folder.parent(of: file)
        let bench = session.tools
        var waiting: [CommandFacts] = []
        var shown: Set<CommandFacts> = []
        for (label, command) in try await commands(session) {
            let facts = try await bench.facts(of: command, tool: label, directory: directory)
            // Several tools may belong to one server.
            guard shown.insert(facts).inserted else { continue }
            let isApproved = await bench.isApproved(facts)
            if !isApproved, yes { try await bench.approve(facts) }
            try show(facts, isApproved ? "approved" : yes ? "approved now" : "not approved yet", session)
            if !isApproved, !yes { waiting.append(facts) }
        }
        guard !waiting.isEmpty else { return }
        guard session.ask(["Approve? [y/N] "])?.hasPrefix("y") == true else {
            throw CommandFailure("nothing was approved", status: 1)
        }
        for facts in waiting { try await bench.approve(facts) }
        session.errors.line("etude: approved")
    }

    /// The commands of an evaluation's checks, else those that answer a prompt's tools.
    private func commands(_ session: CommandSession) async throws -> [(label: String, command: ToolCommand)] {
        if EvaluationFile.isOwn(path: file) {
            let sources = EvalSources(
                file: session.folder.absolute(file), data: nil, allowsOutside: false, files: session.files,
                input: session.input)
            return EvalScripts.commands(of: try sources.read().dataset.rows).map { ("script", ToolCommand(argv: $0)) }
        }
        let document = try await session.files.load(path: file, blobs: session.blobs)
        let settings = try ToolSettings.all(in: document.etude, servers: session.surroundings.servers())
        return settings.sorted { $0.key < $1.key }.compactMap { name, settings in
            guard let source = settings.source, let command = source.command else { return nil }
            return (source.label(ofTool: name), command)
        }
    }

    private func show(_ facts: CommandFacts, _ state: String, _ session: CommandSession) throws {
        var lines = ["in \(facts.directory)"]
        if !facts.environment.isEmpty { lines.append("with " + facts.environment.joined(separator: ", ")) }
        lines.append(state)
        try session.output.write(Sanitiser.oneLine("\(facts.tool): \(facts.shownCommand)") + "\n")
        for line in lines { try session.output.write("  " + Sanitiser.oneLine(line) + "\n") }
    }
}
