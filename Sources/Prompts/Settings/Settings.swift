public import JSON

/// What `config.yaml` says.
public struct Settings: Sendable, Hashable {
    /// In the order of the file.
    public var providers: [ProviderSettings]
    /// The provider of runs that name none.
    public var defaultProvider: String?
    /// The name of a theme.
    public var theme: String?
    /// The keys of commands, in the order of the file.
    public var keys: [KeyEntry]
    /// US dollars that the requests of one run may cost before no more goes out by itself; nil for no limit.
    public var maxSpend: Double?
    /// MCP servers by their names, as written; nil for none.
    public var mcp: JSONValue?
    /// Whether the playground listens to the mouse.
    public var mouse: Bool
    /// Whether borders are drawn in ASCII.
    public var ascii: Bool
    /// How long Esc waits for the rest of a key's sequence, in milliseconds.
    public var escDelayMilliseconds: Int
    /// Whether `config.yaml` sets that delay; where it does not, the surroundings have a say.
    public var setsEscDelay = false
    /// Whether the simulator takes its time in the playground.
    public var pacedSimulator: Bool
    /// How images are shown.
    public var images: Images
    /// Pixels a side that an image may have when it is attached in the playground; nil for any number.
    public var shrinkImages: Int?

    /// Hosts whose remote images are fetched when they are looked at, `*.` standing for any beginning.
    public var fetchImages: [String]

    /// An entry of `keys`: the keys that replace a command's default ones.
    public struct KeyEntry: Sendable, Hashable {
        /// The command's id.
        public var command: String
        /// Keys by their names; none takes all keys of the command away.
        public var keys: [String]
        /// The line of the entry in the file, from 1; nil for one that is in no file.
        public var line: Int?

        /// An entry for a command.
        public init(_ command: String, _ keys: [String], line: Int? = nil) {
            self.command = command
            self.keys = keys
            self.line = line
        }
    }

    /// What `images` takes.
    public enum Images: String, Sendable, Hashable, CaseIterable {
        /// In pixels where the terminal can, else with characters.
        case auto
        /// With characters.
        case cells
        /// By their description only.
        case off
    }

    /// Settings of these parts; what is left out is as usual.
    public init(
        providers: [ProviderSettings] = [], defaultProvider: String? = nil, theme: String? = nil,
        keys: [KeyEntry] = [], mouse: Bool = true, ascii: Bool = false, escDelayMilliseconds: Int = 50,
        pacedSimulator: Bool = true, images: Images = .auto, shrinkImages: Int? = nil,
        fetchImages: [String] = []
    ) {
        self.providers = providers
        self.defaultProvider = defaultProvider
        self.theme = theme
        self.keys = keys
        self.mouse = mouse
        self.ascii = ascii
        self.escDelayMilliseconds = escDelayMilliseconds
        self.pacedSimulator = pacedSimulator
        self.images = images
        self.shrinkImages = shrinkImages
        self.fetchImages = fetchImages
    }

    /// The settings of a provider; nil when the file has none of that name.
    public func provider(named name: String) -> ProviderSettings? { providers.first { $0.name == name } }

    /// Reads `config.yaml`.
    ///
    /// - Parameter file: the name to give in errors.
    /// - Throws: ``FieldError`` with the line for a key that is not known (and the one that was probably meant) and for a
    ///   value of the wrong type.
    public static func parse(_ yaml: String, file: String) throws(FieldError) -> Settings {
        try SettingsReader.read(yaml, file: file)
    }
}

/// An OpenAI-compatible endpoint as `config.yaml` describes it.
public struct ProviderSettings: Sendable, Hashable {
    /// The name that configs and `--provider` know it by.
    public var name: String
    /// Up to and with `/v1`; the dialect's own path is appended.
    public var baseURL: String?
    /// The language that the server speaks; nil for chat completions.
    public var dialect: DialectID?
    /// The name of the environment variable that has the key.
    public var apiKeyEnv: String?
    /// Sent with every request, in the order of the file.
    public var headers: [Header]
    /// The longest wait for the next byte, in seconds.
    public var timeout: Double?
    /// A file of certificates in PEM form, trusted instead of the system's.
    public var caFile: String?
    /// Keys of an answer that go back with the conversation; nil leaves it to what is known of the server.
    public var sendBack: [String]?

    /// One header line.
    public struct Header: Sendable, Hashable {
        /// The field's name, for example `X-Team`.
        public var name: String
        /// What stands after the colon.
        public var value: String

        /// A header line.
        public init(name: String, value: String) {
            self.name = name
            self.value = value
        }
    }

    /// The settings of a provider; what is left out is as usual.
    public init(
        name: String, baseURL: String? = nil, dialect: DialectID? = nil, apiKeyEnv: String? = nil,
        headers: [Header] = [], timeout: Double? = nil, caFile: String? = nil, sendBack: [String]? = nil
    ) {
        self.name = name
        self.baseURL = baseURL
        self.dialect = dialect
        self.apiKeyEnv = apiKeyEnv
        self.headers = headers
        self.timeout = timeout
        self.caFile = caFile
        self.sendBack = sendBack
    }
}
