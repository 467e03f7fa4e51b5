package import Prompts

/// Decides where a request goes.
///
/// The first of these that is given: the provider that was asked for, that of the config, the default of the
/// settings, `openai` if its key or base URL is in the environment, the simulator. A named provider without its key
/// is an error, never the simulator.
///
/// This is a pure function of what was asked, the settings, the environment and the `.env` of the working directory.
/// The environment wins over `.env`. A base URL out of `.env` counts only together with a key out of `.env`, so that
/// a cloned repository cannot send a person's key elsewhere.
package struct ProviderResolver: Sendable {
    private let settings: Settings
    private let environment: [String: String]
    private let dotEnv: [String: String]

    /// - Parameters:
    ///   - environment: of the process.
    ///   - dotEnv: out of the `.env` file in the working directory.
    package init(settings: Settings, environment: [String: String], dotEnv: [String: String] = [:]) {
        self.settings = settings
        self.environment = environment
        self.dotEnv = dotEnv
    }

    /// The provider of a request.
    ///
    /// - Parameters:
    ///   - requested: the name given for this run.
    ///   - config: the name in the prompt.
    /// - Throws: if a named provider is unknown, lacks its key, or has a base URL or key that cannot be sent.
    package func resolve(requested: String? = nil, config: String? = nil) throws(FieldError) -> Provider {
        let name = [requested, config, settings.defaultProvider].compactMap { $0 }.first { !$0.isEmpty }
        if let name { return try provider(named: name) }
        guard value("OPENAI_API_KEY") != nil || trustedBaseURL(hasKeyFromDotEnv: false) != nil else {
            return .simulator
        }
        return try openAI(needsKey: false)
    }

    /// The names of all providers: the built-in ones first, then those of the settings in their order.
    package var names: [String] {
        let builtIn = ["simulator", "openai"]
        return builtIn + settings.providers.map(\.name).filter { !builtIn.contains($0) }
    }

    private func provider(named name: String) throws(FieldError) -> Provider {
        if name == Provider.simulator.name { return .simulator }
        if name == "openai" { return try openAI(needsKey: true) }
        guard let entry = settings.provider(named: name) else {
            throw FieldError(
                field: "provider",
                message:
                    "'\(name)' is not a provider; known are \(names.joined(separator: ", ")); config.yaml can add more")
        }
        guard let baseURL = entry.baseURL, !baseURL.isEmpty else {
            throw FieldError(field: "providers.\(name).base_url", message: "a provider needs a base URL in config.yaml")
        }
        let key = try entry.apiKeyEnv.map { variable throws(FieldError) in try self.key(variable, of: name) }
        return try make(name, baseURL: baseURL, key: key, headers: [], entry: entry)
    }

    /// - Parameter needsKey: whether it was asked for by name. A server that is found by its URL alone may need no
    ///   key.
    private func openAI(needsKey: Bool) throws(FieldError) -> Provider {
        let entry = settings.provider(named: "openai")
        let variable = entry?.apiKeyEnv ?? "OPENAI_API_KEY"
        var key: Secret?
        if needsKey || value(variable) != nil { key = try self.key(variable, of: "openai") }
        let isFromDotEnv = key != nil && set(environment[variable]) == nil
        let ownURL = entry?.baseURL.flatMap { set($0) }
        let baseURL = ownURL ?? trustedBaseURL(hasKeyFromDotEnv: isFromDotEnv) ?? Provider.openAIBaseURL
        var headers: [ResponseHead.Header] = []
        if let organisation = value("OPENAI_ORG_ID") {
            headers.append(ResponseHead.Header(name: "OpenAI-Organization", value: organisation))
        }
        if let project = value("OPENAI_PROJECT_ID") {
            headers.append(ResponseHead.Header(name: "OpenAI-Project", value: project))
        }
        return try make("openai", baseURL: baseURL, key: key, headers: headers, entry: entry)
    }

    private func trustedBaseURL(hasKeyFromDotEnv: Bool) -> String? {
        set(environment["OPENAI_BASE_URL"]) ?? (hasKeyFromDotEnv ? set(dotEnv["OPENAI_BASE_URL"]) : nil)
    }

    private func make(
        _ name: String, baseURL: String, key: Secret?, headers: [ResponseHead.Header], entry: ProviderSettings?
    ) throws(FieldError) -> Provider {
        let lowered = baseURL.lowercased()
        guard lowered.hasPrefix("https://") || lowered.hasPrefix("http://"), !hasControls(baseURL),
            !baseURL.contains(" ")
        else {
            throw FieldError(
                field: name == "openai" ? "OPENAI_BASE_URL" : "providers.\(name).base_url",
                message: "the base URL of \(name) must begin with https:// or http://")
        }
        var all = headers
        for header in entry?.headers ?? [] {
            guard !hasControls(header.name), !hasControls(header.value) else {
                throw FieldError(
                    field: "providers.\(name).headers", message: "a header cannot have line breaks or controls")
            }
            all.removeAll { $0.name.lowercased() == header.name.lowercased() }
            all.append(ResponseHead.Header(name: header.name, value: header.value))
        }
        var provider = Provider(
            name: name, kind: .http, baseURL: baseURL, dialect: entry?.dialect ?? .chat, key: key, headers: all,
            timeout: entry?.timeout ?? 600, caFile: entry?.caFile, sendsBack: entry?.sendBack.map(Set.init))
        provider.streams = entry?.stream ?? true
        provider.sendsStreamOptions = entry?.streamOptions ?? true
        if let limit = settings.maxAnswerMB { provider.longestPiece = limit << 20 }
        return provider
    }

    private func key(_ variable: String, of name: String) throws(FieldError) -> Secret {
        guard let text = value(variable) else {
            throw FieldError(
                field: "provider", message: "\(name) needs a key: set \(variable) in the environment or in .env")
        }
        guard !hasControls(text) else {
            throw FieldError(field: variable, message: "the key has a line break or another control character")
        }
        return Secret(text)
    }

    /// The value of the environment, else that of `.env`. A blank value counts as not set.
    private func value(_ variable: String) -> String? {
        set(environment[variable]) ?? set(dotEnv[variable])
    }

    private func set(_ text: String?) -> String? {
        guard let text else { return nil }
        var trimmed = Substring(text)
        while trimmed.first?.isWhitespace ?? false { trimmed.removeFirst() }
        while trimmed.last?.isWhitespace ?? false { trimmed.removeLast() }
        return trimmed.isEmpty ? nil : String(trimmed)
    }

    private func hasControls(_ text: String) -> Bool {
        text.unicodeScalars.contains { $0.value < 0x20 || (0x7F..<0xA0).contains($0.value) }
    }
}
