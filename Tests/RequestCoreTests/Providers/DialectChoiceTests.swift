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

    @Test("a dialect in the settings decides, and other providers have their own")
    func decided() throws {
        #expect(try choice("gpt-6-sol", tools: true, dialect: .chat) == .chat)
        #expect(try choice("gpt-4.1", dialect: .responses) == .responses)
        #expect(try choice("gpt-6-sol", tools: true, name: "groq") == .chat)
    }
}
