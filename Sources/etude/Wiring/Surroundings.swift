import Glibc
import Prompts
import RequestCore

/// What the process finds around it: environment, `.env`, home and `config.yaml`.
struct Surroundings: Sendable {
    let environment: [String: String]
    let dotEnv: [String: String]
    let home: Home
    let settings: Settings
    /// The one that the working directory is in.
    let project: Project?

    /// - Throws: ``FieldError`` for a `config.yaml` that cannot be understood.
    init() throws {
        environment = Self.processEnvironment()
        let own = Home(environment: environment)
        project = try Project.find(from: DiskFiles.workingDirectory, home: own)
        home = Home(environment: environment, project: project?.root)
        var settings =
            try Self.readText(home.settingsFile).map { [home] in try Settings.parse($0, file: home.settingsFile) }
            ?? Settings()
        if let provider = project?.settings.defaultProvider { settings.defaultProvider = provider }
        self.settings = settings
        dotEnv = try Self.readText(".env").map(DotEnv.parse) ?? [:]
    }

    /// MCP servers that `config.yaml` names.
    ///
    /// - Throws: ``FieldError`` for one that cannot be understood.
    func servers() throws(FieldError) -> [String: MCPServer] {
        do throws(FieldError) {
            return try MCPServer.all(in: settings.mcp, field: "mcp", isOwn: true)
        } catch {
            throw FieldError(file: home.settingsFile, field: error.field, message: error.message)
        }
    }

    /// - Parameter name: from `--provider`.
    func provider(named name: String?, config: Config) throws(FieldError) -> Provider {
        try ProviderResolver(settings: settings, environment: environment, dotEnv: dotEnv)
            .resolve(requested: name, config: config.provider)
    }

    /// The text of a file; nil when there is none.
    private static func readText(_ path: String) throws -> String? {
        guard access(path, F_OK) == 0 else { return nil }
        return try DiskFiles.readText(path)
    }

    private static func processEnvironment() -> [String: String] {
        var values: [String: String] = [:]
        var next = environ
        while let entry = next.pointee {
            let text = String(cString: entry)
            if let equals = text.firstIndex(of: "=") {
                values[String(text[..<equals])] = String(text[text.index(after: equals)...])
            }
            next += 1
        }
        return values
    }
}
