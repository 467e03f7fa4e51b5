import Prompts
import RequestCore
import Testing

@Suite struct DialectChoiceTests {
    private func choice(
        _ model: String, tools: Bool = false, effort: String? = nil, dialect: DialectID? = nil, name: String = "openai"
    ) throws -> DialectID {
        let entry = ProviderSettings(name: name, dialect: dialect)
        let settings = Settings(providers: dialect == nil ? [] : [entry])
        let provider = try ProviderResolver(
            settings: settings, environment: ["OPENAI_API_KEY": "k", "GROQ_API_KEY": "k"]
        ).resolve(requested: name)
        var config = Config(model: model)
        if tools { config.tools = [Tool(name: "tides")] }
        if let effort { config[.reasoningEffort] = .string(effort) }
        return provider.dialect(for: config)
    }

    @Test("OpenAI is asked by responses where the model needs it for what the config asks")
    func needed() throws {
        #expect(try choice("gpt-4.1", tools: true) == .chat)
        #expect(try choice("gpt-6-sol") == .chat)
        #expect(try choice("gpt-6-sol", tools: true) == .responses)
        #expect(try choice("gpt-6-sol", tools: true, effort: "none") == .chat)
        #expect(try choice("gpt-6-astra", tools: true, effort: "none") == .responses)
        #expect(try choice("gpt-5.4", tools: true) == .chat)
        #expect(try choice("gpt-5.4", tools: true, effort: "low") == .responses)
        #expect(try choice("gpt-5.2-pro") == .responses)
        #expect(try choice("no-such-model", tools: true) == .chat)
    }

    @Test("the effort max is asked of responses, since chat completions refuses it for every model of OpenAI's")
    func maximum() throws {
        #expect(try choice("gpt-5.5", effort: "max") == .responses)
        #expect(try choice("gpt-6-sol", effort: "max") == .responses)
        #expect(try choice("gpt-5.5", effort: "xhigh") == .chat)
        #expect(try choice("gpt-4.1", effort: "max") == .chat)
        #expect(try choice("no-such-model", effort: "max") == .chat)
    }

    @Test(
        "the newest names are known, and a series of which only the beginning is known",
        arguments: [
            "gpt-daybreak-blue-latest", "gpt-daybreak-1", "gpt-6-rosalind", "gpt-6.2-astra-law", "o3-deep-research",
        ])
    func responsesOnly(model: String) throws {
        #expect(try choice(model) == .responses)
        #expect(try choice(model, tools: true) == .responses)
    }

    @Test("models that take tools on responses only", arguments: ["gpt-6.2-astra", "gpt-6.2-sol", "gpt-6.1-sol"])
    func toolsOnResponses(model: String) throws {
        #expect(try choice(model) == .chat)
        #expect(try choice(model, tools: true) == .responses)
        #expect(try choice(model, tools: true, effort: "low") == .responses)
    }

    @Test("where the catalogue chooses responses, several answers are several requests")
    func several() throws {
        let provider = try ProviderResolver(settings: Settings(), environment: ["OPENAI_API_KEY": "k"])
            .resolve(requested: "openai")
        var config = Config(model: "gpt-5-pro")
        config[.n] = 3
        #expect(RunRequest(prompt: "p", config: config, thread: [], provider: provider).requestsForChoices == 3)
        config.model = "gpt-4.1"
        #expect(RunRequest(prompt: "p", config: config, thread: [], provider: provider).requestsForChoices == 1)
    }

    @Test("a dialect in the settings decides, and other providers have their own")
    func decided() throws {
        #expect(try choice("gpt-6-sol", tools: true, dialect: .chat) == .chat)
        #expect(try choice("gpt-4.1", dialect: .responses) == .responses)
        #expect(try choice("gpt-6-sol", tools: true, name: "groq") == .chat)
    }
}
