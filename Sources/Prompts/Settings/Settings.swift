package import JSON

/// What `config.yaml` says.
package struct Settings: Sendable, Hashable {
    /// In the order of the file.
    package var providers: [ProviderSettings]
    /// The provider of runs that name none.
    package var defaultProvider: String?
    /// The name of a theme.
    package var theme: String?
    /// The keys of commands, in the order of the file.
    package var keys: [KeyEntry]
    /// US dollars that the requests of one run may cost before no more goes out by itself; nil for no limit.
    package var maxSpend: Double?
    /// The estimate in US dollars above which an evaluation asks before it sends; nil never asks.
    package var confirmAbove: Double?
    /// The longest body or event of an answer that is read, in MiB; nil for the usual limit.
    package var maxAnswerMB: Int?
    /// The seconds after which logs are removed; nil keeps them for good.
    package var keepLogs: Double?
    /// What the person knows of models, in the order of the file.
    package var models: [ModelSettings] = []
    /// MCP servers by their names, as written; nil for none.
    package var mcp: JSONValue?
    /// The collector that new logs are sent to; nil where they stay here.
    package var otlp: TelemetrySettings?
    /// Whether the playground listens to the mouse.
    package var mouse: Bool
    /// Whether borders are drawn in ASCII.
    package var ascii: Bool
    /// How long Esc waits for the rest of a key's sequence, in milliseconds.
    package var escDelayMilliseconds: Int
    /// Whether `config.yaml` sets that delay; where it does not, the surroundings have a say.
    package var setsEscDelay = false
    /// Whether the simulator takes its time in the playground.
    package var pacedSimulator: Bool
    /// How images are shown.
    package var images: Images
    /// Pixels a side that an image may have when it is attached in the playground; nil for any number.
    package var shrinkImages: Int?

    /// Hosts whose remote images are fetched when they are looked at, `*.` standing for any beginning.
    package var fetchImages: [String]

    /// An entry of `keys`: the keys that replace a command's default ones.
    package struct KeyEntry: Sendable, Hashable {
        /// The command's id.
        package var command: String
        /// Keys by their names; none takes all keys of the command away.
        package var keys: [String]
        /// The line of the entry in the file, from 1; nil for one that is in no file.
        package var line: Int?

        /// An entry for a command.
        package init(_ command: String, _ keys: [String], line: Int? = nil) {
            self.command = command
            self.keys = keys
            self.line = line
        }
    }

    /// What `images` takes.
    package enum Images: String, Sendable, Hashable, CaseIterable {
        /// In pixels where the terminal can, else with characters.
        case auto
        /// With characters.
        case cells
        /// By their description only.
        case off
    }

    /// Settings of these parts; what is left out is as usual.
    package init(
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
    package func provider(named name: String) -> ProviderSettings? { providers.first { $0.name == name } }

    /// Reads `config.yaml`.
    ///
    /// - Parameter file: the name to give in errors.
    /// - Throws: ``FieldError`` with the line for a key that is not known (and the one that was probably meant) and for a
    ///   value of the wrong type.
    package static func parse(_ yaml: String, file: String) throws(FieldError) -> Settings {
        try SettingsReader.read(yaml, file: file)
    }
}

/// An endpoint as `config.yaml` describes it.
package struct ProviderSettings: Sendable, Hashable {
    /// The name that configs and `--provider` know it by.
    package var name: String
    /// The preset that fills in what is not given here; nil for the one of the same name, if there is one.
    package var preset: String?
    /// Up to and with `/v1`; the dialect's own path is appended.
    package var baseURL: String?
    /// The language that the server speaks; nil for the preset's, or chat completions.
    package var dialect: DialectID?
    /// The version of Anthropic's API to ask for; nil for the dialect's own.
    package var anthropicVersion: String?
    /// The name of the environment variable that has the key.
    package var apiKeyEnv: String?
    /// The command that prints the key, without a shell; nil if the key is in a variable.
    package var apiKeyCommand: [String]?
    /// Seconds for which a key from the command is used before the command runs again; nil for as long as the process
    /// lives.
    package var keyTTL: Double?
    /// Sent with every request, in the order of the file.
    package var headers: [HTTPHeader]
    /// The longest wait for the next byte, in seconds.
    package var timeout: Double?
    /// A file of certificates in PEM form, trusted instead of the system's.
    package var caFile: String?
    /// Whether answers are streamed; false for a server that cannot.
    package var stream = true
    /// Whether a request that streams asks for usage; false for a server that refuses `stream_options`.
    package var streamOptions = true
    /// Keys of an answer that go back with the conversation; nil leaves it to what is known of the server.
    package var sendBack: [String]?

    /// The settings of a provider; what is left out is as usual.
    package init(
        name: String, baseURL: String? = nil, dialect: DialectID? = nil, apiKeyEnv: String? = nil,
        headers: [HTTPHeader] = [], timeout: Double? = nil, caFile: String? = nil, sendBack: [String]? = nil
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
