import Prompts
import Testing

@testable import RequestCore

@Suite struct ProviderPresetTests {
    private func resolve(
        _ name: String?, _ environment: [String: String] = [:], dotEnv: [String: String] = [:],
        _ entries: ProviderSettings...
    ) throws -> Provider {
        try ProviderResolver(settings: Settings(providers: entries), environment: environment, dotEnv: dotEnv)
            .resolve(requested: name)
    }

    private static let hosted = ProviderPreset.all.filter { $0.needsKey && $0.baseURL != nil }

    @Test("a key in the environment is enough to use a provider by its name", arguments: hosted)
    func byName(_ preset: ProviderPreset) throws {
        let provider = try resolve(preset.name, [preset.keyVariable: "key-1"])
        #expect(provider.baseURL == preset.baseURL && provider.key?.revealed == "key-1")
        #expect(provider.dialect == preset.dialect && provider.name == preset.name)
    }

    @Test("without its key, a provider that is named is an error that names the variable", arguments: hosted)
    func withoutKey(_ preset: ProviderPreset) throws {
        let error = #expect(throws: FieldError.self) { try resolve(preset.name, ["OTHER_API_KEY": "k"]) }
        #expect(error?.message == "\(preset.name) needs a key: set \(preset.keyVariable) in the environment or in .env")
    }

    @Test("a URL of .env goes only with the same preset's key of the same file", arguments: ProviderPreset.all)
    func dotEnv(_ preset: ProviderPreset) throws {
        let (url, key) = (preset.urlVariable, preset.keyVariable)
        let both = [url: "http://project.example/v1", key: "theirs"]
        #expect(try resolve(preset.name, dotEnv: both).baseURL == "http://project.example/v1")
        let own = preset.baseURL.map { _ in [key: "mine"] } ?? [key: "mine", url: "https://mine.example/openai/v1"]
        let kept = try resolve(preset.name, own, dotEnv: both)
        #expect(kept.baseURL != "http://project.example/v1" && kept.key?.revealed == "mine")
        let alone = try? resolve(preset.name, dotEnv: [url: "http://project.example/v1"])
        #expect(alone?.baseURL != "http://project.example/v1")
        let another = try? resolve(preset.name, dotEnv: [url: "http://project.example/v1", "SOME_API_KEY": "k"])
        #expect(another?.baseURL != "http://project.example/v1")
        let notes = ProviderResolver(settings: Settings(), environment: own, dotEnv: both).notes
        #expect(preset.baseURL == nil ? notes.isEmpty : notes.count == 1 && notes[0].contains(url))
    }

    @Test("with only another preset's key the simulator stays the default, and the preset is known to be ready")
    func ready() throws {
        let environment = ["ANTHROPIC_API_KEY": "k", "GROQ_API_KEY": "'bad'"]
        #expect(try resolve(nil, environment) == .simulator)
        let resolver = ProviderResolver(settings: Settings(), environment: environment)
        #expect(resolver.ready == ["anthropic"])
    }

    @Test("Anthropic's token goes as a bearer where there is no key, and never together with it")
    func token() async throws {
        func headers(_ environment: [String: String], dotEnv: [String: String] = [:]) async throws -> [String] {
            let provider = try resolve("anthropic", environment, dotEnv: dotEnv)
            let request = RunRequest(
                prompt: "p", config: Config(model: "m"), thread: [Message(.user, "Hi")], provider: provider)
            return try await request.prepare().transportRequest.headers
                .filter { ["authorization", "x-api-key"].contains($0.name.lowercased()) }
                .map { "\($0.name.lowercased()): \($0.value)" }
        }
        let token = "ANTHROPIC_AUTH_TOKEN"
        #expect(try await headers([token: "t-1"]) == ["authorization: Bearer t-1"])
        #expect(try await headers([token: "t-1", "ANTHROPIC_API_KEY": "k-1"]) == ["x-api-key: k-1"])
        #expect(try await headers([:], dotEnv: [token: "t-2"]) == ["authorization: Bearer t-2"])
        #expect(ProviderResolver.keyVariables(Settings()).contains(token))
        let theirs = [token: "theirs", "ANTHROPIC_BASE_URL": "http://project.example"]
        #expect(try resolve("anthropic", [token: "mine"], dotEnv: theirs).baseURL == "https://api.anthropic.com/v1")
        #expect(try resolve("anthropic", dotEnv: theirs).baseURL.hasPrefix("http://project.example"))
    }

    @Test("the environment's token wins over a key of .env, and a URL of .env goes with a token of the same file")
    func tokenOfDotEnv() async throws {
        let url = ["ANTHROPIC_BASE_URL": "https://project.example"]
        let mine = try resolve(
            "anthropic", ["ANTHROPIC_AUTH_TOKEN": "mine"],
            dotEnv: url.merging(["ANTHROPIC_API_KEY": "theirs"]) { $1 })
        #expect(mine.key?.revealed == "mine" && mine.baseURL == "https://api.anthropic.com/v1")
        let theirs = try resolve("anthropic", dotEnv: url.merging(["ANTHROPIC_AUTH_TOKEN": "theirs"]) { $1 })
        #expect(theirs.key?.revealed == "theirs" && theirs.baseURL.hasPrefix("https://project.example"))
    }

    @Test("a command's key is no token, whatever the environment has")
    func tokenAndCommand() throws {
        var work = ProviderSettings(name: "work")
        (work.preset, work.apiKeyCommand) = ("anthropic", ["pass", "show", "x"])
        let provider = try resolve("work", ["ANTHROPIC_AUTH_TOKEN": "t"], work)
        #expect(provider.key == nil && !provider.sendsBearer)
    }

    @Test("what goes back to a preset's server goes back behind any host, unless the settings say otherwise")
    func sendsBack() throws {
        for (preset, keys) in [("gemini", ["extra_content"]), ("deepseek", ["reasoning_content"]), ("groq", [])]
            as [(String, [String])]
        {
            var entry = ProviderSettings(name: "x", baseURL: "http://127.0.0.1:1/v1", apiKeyEnv: "K")
            entry.preset = preset
            #expect(try resolve("x", ["K": "k"], entry).sendsBack == Set(keys), "\(preset)")
            entry.sendBack = ["images"]
            #expect(try resolve("x", ["K": "k"], entry).sendsBack == ["images"])
        }
        let moved = ProviderSettings(name: "gemini", baseURL: "https://proxy.example/v1")
        #expect(try resolve("gemini", ["GEMINI_API_KEY": "k"], moved).sendsBack == ["extra_content"])
        let host = ProviderSettings(name: "openai", baseURL: "https://api.deepseek.com")
        #expect(try resolve("openai", ["OPENAI_API_KEY": "k"], host).sendsBack == ["reasoning_content"])
    }

    @Test("servers on this machine need no key")
    func local() throws {
        for preset in ProviderPreset.all where preset.isLocal {
            let provider = try resolve(preset.name)
            #expect(provider.key == nil && provider.baseURL.hasPrefix("http://127.0.0.1:"))
        }
    }

    @Test("config.yaml overrides any field, and an entry of another name may build on a preset")
    func overridden() throws {
        let entry = ProviderSettings(
            name: "mistral", baseURL: "https://gateway.example/v1",
            headers: [HTTPHeader(name: "X-Team", value: "sea")], timeout: 5)
        let mistral = try resolve("mistral", ["MISTRAL_API_KEY": "m"], entry)
        #expect(mistral.baseURL == "https://gateway.example/v1" && mistral.key?.revealed == "m")
        #expect(mistral.timeout == 5 && mistral.headers.map(\.name) == ["X-Team"])
        var work = ProviderSettings(name: "work", apiKeyEnv: "WORK_KEY")
        work.preset = "anthropic"
        let provider = try resolve("work", ["WORK_KEY": "w", "ANTHROPIC_API_KEY": "a"], work)
        #expect(provider.name == "work" && provider.dialect == .messages && provider.key?.revealed == "w")
        #expect(provider.baseURL == "https://api.anthropic.com/v1")
    }

    @Test("Azure wants the resource's URL and sends its key in api-key")
    func azure() async throws {
        let error = #expect(throws: FieldError.self) { try resolve("azure", ["AZURE_OPENAI_API_KEY": "k"]) }
        #expect(error?.message.contains("AZURE_OPENAI_ENDPOINT") == true)
        let provider = try resolve(
            "azure",
            ["AZURE_OPENAI_API_KEY": "azure-key", "AZURE_OPENAI_ENDPOINT": "https://sea.openai.azure.com/"])
        #expect(provider.baseURL == "https://sea.openai.azure.com/openai/v1")
        let request = try await Running.prepared(provider: provider).transportRequest
        #expect(request.url == "https://sea.openai.azure.com/openai/v1/chat/completions")
        #expect(request.headers.contains { $0.name == "api-key" && $0.value == "azure-key" })
        #expect(!request.headers.contains { $0.name.lowercased() == "authorization" })
    }

    @Test(
        "a base URL is taken with and without its path",
        arguments: [
            ("https://h", "https://h/v1/x"), ("https://h/", "https://h/v1/x"), ("http://h:8080", "http://h:8080/v1/x"),
            ("https://h/v1", "https://h/v1/x"), ("https://h/v1/", "https://h/v1/x"),
            ("https://h/api", "https://h/api/x"),
            ("https://h?version=1", "https://h/v1/x?version=1"),
        ])
    func paths(_ given: String, _ expected: String) {
        #expect(ChatCompletions().url(under: given, "/x") == expected)
    }

    @Test("for Messages, /v1 follows whatever path there is")
    func messagesPath() {
        #expect(Messages().url(under: "https://h/anthropic", "/x") == "https://h/anthropic/v1/x")
        #expect(Messages().url(under: "https://h/v1", "/x") == "https://h/v1/x")
    }

    @Test("a preset's own path is added where only the host is named")
    func ownPath() throws {
        let groq = try #require(ProviderPreset.named("groq"))
        #expect(groq.completed("https://h") == "https://h/openai/v1")
        #expect(groq.completed("https://h/?a=b") == "https://h/openai/v1?a=b")
        #expect(groq.completed("https://h/v2") == "https://h/v2")
    }

    @Test(
        "what cannot be a key is refused with the reason, which does not quote it",
        arguments: [
            ("'sk-secret'", "quotation mark"), ("\u{201C}sk-secret\u{201D}", "quotation mark"),
            ("Bearer sk-secret", "'Bearer '"), ("sk- secret", "space"), ("sk-sécret", "character 5"),
            ("sk-secret\u{200B}", "character 10"), ("sk-\u{1}secret", "control character"),
        ])
    func badKeys(_ key: String, _ reason: String) throws {
        let error = #expect(throws: FieldError.self) { try resolve("openai", ["OPENAI_API_KEY": key]) }
        #expect(error?.field == "OPENAI_API_KEY" && error?.message.contains(reason) == true)
        #expect(error?.description.contains("secret") == false && error?.description.contains("sécret") == false)
    }
}
