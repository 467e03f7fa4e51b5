import RequestCore

/// Performs effects and answers with actions. Each area has a runner of its own.
@MainActor final class EffectRunner {
    private let world: World
    private let terminal: @MainActor (TerminalEffect) -> Void
    private let send: @MainActor (Action) -> Void
    private let store: StoreQueue
    private let runs: RunEffects
    private let tools: ToolEffects
    private let generations: GenerationEffects
    private let versions: VersionEffects
    private let comparisons: CompareEffects
    private let logs: LogEffects
    private let prompts: PromptEffects
    private let files: FileEffects
    private let images: ImageEffects
    private let conversations: ConversationEffects
    private let writer: ConversationWriter
    private let models: ModelEffects
    private let grids: GridEffects
    private let texts: TextEffects
    private let variables: VariableEffects

    /// - Parameter terminal: performs the effects of the terminal.
    init(
        world: World, terminal: @escaping @MainActor (TerminalEffect) -> Void,
        send: @escaping @MainActor (Action) -> Void
    ) {
        self.world = world
        self.terminal = terminal
        self.send = send
        store = StoreQueue(stores: world.stores, send: send)
        writer = ConversationWriter(place: { [files = world.files] path in files.place(path) })
        let wires = WireShelf()
        runs = RunEffects(world: world, wires: wires, writer: writer, send: send)
        tools = ToolEffects(world: world, store: store, send: send)
        generations = GenerationEffects(world: world, send: send)
        versions = VersionEffects(store: store)
        comparisons = CompareEffects(store: store)
        logs = LogEffects(world: world, store: store, wires: wires, send: send)
        prompts = PromptEffects(store: store)
        conversations = ConversationEffects(world: world, store: store)
        files = FileEffects(world: world, store: store, send: send)
        images = ImageEffects(world: world, send: send)
        models = ModelEffects(world: world, send: send)
        grids = GridEffects(world: world, store: store, send: send)
        texts = TextEffects(world: world, send: send)
        variables = VariableEffects(world: world, store: store, send: send)
    }

    func perform(_ effect: Effect) {
        switch effect {
        case .run(let effect): runs.perform(effect)
        case .tools(let effect): tools.perform(effect)
        case .generation(let effect): generations.perform(effect)
        case .version(let effect): versions.perform(effect)
        case .compare(let effect): comparisons.perform(effect)
        case .logs(let effect): logs.perform(effect)
        case .prompts(let effect): prompts.perform(effect)
        case .conversations(let effect): conversations.perform(effect)
        case .files(let effect): files.perform(effect)
        case .image(let effect): images.perform(effect)
        case .models(let effect): models.perform(effect)
        case .grid(let effect): grids.perform(effect)
        case .text(let effect): texts.perform(effect)
        case .variable(let effect): variables.perform(effect)
        case .terminal(let effect): terminal(effect)
        case .saveSession(let session, let touches):
            store.write(failed: { .sessionNotSaved("\($0)") }) { [writer] stores in
                let id = try await writer.write(session, touches: touches, to: stores)
                return .sessionSaved(document: session.draft.documentID, conversation: id)
            }
        case .lint(let input): Task { send(.linted(input, await Self.findings(in: input))) }
        case .wake(let seconds, let wake):
            Task {
                try? await Task.sleep(for: .seconds(seconds))
                switch wake {
                case .noticeExpired(let id): send(.noticeExpired(id))
                case .tick: send(.tick)
                case .rested(let rest): send(.rested(rest))
                }
            }
        }
    }

    /// Opens the store and takes the last conversation that nobody holds. If that fails, the playground goes on without it and
    /// says why.
    ///
    /// - Parameter opensPrompt: the command line names a prompt, whose conversation comes in the place of the last one.
    func loadSession(opensPrompt: Bool) async -> Action {
        do {
            let stores = try await world.stores()
            let last = opensPrompt ? TakenConversation() : try await stores.takeConversation(of: nil)
            return .sessionLoaded(
                RestoredSession(
                    last.conversation, view: try await stores.loadSession(), opensPrompt: opensPrompt,
                    tree: await Self.tree(of: last)))
        } catch {
            return .failed("\(error); until it can be read, this session is not saved")
        }
    }

    /// Draws images.
    ///
    /// - Parameter keys: the images in view that have not been drawn.
    func draw(_ keys: [ImageKey]) { images.want(keys) }

    /// Fetches remote images that the settings allow.
    ///
    /// - Parameter urls: the images in view.
    func fetch(_ urls: [String]) { images.fetch(urls) }

    /// Waits until everything asked for is written; what runs goes on.
    func settle() async { await store.finish() }

    /// Stops what is running and waits until everything is written.
    func finish() async {
        await tools.stop()
        await texts.stop()
        await generations.finish()
        await runs.finish()
        await store.finish()
    }

    @concurrent private nonisolated static func tree(of taken: TakenConversation) async -> ThreadTree? { taken.tree }

    @concurrent private nonisolated static func findings(in input: LintInput) async -> [Finding] { input.findings }
}
