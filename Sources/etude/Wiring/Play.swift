import Commands
import CursesTerminal
import Dispatch
import Glibc
import Logbook
import Playground
import Processes
import Prompts
import RequestCore
import Simulator
import Storage
import TextUI

/// Starts the playground: what has to be there for its first frame, and what comes after.
struct Play {
    /// A file, a REF, or `-` for stdin.
    var target: String?
    var provider: String?
    var model: String?

    /// The program and what watches over it live as long as the process.
    @MainActor private static var running: (program: Program, signals: [any DispatchSourceSignal])?

    /// Takes the terminal and begins; returns at once. Where a stored prompt is named, that happens once the store has said
    /// that it is there: what is wrong with the arguments is told before the terminal is taken.
    @MainActor func start() throws {
        let surroundings: Surroundings
        let settings: AppSettings
        do {
            let environment = ThisProcess.environment()
            surroundings = try Surroundings(
                environment: environment, folder: WorkingFolder(home: UserHome.path(in: environment)))
            settings = try PlaygroundSettings.make(surroundings, provider: provider)
        } catch let error as FieldError {
            throw CommandFailure(error.description)
        }
        try checkFile(surroundings)
        // A home that cannot be made is reported before the terminal is taken.
        try surroundings.home.prepareIfMissing()
        let store = LazyStore(directory: surroundings.home.data, keepsGoing: true)
        guard let target, case .reference(let reference) = try PromptSource.target(of: target, in: surroundings) else {
            return try begin(surroundings, settings, store)
        }
        Task { @MainActor in
            do {
                try await Self.check(reference, as: target, in: store)
                try begin(surroundings, settings, store)
            } catch {
                ThisProcess.end(saying: error)
            }
        }
    }

    /// - Throws: `FieldError` for a version that is not there. A store that cannot be opened is the playground's to tell.
    private static func check(_ reference: Reference, as target: String, in lazy: LazyStore) async throws {
        guard let store = try? await lazy.store(), await lazy.temporaryBecause == nil else { return }
        _ = try await PromptSource.resolve(reference, as: target, in: store)
    }

    @MainActor private func begin(_ surroundings: Surroundings, _ settings: AppSettings, _ store: LazyStore) throws {
        let piped = target == "-" ? try Input.standard.readAllThenTerminal() : nil
        let terminal = CursesTerminal()
        let delay = surroundings.settings.setsEscDelay ? surroundings.settings.escDelayMilliseconds : nil
        terminal.escapeDelay = Int32(
            InputPatience.escapeMilliseconds(setting: delay, environment: surroundings.environment))
        do {
            try terminal.open()
        } catch {
            throw CommandFailure(error.description + "; etude run works without one")
        }
        var state = AppState(size: terminal.size, settings: settings)
        if surroundings.settings.images != .off {
            state.images.mode = .cells(
                colors: settings.theme == .plain ? 0 : terminal.colors,
                isUnicode: terminal.isUnicode && settings.borders == .lines)
        }
        state.images.allowsPixels = surroundings.settings.images == .auto && settings.theme != .plain
        if !terminal.isUnicode {
            state.settings.borders = .ascii
            state.say("no UTF-8 locale was found: borders are ASCII; set LANG=C.UTF-8", .warning)
        }
        if state.settings.usesMouse, Multiplexer.around == .screen {
            // It keeps an ESC back until the next key while it looks for reports.
            state.settings.usesMouse = false
            state.say("The mouse is off: with it, GNU screen holds Esc back. Ctrl-X has “Mouse on or off”.", .info)
        }
        if let note = surroundings.notes.first { state.say(note, .warning) }
        var world = World(
            stores: { try await store.store() }, transport: transports(surroundings),
            files: DiskFiles(folder: surroundings.folder),
            editor: EditorCommand(environment: surroundings.environment),
            tools: LocalTools(
                surroundings, store: store, processes: ThisProcess.processes, servers: ThisProcess.servers,
                transport: ThisProcess.curl),
            images: LocalImages(surroundings), readKey: { try await KeyProgram().output(of: $0) })
        world.texts = TextCommands(
            processes: ThisProcess.processes, environment: surroundings.environment,
            keys: Set(surroundings.settings.providers.compactMap(\.apiKeyEnv)), directory: surroundings.folder.whole)
        world.evaluations = EvaluationFiles(workshop: EvalWorkshop(edges(), surroundings, store: store))
        world.logFiles = ExportedLogFiles(
            export: LogFileExport(files: DiskFiles(folder: surroundings.folder), store: store))
        world.modelLists = ModelListFiles(folder: surroundings.home.data + "/models")
        let program = Program(state: state, terminal: terminal, world: world) {
            ThisProcess.endAll()
            Glibc.exit(0)
        }
        Self.running = (program, TerminalSignals.sources(for: program))
        program.run(
            opensPrompt: target != nil,
            first: { await firstActions(surroundings, store, piped: piped, problems: settings.problems) }
        )
        // A quiet moment: long after the start, and not at the end, which nobody wants to wait for.
        Task.detached(priority: .background) {
            try? await Task.sleep(for: .seconds(60))
            guard let store = try? await store.store() else { return }
            _ = try? await store.removeDeletedPrompts()
            _ = try? await store.removeDeletedLogs(grace: Store.graceOfLogs)
            if let span = surroundings.settings.keepLogs { _ = try? await store.removeLogs(olderThan: span) }
            _ = try? await store.collectImages()
            // Between two pieces the person's own writes come first.
            try? await store.digestAllLogs(piece: 50, pause: .milliseconds(100))
        }
        Task.detached(priority: .background) {
            guard surroundings.settings.otlp != nil, let store = try? await store.store() else { return }
            let say: @Sendable (String) async -> Void = { words in await program.dispatch(.failed(words)) }
            var problem: String?
            let exporter = surroundings.telemetryExporter(from: store, over: ThisProcess.curl) { problem = $0 }
            if let problem { await say(problem) }
            await exporter?.run(say)
        }
        if surroundings.environment["TMUX"] != nil {
            Task { @MainActor in
                for report in await TmuxOutside.reports(surroundings.environment) {
                    program.dispatch(.terminal(.reported(report)))
                }
            }
        }
    }

    /// A file that is missing or broken is told before the terminal is taken.
    private func checkFile(_ surroundings: Surroundings) throws {
        guard let target, case .file(let path) = try PromptSource.target(of: target, in: surroundings) else { return }
        do throws(FieldError) {
            let text = try DiskFiles(folder: surroundings.folder).readText(path)
            _ = try PromptFiles.parse(text, file: path)
        } catch {
            throw CommandFailure(error.description)
        }
    }

    private func transports(_ surroundings: Surroundings) -> @Sendable (Provider) -> any Transport {
        let simulator = SimulatorTransport(pace: surroundings.settings.pacedSimulator ? .reading : .none)
        return { $0.kind == .simulator ? simulator : ThisProcess.curl }
    }

    /// What evaluations go through: the screen is in use, so nobody is asked on it, and nothing is written there.
    private func edges() -> CommandEdges {
        var edges = ThisProcess.edges()
        edges.ask = { _ in nil }
        return edges
    }

    /// What the command line asks for once the session is back: a file, a model; then what may wait.
    private func firstActions(
        _ surroundings: Surroundings, _ store: LazyStore, piped: String?, problems: [String]
    ) async -> [Action] {
        var actions: [Action] = [
            .themesLoaded(ThemeFiles.all(home: surroundings.home), chosen: surroundings.settings.theme)
        ]
        if let target {
            do {
                actions.append(try await opening(target, store, surroundings, piped: piped))
            } catch {
                actions.append(.sessionLoaded(RestoredSession()))
                actions.append(.failed("\(error)"))
            }
        }
        if let model { actions.append(.modelChosen(model)) }
        if let reason = await store.temporaryBecause { actions.append(.storeIsTemporary("\(reason)")) }
        if let problem = problems.first {
            let more = problems.count > 1 ? " (and \(problems.count - 1) more: etude doctor names them)" : ""
            actions.append(.failed(problem + more))
        }
        return actions
    }

    private func opening(
        _ target: String, _ store: LazyStore, _ surroundings: Surroundings, piped: String?
    ) async throws -> Action {
        let stores = try await store.store()
        let files = DiskFiles(folder: surroundings.folder)
        if let piped {
            return .files(
                .piped(
                    try await files.document(text: piped, blobs: stores),
                    text: FileText.editable(piped, path: nil)))
        }
        switch try PromptSource.target(of: target, in: surroundings) {
        case .stdin: return .failed("the playground reads stdin once, at its start")
        case .file(let path):
            let file = try await files.open(path: path, blobs: stores)
            return .files(.loaded(file, try await stores.takeConversation(of: .file(files.place(path)))))
        case .reference(let reference):
            let version = try await PromptSource.resolve(reference, as: target, in: stores)
            return .version(.loaded(version, try await stores.takeConversation(of: .prompt(version.prompt))))
        }
    }
}
