import ArgumentParser
import Evaluations
import JSON
import Prompts
import RequestCore

/// `etude eval rows`
struct EvalRowsCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "rows", abstract: "Work on the rows of a dataset.", subcommands: [EvalRowsGenerateCommand.self])

    func run(_ session: CommandSession) async throws {
        throw CommandFailure("say what to do with rows: etude eval rows generate --prompt REF")
    }
}

/// `etude eval rows generate`
struct EvalRowsGenerateCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "generate", abstract: "Have a model write rows, and show them before they are taken.",
        discussion: """
            etude eval rows generate --prompt tides -n 10 --instruction "small harbours"
            etude eval rows generate --prompt tides --data tides.jsonl --append

            The rows are printed as JSON lines. --append shows them and asks before it
            adds them to the file of --data, which has to be JSONL.
            """)

    @Option(help: ArgumentHelp("The prompt that the rows are for.", valueName: "ref|file"), completion: .file())
    var prompt: String

    @Option(help: ArgumentHelp("Rows to go by.", valueName: "file"), completion: .file())
    var data: String?

    @Option(name: .customShort("n"), help: "How many rows to write.")
    var count = 10

    @Option(help: "What the rows should be like.")
    var instruction = ""

    @Option(help: "The model that writes; the prompt's by default.")
    var model: String?

    @Option(help: "Where the request goes.")
    var provider: String?

    @Flag(help: "Add the rows to the file of --data.")
    var append = false

    @Flag(help: "Add them without asking.")
    var yes = false

    func validate() throws {
        if !(1...200).contains(count) { throw ValidationError("-n takes a whole number from 1 to 200") }
        if append, data == nil { throw ValidationError("--append needs the file of --data") }
        if append, let data, DatasetReader.format(ofPath: data) != .jsonl {
            throw ValidationError("--append adds to JSONL files only")
        }
        if yes, !append { throw ValidationError("--yes goes with --append") }
    }

    func run(_ session: CommandSession) async throws {
        let source = try await PromptSource.find(prompt, session: session)
        let rows = try existingRows(session)
        let config = source.document.config
        let names = config.variableNames.isEmpty ? rows.first?.vars.keys ?? [] : config.variableNames
        guard !names.isEmpty else {
            throw CommandFailure("\(source.prompt) has no variables that rows could have values for")
        }
        let writer = RowsPrompt(variables: names)
        let text = try await reply(
            config: writer.config(model: model ?? config.model),
            inputs: writer.inputs(template: config.template, rows: rows, count: count, instruction: instruction),
            provider: try session.surroundings.provider(named: provider, config: config), session)
        let written: [DataRow]
        do {
            written = try writer.rows(of: text)
        } catch {
            throw CommandFailure("\(error)", status: 1)
        }
        let known = Set(rows.map(\.id))
        let new = written.filter { !known.contains($0.id) }
        let lines = new.map { JSONValue.object(["vars": .object($0.vars)]).compact + "\n" }.joined()
        try session.output.write(lines)
        if new.count < count {
            session.errors.line("etude: the model wrote \(written.count) rows, \(new.count) of them new")
        }
        guard append, let data, !new.isEmpty else { return }
        guard yes || session.ask(["etude: add these \(new.count) rows to \(data)? [y/N] "])?.hasPrefix("y") == true
        else {
            throw CommandFailure("nothing was added to \(data)", status: 1)
        }
        let before = session.files.exists(data) ? try session.files.readText(data) : ""
        let separator = before.isEmpty || before.hasSuffix("\n") ? "" : "\n"
        try session.files.write(before + separator + lines, to: data)
    }

    /// The rows of `--data`; none where the file is still to be made.
    private func existingRows(_ session: CommandSession) throws -> [DataRow] {
        guard let data, !append || session.files.exists(data) else { return [] }
        let sources = EvalSources(
            file: nil, data: session.folder.absolute(data), allowsOutside: false, files: session.files,
            input: session.input)
        return try sources.read().dataset.rows
    }

    private func reply(
        config: Config, inputs: JSONObject, provider: Provider, _ session: CommandSession
    ) async throws -> String {
        if provider.kind == .http { session.edges.expectRequest() }
        let store = try await session.store.store()
        let service = RunService(
            versions: store, blobs: NearBlobs(near: session.blobs, far: store), logs: store, keys: session.keys,
            catalog: session.surroundings.catalog,
            transport: { [edges = session.edges] in edges.transport(for: $0) },
            onLogFailure: { session.errors.line("etude: the log could not be written: \($0)") })
        var request = RunRequest(
            prompt: RowsPrompt.name, config: config, inputs: inputs, thread: [], provider: provider)
        request.context.source = .eval
        let running = try await service.start(request, parent: nil).running
        let stop = session.edges.interruption { running.cancel() }
        defer { stop.end() }
        for await _ in running.events {}
        await running.waitUntilOver()
        if let signal = stop.signal { throw ExitCode(128 + signal) }
        let reply = running.record.reply
        if let error = reply.error { throw CommandFailure("\(error)", status: 1) }
        return reply.message.text
    }
}
