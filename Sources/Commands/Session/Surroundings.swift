import Glibc
package import Prompts
package import RequestCore

/// What a command finds around it: environment, `.env`, home and `config.yaml`.
package struct Surroundings: Sendable {
    /// The variables of the environment.
    package let environment: [String: String]
    /// The variables of the folder's `.env`.
    package let dotEnv: [String: String]
    /// Where versions, logs and settings are.
    package let home: Home
    /// What `config.yaml` says.
    package let settings: Settings
    /// Why ``settings`` are empty though there is a `config.yaml`; nil unless that is accepted.
    let settingsFault: FieldError?
    /// The project of the working directory.
    package let project: Project?
    /// Where relative paths start.
    package let folder: WorkingFolder

    /// - Parameter acceptsFaults: whether a `config.yaml` that cannot be understood is left out.
    /// - Throws: ``FieldError`` for a `config.yaml` that cannot be understood.
    package init(environment: [String: String], folder: WorkingFolder, acceptsFaults: Bool = false) throws {
        self.environment = environment
        self.folder = folder
        let own = try Home(environment: environment)
        project = try Project.find(from: folder, home: own)
        home = try Home(environment: environment, project: project?.root)
        var settings = Settings()
        var fault: FieldError?
        do {
            if let text = try Self.readText(home.settingsFile) {
                settings = try Settings.parse(text, file: home.settingsFile)
            }
        } catch let error as FieldError where acceptsFaults {
            fault = error
        }
        settingsFault = fault
        if let provider = project?.settings.defaultProvider { settings.defaultProvider = provider }
        self.settings = settings
        let dotEnvFile = folder.place(of: ".env")
        // A folder of that name is a virtual environment of Python's.
        dotEnv = DiskFiles.isFolder(dotEnvFile) ? [:] : try Self.readText(dotEnvFile).map(DotEnv.parse) ?? [:]
    }

    /// What the `.env` says that is not used, in a sentence each.
    package var notes: [String] { resolver.notes }

    /// The models, with what the settings say of them.
    package var catalog: ModelCatalog { ModelCatalog.shared.overlaid(settings.models) }

    /// Decides where requests go.
    package var resolver: ProviderResolver {
        ProviderResolver(settings: settings, environment: environment, dotEnv: dotEnv)
    }

    /// The MCP servers that `config.yaml` names.
    ///
    /// - Throws: ``FieldError`` for one that cannot be understood.
    package func servers() throws(FieldError) -> [String: MCPServer] {
        do throws(FieldError) {
            return try MCPServer.all(in: settings.mcp, field: "mcp", isOwn: true)
        } catch {
            let text = try? Self.readText(home.settingsFile)
            let root = text.flatMap { try? YAMLSource.read($0, file: home.settingsFile) }
            throw FieldError(
                file: home.settingsFile, line: root?.place(of: error.field ?? "mcp").line, field: error.field,
                message: error.message)
        }
    }

    /// - Parameter name: the value of `--provider`.
    func provider(named name: String?, config: Config) throws(FieldError) -> Provider {
        try resolver.resolve(requested: name, config: config.provider)
    }

    /// The dialect that a config's requests are written in, even if the key of their provider is missing.
    ///
    /// - Parameter name: the value of `--provider`.
    func dialect(named name: String?, config: Config) -> DialectID { resolver.dialect(of: config, requested: name) }

    /// The text of a file; nil if there is none.
    private static func readText(_ path: String) throws -> String? {
        guard access(path, F_OK) == 0 else { return nil }
        return try DiskFiles.readSettings(path)
    }
}
