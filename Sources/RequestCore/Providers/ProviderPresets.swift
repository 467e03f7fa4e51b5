extension ProviderPreset {
    /// All presets, in the order in which lists show them. The pages were read in November 2026.
    package static let all: [ProviderPreset] = [
        ProviderPreset(
            "openai", "OpenAI", baseURL: Provider.openAIBaseURL, keyVariable: "OPENAI_API_KEY",
            urlVariable: "OPENAI_BASE_URL", defaultModel: Provider.openAIDefaultModel,
            source: "https://platform.openai.com/docs/api-reference/introduction"),
        ProviderPreset(
            "anthropic", "Anthropic", baseURL: "https://api.anthropic.com/v1", dialect: .messages,
            keyVariable: "ANTHROPIC_API_KEY", tokenVariable: "ANTHROPIC_AUTH_TOKEN", urlVariable: "ANTHROPIC_BASE_URL",
            defaultModel: "claude-sonnet-5-5",
            source: "https://platform.claude.com/docs/en/api/overview"),
        ProviderPreset(
            "azure", "Azure OpenAI", baseURL: nil, path: "/openai/v1", keyVariable: "AZURE_OPENAI_API_KEY",
            urlVariable: "AZURE_OPENAI_ENDPOINT", keyHeader: "api-key",
            source: "https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle"),
        ProviderPreset(
            "openrouter", "OpenRouter", baseURL: "https://openrouter.ai/api/v1", path: "/api/v1",
            keyVariable: "OPENROUTER_API_KEY", urlVariable: "OPENROUTER_BASE_URL", defaultModel: "openrouter/auto",
            source: "https://openrouter.ai/docs/quickstart"),
        ProviderPreset(
            "groq", "Groq", baseURL: "https://api.groq.com/openai/v1", path: "/openai/v1",
            keyVariable: "GROQ_API_KEY", urlVariable: "GROQ_BASE_URL", defaultModel: "openai/gpt-oss-20b",
            source: "https://console.groq.com/docs/openai"),
        ProviderPreset(
            "mistral", "Mistral", baseURL: "https://api.mistral.ai/v1", keyVariable: "MISTRAL_API_KEY",
            urlVariable: "MISTRAL_BASE_URL", defaultModel: "mistral-small-latest",
            source: "https://docs.mistral.ai/api"),
        ProviderPreset(
            "deepseek", "DeepSeek", baseURL: "https://api.deepseek.com/v1", keyVariable: "DEEPSEEK_API_KEY",
            urlVariable: "DEEPSEEK_BASE_URL", sendsBack: ["reasoning_content"], defaultModel: "deepseek-flash",
            source: "https://api-docs.deepseek.com"),
        ProviderPreset(
            "xai", "xAI", baseURL: "https://api.x.ai/v1", keyVariable: "XAI_API_KEY", urlVariable: "XAI_BASE_URL",
            defaultModel: "grok-4.7", source: "https://docs.x.ai/docs/api-reference"),
        ProviderPreset(
            "gemini", "Gemini", baseURL: "https://generativelanguage.googleapis.com/v1beta/openai",
            path: "/v1beta/openai", keyVariable: "GEMINI_API_KEY", urlVariable: "GEMINI_BASE_URL",
            sendsBack: ["extra_content"], defaultModel: "gemini-3.5-flash-lite",
            source: "https://ai.google.dev/gemini-api/docs/openai"),
        ProviderPreset(
            "ollama", "Ollama", baseURL: "http://127.0.0.1:11434/v1", keyVariable: "OLLAMA_API_KEY", needsKey: false,
            urlVariable: "OLLAMA_BASE_URL", probePath: "/api/version",
            source: "https://docs.ollama.com/api/openai-compatibility"),
        ProviderPreset(
            "llamacpp", "llama.cpp", baseURL: "http://127.0.0.1:8080/v1", keyVariable: "LLAMA_API_KEY",
            needsKey: false, urlVariable: "LLAMACPP_BASE_URL", probePath: "/props",
            source: "https://github.com/ggml-org/llama.cpp/tree/master/tools/server"),
        ProviderPreset(
            "vllm", "vLLM", baseURL: "http://127.0.0.1:8000/v1", keyVariable: "VLLM_API_KEY", needsKey: false,
            urlVariable: "VLLM_BASE_URL", probePath: "/version",
            source: "https://docs.vllm.ai/en/latest/serving/openai_compatible_server.html"),
        ProviderPreset(
            "lmstudio", "LM Studio", baseURL: "http://127.0.0.1:1234/v1", keyVariable: "LM_API_TOKEN",
            needsKey: false, urlVariable: "LMSTUDIO_BASE_URL", probePath: "/api/v0/models",
            source: "https://lmstudio.ai/docs/developer/openai-compat"),
    ]
}
