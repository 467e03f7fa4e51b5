internal import Prompts

/// Whose packages a program uses, and where its key and its server's address stand.
struct CodeVendor {
    /// The provider's name.
    let name: String
    /// The environment variable with the key.
    let keyVariable: String
    /// The environment variable with another base URL.
    let urlVariable: String
    /// The base URL as the vendor's own clients have it.
    let baseURL: String
    /// The version that follows this base URL; empty if it is part of it.
    let version: String
    /// The headers of a request in a shell script, the key's first.
    let headers: [String]
    /// The package and the client's class in Python, with what the client is made of.
    let python: (package: String, client: String, arguments: String)
    /// The package and the client's class in JavaScript, with what the client is made of.
    let javascript: (package: String, client: String, arguments: String)
    /// The expression that makes the provider in Swift.
    let swift: String
    /// The dialect of the provider that it makes.
    let dialect: DialectID

    static let openAI = CodeVendor(
        name: "openai", keyVariable: "OPENAI_API_KEY", urlVariable: "OPENAI_BASE_URL", baseURL: Provider.openAIBaseURL,
        version: "", headers: ["Authorization: Bearer $OPENAI_API_KEY"], python: ("openai", "OpenAI", ""),
        javascript: ("openai", "OpenAI", ""),
        swift: """
            Provider.openAI(
                    key: environment["OPENAI_API_KEY"] ?? "",
                    baseURL: environment["OPENAI_BASE_URL"] ?? Provider.openAIBaseURL)
            """,
        dialect: .chat)

    // The version is said, and so is the longest wait: without it the package refuses long answers that do not stream.
    static let anthropic = CodeVendor(
        name: "anthropic", keyVariable: "ANTHROPIC_API_KEY", urlVariable: "ANTHROPIC_BASE_URL",
        baseURL: Messages.baseURL, version: "/v1",
        headers: ["x-api-key: $ANTHROPIC_API_KEY", "anthropic-version: \(Messages.version)"],
        python: (
            "anthropic", "Anthropic", "default_headers={\"anthropic-version\": \"\(Messages.version)\"}, timeout=600"
        ),
        javascript: (
            "@anthropic-ai/sdk", "Anthropic",
            "{ defaultHeaders: { \"anthropic-version\": \"\(Messages.version)\" }, timeout: 600000 }"
        ),
        swift: """
            Provider(
                    name: "anthropic", kind: .http,
                    baseURL: environment["ANTHROPIC_BASE_URL"] ?? "\(Messages.baseURL)", dialect: .messages,
                    key: environment["ANTHROPIC_API_KEY"].map { Secret($0) })
            """,
        dialect: .messages)
}
