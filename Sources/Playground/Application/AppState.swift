import JSON
package import Prompts
package import RequestCore
package import TextUI

/// The panes that Tab goes round.
package enum Pane: String, Hashable, Sendable, CaseIterable {
    case config, thread, logs
}

/// Everything the playground knows, as one value. ``update(_:)`` is the only thing that changes it.
package struct AppState: Sendable {
    package var size: Size
    package var focus = Pane.thread
    package var draft: Draft
    package var config = ConfigPane()
    package var thread = ThreadPane()
    package var logs = LogsPane()
    /// What is known of evaluations.
    package var grids = GridShelf()
    /// The stored versions as they were listed last, and the prompt that they belong to.
    private var listed: (prompt: String, versions: [VersionSummary]) = ("", [])
    /// Whether the pane that has the focus takes the whole body.
    package var isZoomed = false
    /// Whether the config pane is left out.
    package var hidesConfig = false
    /// What lies over the panes.
    package var layers = LayerStack()
    package var run: ActiveRun?
    /// The columns that answer the thread side by side; nil until somebody compares.
    package var comparison: Comparison?
    /// The comparison of the last session, whose versions and logs are being read.
    var awaitedComparison: (document: Int, stored: StoredComparison)?
    /// The calls that machines answer.
    package var answering = Answering()
    /// What lint has found in config and thread.
    package var findings: [Finding] = []
    /// The config that the findings, and what would settle them, are made of.
    package var lintedConfig: Config?
    /// The images that have been drawn.
    package var images = ImageShelf()
    /// The lists of models that are known beside the catalogue.
    package var models = ModelShelf()
    package var notice: Notice?
    package var history = History()
    package var settings: AppSettings
    /// Seconds on a clock that only goes forward; set by the program before each action.
    package var now: Double = 0
    /// The day of the person's calendar; set by the program before each action.
    package var today = Day.today
    /// Where things stood in the frame that was drawn last.
    package var metrics = ScreenMetrics()
    /// Counts runs, notices and requests for data, so that late answers can be told from awaited ones.
    package var serial = 0
    /// A text of the prompt that waits for its images to be read.
    package var awaitedImages: AwaitedImages?
    /// Whether Ctrl-_ takes the last change of prompt or thread back although a text has the cursor: nothing was typed since.
    package var undoesHistoryFirst = false
    /// The prompt that was deleted last: undo brings it back.
    package var deletedPrompt: String?
    /// The conversations that were deleted here, the last one last.
    var deletedConversations: [String] = []
    /// The number of the request for a conversation whose answer is awaited.
    package var taking: Int?
    /// The conversation that was opened last, with its messages as the store has them.
    var opened: OpenedConversation?
    /// The file that is watched for changes by others.
    package var watched: WatchedFile?
    /// What has become of it.
    package var diskChange: DiskChange?
    /// The file that "save as" may write over, since it was named twice.
    package var replaceable: String?
    /// Set by Ctrl-C with nothing running, and by Ctrl-Q while an evaluation runs: the second one quits.
    package var asksToQuit = false
    /// The theme that was chosen here, by name; nil leaves it to the settings.
    package var chosenTheme: String?
    /// False until the last session was read: an unread one is not written over.
    package var canSaveSession = false
    /// Why the store is only in memory; nil where it is not.
    var storeFailure: String?
    /// Whether the prompt that the command line names is still to come.
    var isStarting = false
    /// Why the last attempt to save the session failed; nil where it did not.
    package var unsavedBecause: String?
    /// Quitting would have lost text: the second attempt does.
    package var acceptsLoss = false
    /// Whether something changed that the session has not been told of.
    package var isSessionDirty = false
    /// The text under the mouse when its left button went down, from where a drag selects.
    var pressed: VisualMode?
    /// Whether the mouse selects in the text that is typed.
    var isTextDragged = false
    /// The dataset that the variables take their values from; nil while none was named.
    var dataset: DatasetRows?
    /// The commands that texts were sent through, the last one first.
    var pipes: [String] = []
    /// The effects asked for since the action began; see ``ask(_:)``.
    var asked: [Effect] = []
    /// The input that lint has been asked to look at last.
    var lintAsked: LintInput?

    package init(size: Size, settings: AppSettings) {
        self.size = size
        self.settings = settings
        draft = Draft.fresh(model: settings.providers.resolved(nil).provider?.defaultModel)
    }

    /// The stored versions of the draft's prompt, newest first.
    package var versions: [VersionSummary] {
        get { listed.prompt == draft.name ? listed.versions : [] }
        set { listed = (draft.name, newValue) }
    }

    package mutating func nextSerial() -> Int {
        serial += 1
        return serial
    }

    /// The provider that a run would go to, or why it cannot.
    package var provider: ProviderDirectory.Resolution { settings.providers.resolved(draft.config.provider) }

    /// Whether answers of a comparison are awaited or arriving.
    package var isComparing: Bool { comparison?.isUnderWay ?? false }

    /// Whether something of the config is being typed and not settled yet.
    package var isChangingConfig: Bool {
        if case .editing(.template) = thread.cursor { return thread.editor.text != thread.editorOriginal }
        return config.isEditing || config.rest != nil
    }

    /// The model that a run would ask.
    package var modelName: String { draft.config.model ?? provider.provider?.defaultModel ?? "–" }

    /// Shows a sentence in the footer for three seconds or until the next key.
    package mutating func say(_ text: String, _ kind: Notice.Kind = .info) {
        let id = nextSerial()
        notice = Notice(id: id, text: text, kind: kind)
        if kind != .error { ask(.wake(after: 3, .noticeExpired(id))) }
    }
}

/// What waits for the end of a run.
extension AppState {
    /// Why something cannot be done while a run is in progress; nil when none is. `next` is what to do after Esc.
    package func busyReason(then next: String? = nil) -> String? {
        guard run != nil else { return nil }
        return "a run is in progress; press Esc to stop it" + (next.map { ", then \($0)" } ?? "")
    }

    /// Whether a run is in progress, in which case the footer says so.
    mutating func isBusy(then next: String? = nil) -> Bool {
        guard let reason = busyReason(then: next) else { return false }
        say(reason, .warning)
        return true
    }
}

/// A text of the prompt that was taken and whose images are being read.
package struct AwaitedImages: Sendable {
    package var serial: Int
    /// ``Draft/documentID`` when it was taken.
    package var document: Int
    /// The text that is to be the draft's own; nil for that which it has.
    package var text: String?
    /// Whether a run was asked for with it.
    package var runs = false
}

/// What does not change while the playground runs, unless the person changes it there.
package struct AppSettings: Sendable {
    package var providers: ProviderDirectory
    package var theme: Theme
    package var themes: [Theme]
    package var keymap: Keymap
    package var borders: Borders
    package var usesMouse: Bool
    /// US dollars that the requests of one run may cost before no more goes out by itself; nil for no limit.
    package var maxSpend: Double?
    /// MCP servers of the person's own settings, by their names.
    package var servers: [String: MCPServer] = [:]
    /// Hosts whose images are fetched when they are looked at: `images.example.org`, `*.example.org`.
    package var fetchImages: [String] = []
    /// What the person's settings say of models.
    package var models: [ModelSettings] = []
    /// The models, with what the settings say of them.
    package var catalog: ModelCatalog { ModelCatalog.shared.overlaid(models) }
    /// The providers that a key is set for.
    package var readyProviders: [String] = []
    /// Who deploys, for the history.
    package var account = ""
    /// Where the prompts of the project are, from the root and as the person would type it; empty without a project.
    package var promptFolders: [String] = []
    /// Entries of `config.yaml` that cannot be used, in the words of a person; said at the start.
    package var problems: [String] = []
    /// Seconds east of Greenwich, for times of day.
    package var timeZoneOffset: Int

    package init(
        providers: ProviderDirectory, theme: Theme = .terminal, themes: [Theme] = [.terminal], keymap: Keymap,
        borders: Borders = .lines, usesMouse: Bool = true, timeZoneOffset: Int = 0
    ) {
        self.providers = providers
        self.theme = theme
        self.themes = themes
        self.keymap = keymap
        self.borders = borders
        self.usesMouse = usesMouse
        self.timeZoneOffset = timeZoneOffset
    }
}

/// Which providers there are, and which one a config's runs go to.
package struct ProviderDirectory: Sendable {
    package enum Resolution: Sendable {
        case ready(Provider)
        case missing(FieldError)

        package var provider: Provider? {
            if case .ready(let provider) = self { provider } else { nil }
        }
    }

    package var names: [String]
    private let resolve: @Sendable (String?) -> Resolution

    package init(names: [String], resolve: @escaping @Sendable (String?) -> Resolution) {
        self.names = names
        self.resolve = resolve
    }

    /// - Parameter name: the config's `provider`; nil leaves it to the settings and the environment.
    package func resolved(_ name: String?) -> Resolution { resolve(name) }

    /// Nothing but the built-in simulator.
    package static let simulatorOnly = ProviderDirectory(names: ["simulator"]) { name in
        name == nil || name == "simulator"
            ? .ready(.simulator)
            : .missing(FieldError(field: "provider", message: "no provider is called '\(name ?? "")'"))
    }
}

/// A sentence about what happened, in the footer.
package struct Notice: Sendable, Hashable {
    package enum Kind: Sendable, Hashable { case info, warning, error }
    package var id: Int
    package var text: String
    package var kind: Kind
}
