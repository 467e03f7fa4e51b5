import Prompts
import RequestCore
import Testing

@Suite struct ProviderResolverTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var requested: String?
        var config: String?
        var settings = Settings()
        var environment: [String: String] = [:]
        var dotEnv: [String: String] = [:]
        /// `name baseURL key`, or what an error has to mention.
        var expected: String
        var testDescription: String { name }
    }

    private static let openAI = "https://api.openai.com/v1"
    private static let local = ProviderSettings(name: "local", baseURL: "http://127.0.0.1:8080/v1")
    private static let keyed = ProviderSettings(name: "groq", baseURL: "https://groq.example/v1", apiKeyEnv: "GROQ_KEY")
    private static let own = Settings(providers: [local, keyed])

    private static let rows = [
        Row(name: "nothing at all: the simulator", expected: "simulator simulator://local/v1 -"),
        Row(name: "a key: openai", environment: ["OPENAI_API_KEY": "k1"], expected: "openai \(openAI) k1"),
        Row(
            name: "a base URL alone: openai without a key", environment: ["OPENAI_BASE_URL": "http://127.0.0.1:9/v1"],
            expected: "openai http://127.0.0.1:9/v1 -"),
        Row(
            name: "both", environment: ["OPENAI_BASE_URL": "http://h/v1", "OPENAI_API_KEY": "k1"],
            expected: "openai http://h/v1 k1"),
        Row(
            name: "blank counts as unset", environment: ["OPENAI_API_KEY": " ", "OPENAI_BASE_URL": ""],
            expected: "simulator simulator://local/v1 -"),
        Row(name: "a key in .env", dotEnv: ["OPENAI_API_KEY": "k2"], expected: "openai \(openAI) k2"),
        Row(
            name: "the environment's key wins over .env", environment: ["OPENAI_API_KEY": "k1"],
            dotEnv: ["OPENAI_API_KEY": "k2"],
            expected: "openai \(openAI) k1"),
        Row(
            name: "a base URL in .env with its own key",
            dotEnv: ["OPENAI_API_KEY": "k2", "OPENAI_BASE_URL": "http://env/v1"],
            expected: "openai http://env/v1 k2"),
        Row(
            name: "a base URL in .env never gets the environment's key", environment: ["OPENAI_API_KEY": "k1"],
            dotEnv: ["OPENAI_API_KEY": "k2", "OPENAI_BASE_URL": "http://evil/v1"], expected: "openai \(openAI) k1"),
        Row(
            name: "a base URL in .env alone is nothing", dotEnv: ["OPENAI_BASE_URL": "http://evil/v1"],
            expected: "simulator simulator://local/v1 -"),
        Row(
            name: "the environment's base URL with a key of .env", environment: ["OPENAI_BASE_URL": "http://h/v1"],
            dotEnv: ["OPENAI_API_KEY": "k2", "OPENAI_BASE_URL": "http://env/v1"], expected: "openai http://h/v1 k2"),
        Row(
            name: "the requested one wins", requested: "local", config: "groq", settings: own,
            environment: ["OPENAI_API_KEY": "k1"], expected: "local http://127.0.0.1:8080/v1 -"),
        Row(
            name: "then the config's", config: "groq",
            settings: Settings(providers: own.providers, defaultProvider: "local"),
            environment: ["GROQ_KEY": "g", "OPENAI_API_KEY": "k1"], expected: "groq https://groq.example/v1 g"),
        Row(
            name: "then the settings' default", settings: Settings(providers: own.providers, defaultProvider: "local"),
            environment: ["OPENAI_API_KEY": "k1"], expected: "local http://127.0.0.1:8080/v1 -"),
        Row(
            name: "simulator by name", requested: "simulator", environment: ["OPENAI_API_KEY": "k1"],
            expected: "simulator simulator://local/v1 -"),
        Row(
            name: "a named provider without its key", requested: "groq", settings: own,
            environment: ["OPENAI_API_KEY": "k1"], expected: "! GROQ_KEY"),
        Row(
            name: "a default provider without its key",
            settings: Settings(providers: own.providers, defaultProvider: "groq"), expected: "! GROQ_KEY"),
        Row(name: "openai by name without its key", requested: "openai", expected: "! OPENAI_API_KEY"),
        Row(name: "openai in the config without its key", config: "openai", expected: "! OPENAI_API_KEY"),
        Row(
            name: "a key of .env for a named provider", config: "groq", settings: own, dotEnv: ["GROQ_KEY": "g2"],
            expected: "groq https://groq.example/v1 g2"),
        Row(
            name: "an unknown name", config: "nobody", settings: own,
            expected: "! 'nobody' is not a provider; known are simulator, openai, local, groq, anthropic,"),
        Row(
            name: "no base URL", config: "x", settings: Settings(providers: [ProviderSettings(name: "x")]),
            expected: "! providers.x.base_url"),
        Row(
            name: "another scheme", config: "x",
            settings: Settings(providers: [ProviderSettings(name: "x", baseURL: "file:///etc")]),
            expected: "! https:// or http://"),
        Row(
            name: "the settings' variable and URL in place of the preset's", requested: "groq", settings: own,
            environment: ["GROQ_API_KEY": "other"], expected: "! GROQ_KEY"),
        Row(
            name: "openai of config.yaml overrides", requested: "openai",
            settings: Settings(providers: [
                ProviderSettings(name: "openai", baseURL: "https://proxy/v1", apiKeyEnv: "MINE")
            ]),
            environment: ["OPENAI_API_KEY": "k1", "OPENAI_BASE_URL": "http://h/v1", "MINE": "m"],
            expected: "openai https://proxy/v1 m"),
        Row(
            name: "openai of config.yaml without its key", requested: "openai",
            settings: Settings(providers: [
                ProviderSettings(name: "openai", baseURL: "https://proxy/v1", apiKeyEnv: "MINE")
            ]),
            environment: ["OPENAI_API_KEY": "k1"], expected: "! MINE"),
        Row(name: "white space round a key", environment: ["OPENAI_API_KEY": " k1\n"], expected: "openai \(openAI) k1"),
        Row(
            name: "a line break in a key", environment: ["OPENAI_API_KEY": "k1\r\nX: y"],
            expected: "! control character"),
    ]

    @Test("a request goes where the rules say", arguments: rows)
    func table(_ row: Row) {
        let resolver = ProviderResolver(settings: row.settings, environment: row.environment, dotEnv: row.dotEnv)
        do {
            let provider = try resolver.resolve(requested: row.requested, config: row.config)
            #expect("\(provider.name) \(provider.baseURL) \(provider.key?.revealed ?? "-")" == row.expected)
        } catch {
            #expect(row.expected.hasPrefix("! "))
            #expect("\(error)".contains(row.expected.dropFirst(2)))
        }
    }

    @Test("organisation, project, headers, timeout and certificates come along")
    func details() throws {
        let entry = ProviderSettings(
            name: "openai", headers: [HTTPHeader(name: "openai-project", value: "mine")], timeout: 30,
            caFile: "ca.pem")
        let provider = try ProviderResolver(
            settings: Settings(providers: [entry]),
            environment: ["OPENAI_API_KEY": "k", "OPENAI_ORG_ID": "org", "OPENAI_PROJECT_ID": "proj"]
        ).resolve()
        #expect(
            provider.headers.map { "\($0.name): \($0.value)" } == ["OpenAI-Organization: org", "openai-project: mine"])
        #expect(provider.timeout == 30)
        #expect(provider.dialect == .chat)
        #expect(provider.caFile == "ca.pem")
        #expect(provider.baseURL == "https://api.openai.com/v1")
    }

    @Test("neither key nor headers are in what a provider prints")
    func printing() {
        let header = HTTPHeader(name: "x-api-key", value: "hidden")
        let provider = Provider(name: "x", kind: .http, baseURL: "http://x", key: Secret("hidden"), headers: [header])
        var text = "\(provider)"
        dump(provider, to: &text)
        #expect(!text.contains("hidden"))
    }
}
