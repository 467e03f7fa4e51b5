import ArgumentParser
import Glibc
import JSON
import Prompts
import RequestCore
import TextUI

/// `etude run`
struct RunCommand: LoggedCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Run a prompt once and print the answer.",
        discussion: """
            etude run weather.prompt -m "What's the weather in Boston and London?"
            echo "a question" | etude run weather@v3 --json
            etude run vision.prompt --image photo.png --set temperature=0.2

            Tool calls are printed as name {arguments}, one a line.
            Exit status: 0 an answer came, 1 the request failed, 2 bad usage or a bad
            file, 3 calls wait for results (with --tools), 130 interrupted.
            """)

    @Argument(help: "A FILE, a REF (weather, weather@v12, weather~2, a hash), or - for stdin.", completion: .file())
    var target: String

    @OptionGroup var options: RunOptions

    var writesLogs: Bool { !options.noStore }

    func run(_ session: CommandSession) async throws {
        let message = try userText(session)
        let source = try await PromptSource.find(target, session: session)
        var config = source.document.config
        try options.apply(to: &config)
        let known = Set(config.variableNames).union(source.document.inputs.keys)
        for name in try options.variableNames() where !known.contains(name) {
            session.errors.line("etude: the prompt has no variable '\(name)'; --var \(name) was ignored")
        }
        let record = try options.fromWire.map { try WireFile.read($0, in: session.folder) }
        let streaming = try options.streaming()
        for sentence in options.unused { session.errors.line("etude: \(sentence)") }
        var request = RunRequest(
            prompt: source.prompt, config: config, inputs: try options.inputs(over: source.document.inputs),
            thread: source.document.thread + (try await userMessage(message, session)),
            provider: try record.map(Provider.init(recordedIn:))
                ?? session.surroundings.provider(named: options.provider, config: config),
            streams: streaming.streams, timeout: options.timeout)
        request.sendsStreamOptions = streaming.sendsOptions
        request.context.source = .run
        if request.provider.kind == .simulator || request.provider.preset != nil {
            for note in session.surroundings.notes { session.errors.line("etude: \(note)") }
        }
        for name in config.imageVariableNames {
            guard let value = request.inputs[name]?.stringValue else { continue }
            let isGiven = try options.variableNames().contains(name)
            request.inputImages[name] = try await session.files.read(
                ImagePart(url: value), relativeTo: isGiven ? nil : source.path.map(session.folder.parent(of:)),
                blobs: session.blobs)
        }
        if let file = options.results {
            let results = try file == "-" ? session.input.readAll() : session.files.readText(file)
            let store = try await session.store.store()
            let (messages, answered) = try await Continuation(results: results, file: file == "-" ? "stdin" : file)
                .thread(of: source.prompt, in: store, to: request.provider)
            request.thread = messages
            if !options.noStore { try await store.keep(answered) }
        }
        if config.template.isEmpty, request.thread.isEmpty {
            throw CommandFailure("there is no message to send; give one with -m")
        }
        for finding in source.findings where finding.severity != .note { session.errors.line("etude: \(finding)") }
        let store = session.store
        var loop = ToolLoop(
            answering: options.answering,
            settings: try ToolSettings.all(in: source.document.etude, servers: session.surroundings.servers()),
            directory: source.path.map(session.folder.parent(of:)), bench: session.tools,
            record: { try await store.store() }, keepsResults: !options.noStore)
        let turn = ToolTurn(
            limits: ToolTurn.Limits(
                rounds: options.rounds ?? 10, spend: options.maxSpend ?? session.surroundings.settings.maxSpend))
        let sender = try await service(for: request, record, session)
        let recorder = try wire(request, session)
        defer { session.remarks.release(to: session.errors) }
        let parent = options.noStore ? nil : try await source.parent(in: store.store())
        var hasPrinted = false
        var failure: ExitCode?
        for choice in 0..<request.requestsForChoices {
            let run = ToolRun(options: options, session: session, choice: choice, isApart: hasPrinted)
            do {
                let ending = try await loop.run(
                    request, turn: turn, parent: parent, with: sender, wire: recorder.map { $0.write }, host: run)
                let code = try run.finish(ending)
                failure = failure ?? code
            } catch RunPreparationError.missingVariables(let names) {
                throw Self.missing(names)
            }
            hasPrinted = hasPrinted || run.hasPrinted
            // Only the first answer's calls are answered, as among the choices of one request.
            loop.answering = .never
        }
        if let failure { throw failure }
    }

    /// What to do about variables without a value.
    private static func missing(_ names: [String]) -> CommandFailure {
        let list = names.joined(separator: ", ")
        return CommandFailure(
            names.count == 1
                ? "the variable \(list) has no value (use --var \(list)=…)"
                : "the variables \(list) have no values (use --var \(names[0])=… for each)")
    }

    /// The value of `-m`, else the text on stdin if stdin is not a terminal and not the prompt itself.
    private func userText(_ session: CommandSession) throws -> String? {
        switch options.message {
        case "-":
            guard target != "-" else { throw CommandFailure("stdin can be the prompt or the message, not both") }
            return Self.withoutLineBreak(try session.input.readAll())
        case .some(let text): return text
        case nil where options.results != nil:
            guard target != "-" || options.results != "-" else {
                throw CommandFailure("stdin can be the prompt or the results, not both")
            }
            return nil
        case nil: return target == "-" ? nil : try session.input.pipedText().map(Self.withoutLineBreak)
        }
    }

    /// The text without its last line break, which belongs to the pipe and not to the message.
    private static func withoutLineBreak(_ text: String) -> String {
        text.hasSuffix("\r\n") ? String(text.dropLast()) : text.hasSuffix("\n") ? String(text.dropLast()) : text
    }

    private func userMessage(_ text: String?, _ session: CommandSession) async throws -> [Message] {
        var parts: [ContentPart] = []
        if let text { parts.append(.text(text)) }
        for url in options.image {
            parts.append(
                .image(try await session.files.read(ImagePart(url: url), relativeTo: nil, blobs: session.blobs)))
        }
        return parts.isEmpty ? [] : [Message(role: .user, content: parts)]
    }

    private func wire(_ request: RunRequest, _ session: CommandSession) throws -> WireFile? {
        try options.wire.map { try WireFile($0, provider: request.provider.name, session: session) }
    }

    /// - Parameter record: a recording that answers instead of the provider.
    private func service(
        for request: RunRequest, _ record: WireRecord?, _ session: CommandSession
    ) async throws -> RunService {
        if request.provider.kind == .http, record == nil { session.edges.expectRequest() }
        let store = options.noStore ? nil : try await session.store.store()
        let replay = record.map { WireReplay($0) }
        return RunService(
            versions: store, blobs: NearBlobs(near: session.blobs, far: store), logs: store, keys: session.keys,
            catalog: session.surroundings.catalog,
            transport: { provider in replay ?? session.edges.transport(for: provider) },
            onLogFailure: { [remarks = session.remarks] in
                remarks.hold("etude: the log could not be written: \($0)")
            })
    }
}

/// Finds images of this command line first, then those of the store.
struct NearBlobs: BlobStore {
    let near: MemoryBlobs
    let far: (any BlobStore)?

    func saveBlob(_ bytes: [UInt8], sha256: String) async throws {
        try await (far ?? near).saveBlob(bytes, sha256: sha256)
    }

    func blob(sha256: String) async throws -> [UInt8]? {
        if let bytes = await near.blob(sha256: sha256) { return bytes }
        return try await far?.blob(sha256: sha256)
    }
}
