import JSON
import Prompts
import RequestCore

/// Does what the state asks of the world and answers with actions. Effects of the terminal are the program's.
@MainActor final class EffectRunner {
    private let world: World
    private let send: @MainActor (Action) -> Void
    private var runs: [Int: Task<Void, Never>] = [:]
    /// The runs that have been sent, to stop them by.
    private var running: [Int: Runner.Running] = [:]
    /// The newest of the writes, which go one after the other.
    private var lastWrite: Task<Void, Never>?
    /// Only the newest search of the logs is of interest.
    private var search: Task<Void, Never>?
    private let wires = WireShelf()
    private let tools: ToolEffects
    private let images: ImageEffects
    private let generations: GenerationEffects
    private let fileWatch: FileWatch

    init(world: World, send: @escaping @MainActor (Action) -> Void) {
        self.world = world
        self.send = send
        tools = ToolEffects(bench: world.tools, record: world.stores, send: send)
        images = ImageEffects(world: world, send: send)
        generations = GenerationEffects(world: world, send: send)
        fileWatch = FileWatch(world: world, send: send)
    }

    /// - Returns: false when the effect is none of this runner's.
    func perform(_ effect: Effect) -> Bool {
        switch effect {
        case .run(let id, let request, let parent): startRun(id, request, parent)
        case .cancelRun(let id): stop(id)
        case .answerCalls, .approve, .stopAnswering, .replayCalls, .listTools: tools.perform(effect)
        case .generate(let serial, let request, let run): generations.start(serial, request, run)
        case .cancelGeneration(let serial): generations.stop(serial)
        case .loadPresets: Task { send(.presetsLoaded(await world.files.presets())) }
        case .keepResults(let answers):
            write { stores in
                try await stores.keep(answers)
                return nil
            }
        case .recall(let ref, let call):
            read { stores in
                .recalled(
                    ref,
                    try await stores.recordedResults(
                        ofTool: call.name, arguments: call.canonicalArguments, limit: 50))
            }
        case .saveVersion(let config, let prompt, let parent):
            write { stores in .versionSaved(try await stores.save(config, prompt: prompt, parent: parent)) }
        case .saveSession(let session):
            write { stores in
                try await stores.saveSession(session)
                return nil
            }
        case .loadVersions(let prompt):
            write { stores in .versionsLoaded(prompt: prompt, try await stores.versions(ofPrompt: prompt)) }
        case .loadVersionFacts, .compare, .annotate, .deploy: perform(versionEffect: effect)
        case .loadVersion(let id, let prompt):
            read { stores in
                guard let version = try await stores.version(id, prompt: prompt) else {
                    return .failed("there is no version \(id.short) of \(prompt)")
                }
                return .versionLoaded(version)
            }
        case .loadLogs(let serial, let query): loadLogs(serial, query)
        case .loadLog(let id): loadLog(id)
        case .judgeLog(let id, let feedback):
            write { stores in
                try await stores.judge(log: id, as: feedback)
                return .logJudged(id, feedback)
            }
        case .renamePrompt(let old, let name):
            write { stores in
                try await stores.rename(prompt: old, to: name)
                return .promptRenamed(old, to: name)
            }
        case .movePrompt(let prompt, let move):
            write { stores in
                try await stores.move(prompt: prompt, move)
                return .promptMoved(prompt, move)
            }
        case .loadPrompts: read { stores in .promptsLoaded(try await stores.prompts()) }
        case .loadDocument(let path): loadDocument(path)
        case .saveDocument(let save): saveDocument(save)
        case .watch(let file): fileWatch.watch(file)
        case .readImages(let serial, let document, let directory):
            readImages(serial, document) { [files = world.files] document, stores in
                try await files.readingImages(of: document, relativeTo: directory, blobs: stores)
            }
        case .inlineImages(let serial, let document, let directory):
            readImages(serial, document) { [files = world.files] document, stores in
                try await files.inliningImages(of: document, relativeTo: directory, blobs: stores)
            }
        case .image(let effect): images.perform(effect)
        case .completePath(let serial, let text):
            Task { send(.pathsCompleted(serial, await world.files.completions(of: text))) }
        case .wake(let seconds, let wake):
            Task {
                try? await Task.sleep(for: .seconds(seconds))
                switch wake {
                case .noticeExpired(let id): send(.noticeExpired(id))
                case .tick: send(.tick)
                }
            }
        case .editExternally, .copy, .setMouse, .redraw, .suspend, .quit: return false
        }
        return true
    }

    /// Reads the last session, opening the store; on failure the playground goes on without it and says why.
    func loadSession() async -> Action {
        do {
            return .sessionLoaded(try await world.stores().loadSession())
        } catch {
            return .failed(Self.sentence(error) + "; until it can be read nothing is kept of this session")
        }
    }

    /// Lets lint look at config and thread, and tells what it found.
    func lint(_ input: LintInput) {
        Task {
            let findings = await Self.findings(in: input)
            send(.linted(input, findings))
        }
    }

    /// Has images drawn.
    ///
    /// - Parameter keys: those in view that have not been.
    func draw(_ keys: [ImageKey]) { images.want(keys) }

    /// Has remote images fetched that the settings allow to be.
    ///
    /// - Parameter urls: those in view.
    func fetch(_ urls: [String]) { images.fetch(urls) }

    @concurrent private nonisolated static func findings(in input: LintInput) async -> [Finding] { input.findings }

    /// Stops the runs and waits until everything asked for is written.
    func finish() async {
        await tools.stop()
        await generations.finish()
        for id in runs.keys { stop(id) }
        for run in runs.values { await run.value }
        await lastWrite?.value
    }

    private func startRun(_ id: Int, _ request: RunRequest, _ parent: VersionID?) {
        runs[id] = Task {
            await run(id, request, parent)
            runs[id] = nil
        }
    }

    /// Stops a run; one that has not been sent yet is not sent.
    private func stop(_ id: Int) {
        if let sent = running[id] { sent.cancel() } else { runs[id]?.cancel() }
    }

    private func run(_ id: Int, _ request: RunRequest, _ parent: VersionID?) async {
        do {
            let stores = try await world.stores()
            let service = world.runService(stores, send)
            let request = try await readingInputs(of: request, stores)
            let wire = WireShelf.Slot(provider: request.provider.name)
            let started = try await service.start(request, parent: parent, wire: wire.take)
            wires.keep(wire, log: started.prepared.id)
            if let version = started.version { send(.runStarted(id, version, logID: started.prepared.id)) }
            running[id] = started.running
            var hasEnded = false
            for await events in started.running.events {
                if case .ended? = events.last { hasEnded = true }
                send(.run(id, events))
            }
            await started.running.waitUntilOver()
            running[id] = nil
            if !hasEnded { send(.run(id, [.ended(error: .cancelled)])) }
        } catch is CancellationError {
            send(.run(id, [.ended(error: .cancelled)]))
        } catch let error as FieldError {
            send(.runRefused(id, error))
        } catch {
            send(.runRefused(id, FieldError(message: Self.sentence(error))))
        }
    }

    /// The request with the images that its variables name.
    private func readingInputs(of request: RunRequest, _ stores: any Stores) async throws -> RunRequest {
        var request = request
        for (name, image) in request.inputImages {
            request.inputImages[name] = try await world.files.read(image, relativeTo: nil, blobs: stores)
        }
        return request
    }

    private func loadLogs(_ serial: Int, _ query: LogQuery) {
        search?.cancel()
        search = Task {
            do {
                let (page, total) = try await world.stores().logs(matching: query)
                if !Task.isCancelled { send(.logsLoaded(serial, page, total: total)) }
            } catch {
                if !Task.isCancelled { send(.failed(Self.sentence(error))) }
            }
        }
    }

    private func loadLog(_ id: String) {
        read { [wires] stores in
            guard let record = try await stores.log(id: id) else { return .failed("the log \(id) is gone") }
            let number = try await stores.version(record.version, prompt: record.prompt)?.number
            return .logLoaded(record, versionNumber: number, wire: wires.record(ofLog: id))
        }
    }

    private func loadDocument(_ path: String) {
        read(orReopen: .open, path) { [files = world.files] stores in
            let fingerprint = files.fingerprint(path)
            let document = try await files.load(path: path, blobs: stores)
            return .documentLoaded(
                document, path: files.absolute(path), fingerprint: fingerprint, text: files.editableText(of: path),
                losses: files.losses(of: path))
        }
    }

    private func saveDocument(_ save: DocumentSave) {
        let path = save.path
        write { [files = world.files] stores in
            let found = files.fingerprint(path)
            switch (save.replacing, found) {
            case (.anything, _), (_, nil): break
            case (.nothing, .some): return .saveRefused(draft: save.draft, path: path, hasChanged: false)
            case (.known(let known), .some(let found)):
                if known != found { return .saveRefused(draft: save.draft, path: path, hasChanged: true) }
            }
            do {
                let written = try await files.save(save, blobs: stores)
                return .documentSaved(
                    written, draft: save.draft, path: files.absolute(path), fingerprint: files.fingerprint(path),
                    text: files.editableText(of: path))
            } catch {
                return .inputRefused(.save, text: path, "\(error)")
            }
        }
    }

    func read(_ work: @escaping @Sendable (any Stores) async throws -> Action?) {
        Task { await perform(work) }
    }

    private func readImages(
        _ serial: Int, _ document: PromptDocument,
        _ read: @escaping @Sendable (PromptDocument, any Stores) async throws -> PromptDocument
    ) {
        Task {
            do {
                send(.imagesRead(serial, try await read(document, try await world.stores())))
            } catch {
                send(.imagesRefused(serial, document, Self.sentence(error)))
            }
        }
    }

    /// Reads what was named in a dialog; on failure the dialog comes back with the text.
    private func read(
        orReopen purpose: LineInput.Purpose, _ text: String,
        _ work: @escaping @Sendable (any Stores) async throws -> Action?
    ) {
        Task {
            do {
                if let action = try await work(try await world.stores()) { send(action) }
            } catch {
                send(.inputRefused(purpose, text: text, Self.sentence(error)))
            }
        }
    }

    /// Writes happen in the order they were asked for.
    func write(_ work: @escaping @Sendable (any Stores) async throws -> Action?) {
        let earlier = lastWrite
        lastWrite = Task {
            await earlier?.value
            await perform(work)
        }
    }

    private func perform(_ work: @escaping @Sendable (any Stores) async throws -> Action?) async {
        do {
            if let action = try await work(try await world.stores()) { send(action) }
        } catch {
            send(.failed(Self.sentence(error)))
        }
    }

    private static func sentence(_ error: any Error) -> String { "\(error)" }
}
