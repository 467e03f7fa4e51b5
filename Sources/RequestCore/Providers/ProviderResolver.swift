package import Prompts

/// Decides where a request goes.
///
/// The first of these that is given: the provider that was asked for, that of the config, the default of the
/// settings, `openai` if its key or base URL is in the environment, the simulator. A named provider without its key
/// is an error, never the simulator. A provider is known by its entry in `config.yaml`, by its preset, or by both,
/// where the entry wins field by field.
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
        let isSet = value("OPENAI_API_KEY") != nil || set(environment["OPENAI_BASE_URL"]) != nil
        return isSet ? try provider(named: "openai", needsKey: false) : simulator
    }

    /// The names of all providers: the simulator and OpenAI, those of the settings in their order, the other presets.
    package var names: [String] {
        let builtIn = ["simulator", "openai"]
        let own = settings.providers.map(\.name).filter { !builtIn.contains($0) }
        return builtIn + own + ProviderPreset.all.map(\.name).filter { !builtIn.contains($0) && !own.contains($0) }
    }

    /// The names of the providers that a key is set for.
    package var ready: [String] {
        names.filter { name in
            guard let provider = try? provider(named: name), provider.kind == .http else { return false }
            return provider.key != nil || provider.keyCommand != nil
        }
    }

    /// What of the `.env` is not used and why, in a sentence each.
    package var notes: [String] {
        ProviderPreset.all.compactMap { preset in
            let url = preset.urlVariable
            let key = keyVariable(of: preset)
            guard set(dotEnv[url]) != nil, set(environment[url]) == nil,
                set(dotEnv[key]) == nil || set(environment[key]) != nil
            else { return nil }
            let reason = "\(url) of .env is not used: it goes only with \(key) of the same file; "
            if set(dotEnv[key]) != nil {
                return reason + "the environment's own \(key) goes before that: unset it, or export the URL"
            }
            return reason + "export it, or add the key (any text for a server that takes none)"
        }
    }

    /// The variables with providers' keys, which no tool's command is given.
    package static func keyVariables(_ settings: Settings) -> Set<String> {
        Set(settings.providers.compactMap(\.apiKeyEnv) + ProviderPreset.all.flatMap(\.keyVariables))
    }

    /// The dialect that a config's requests are written in, even if the key of their provider is missing.
    ///
    /// - Parameter requested: the name of the provider given for this run.
    package func dialect(of config: Config, requested: String? = nil) -> DialectID {
        if let provider = try? resolve(requested: requested, config: config.provider) {
            return provider.dialect(for: config)
        }
        guard let name = requested ?? config.provider ?? settings.defaultProvider else { return .chat }
        if let provider = try? provider(named: name, needsKey: false) { return provider.dialect(for: config) }
        let entry = settings.provider(named: name)
        return entry?.dialect ?? ProviderPreset.named(entry?.preset ?? name)?.dialect ?? .chat
    }

    /// The base URL of a provider, even if its key is missing; nil for the simulator and for a name that is not known.
    package func baseURL(ofProvider name: String) -> String? {
        guard name != Provider.simulator.name else { return nil }
        return try? provider(named: name, needsKey: false).baseURL
    }

    /// The simulator, with the face that the settings give it.
    private var simulator: Provider {
        var provider = Provider.simulator
        provider.dialect = settings.provider(named: provider.name)?.dialect ?? provider.dialect
        return provider
    }

    /// - Parameter needsKey: whether it was asked for by name. OpenAI's server that is found by its URL alone may need
    ///   no key.
    private func provider(named name: String, needsKey: Bool = true) throws(FieldError) -> Provider {
        if name == Provider.simulator.name { return simulator }
        let entry = settings.provider(named: name)
        let preset = ProviderPreset.named(entry?.preset ?? name)
        guard entry != nil || preset != nil else {
            throw FieldError(
                field: "provider",
                message:
                    "'\(name)' is not a provider; known are \(names.joined(separator: ", ")); config.yaml can add more")
        }
        let variable = entry?.apiKeyEnv ?? preset.map(keyVariable)
        var key: Secret?
        if entry?.apiKeyCommand == nil, let variable {
            let isRequired = entry?.apiKeyEnv != nil || (preset?.needsKey ?? false)
            if value(variable) != nil || (isRequired && needsKey) { key = try self.key(variable, of: name) }
        }
        let isFromDotEnv = key != nil && variable.map { set(environment[$0]) == nil } ?? false
        let url = try baseURL(of: name, entry, preset, hasKeyFromDotEnv: isFromDotEnv)
        var provider = try make(name, baseURL: url, key: key, entry, preset)
        provider.sendsBearer = key != nil && variable == preset?.tokenVariable
        return provider
    }

    /// The variable with the key of a preset: that of its token where only the token is set. The environment wins over
    /// `.env`, whichever of the two it has.
    private func keyVariable(of preset: ProviderPreset) -> String {
        let variables = preset.keyVariables
        return variables.first { set(environment[$0]) != nil } ?? variables.first { set(dotEnv[$0]) != nil }
            ?? preset.keyVariable
    }

    private func baseURL(
        of name: String, _ entry: ProviderSettings?, _ preset: ProviderPreset?, hasKeyFromDotEnv: Bool
    ) throws(FieldError) -> String {
        if let own = entry?.baseURL.flatMap(set) { return own }
        if let variable = preset?.urlVariable {
            let trusted = set(environment[variable]) ?? (hasKeyFromDotEnv ? set(dotEnv[variable]) : nil)
            if let trusted { return trusted }
        }
        if let usual = preset?.baseURL { return usual }
        if let preset {
            throw FieldError(
                field: "provider",
                message: "\(name) needs the URL of your resource: set \(preset.urlVariable) in the environment, or "
                    + "providers.\(name).base_url in config.yaml")
        }
        throw FieldError(field: "providers.\(name).base_url", message: "a provider needs a base URL in config.yaml")
    }

    private func make(
        _ name: String, baseURL: String, key: Secret?, _ entry: ProviderSettings?, _ preset: ProviderPreset?
    ) throws(FieldError) -> Provider {
        let lowered = baseURL.lowercased()
        guard lowered.hasPrefix("https://") || lowered.hasPrefix("http://"), !hasControls(baseURL),
            !baseURL.contains(" ")
        else {
            let isFromSettings = entry?.baseURL.flatMap(set) != nil
            throw FieldError(
                field: isFromSettings ? "providers.\(name).base_url" : preset?.urlVariable,
                message: "the base URL of \(name) must begin with https:// or http://")
        }
        var headers = preset?.name == "openai" ? openAIHeaders : []
        if let version = entry?.anthropicVersion {
            headers.append(HTTPHeader(name: "anthropic-version", value: version))
        }
        for header in entry?.headers ?? [] {
            guard !hasControls(header.name), !hasControls(header.value) else {
                throw FieldError(
                    field: "providers.\(name).headers", message: "a header cannot have line breaks or controls")
            }
            headers.removeAll { $0.name.lowercased() == header.name.lowercased() }
            headers.append(HTTPHeader(name: header.name, value: header.value))
        }
        let dialect = entry?.dialect ?? preset?.dialect ?? .chat
        var provider = Provider(
            name: name, kind: .http,
            baseURL: preset?.completed(baseURL) ?? baseURL, dialect: dialect, key: key, headers: headers,
            timeout: entry?.timeout ?? 600, caFile: entry?.caFile,
            sendsBack: entry?.sendBack.map(Set.init),
            defaultModel: preset?.defaultModel ?? Provider.openAIDefaultModel)
        if let preset, entry?.sendBack == nil { provider.sendsBack.formUnion(preset.sendsBack) }
        provider.keyHeader = preset?.keyHeader
        provider.keyCommand = entry?.apiKeyCommand.map { KeyCommand(argv: $0, lifetime: entry?.keyTTL) }
        provider.preset = preset?.name
        provider.hasFixedDialect = entry?.dialect != nil
        provider.streams = entry?.stream ?? true
        provider.sendsStreamOptions = entry?.streamOptions ?? true
        if let limit = settings.maxAnswerMB { provider.longestPiece = limit << 20 }
        return provider
    }

    private var openAIHeaders: [HTTPHeader] {
        let variables = [("OPENAI_ORG_ID", "OpenAI-Organization"), ("OPENAI_PROJECT_ID", "OpenAI-Project")]
        return variables.compactMap { variable, header in
            value(variable).map { HTTPHeader(name: header, value: $0) }
        }
    }

    private func key(_ variable: String, of name: String) throws(FieldError) -> Secret {
        guard let text = value(variable) else {
            throw FieldError(
                field: "provider", message: "\(name) needs a key: set \(variable) in the environment or in .env")
        }
        if let problem = KeyText.problem(with: text) { throw FieldError(field: variable, message: problem) }
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
