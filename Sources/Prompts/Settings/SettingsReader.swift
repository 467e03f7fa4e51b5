import JSON

/// Reads `config.yaml`, strictly: a misspelt key would otherwise be a setting that silently does nothing.
struct SettingsReader {
    private let file: String
    private var settings = Settings()

    private static let keys = [
        "providers", "default_provider", "theme", "keys", "mouse", "ascii", "esc_delay_ms", "paced_simulator",
        "images", "shrink_images", "fetch_images", "mcp", "max_spend", "confirm_above", "max_answer_mb",
        "models", "logs", "otlp",
    ]
    /// Keys of earlier versions, which are still read.
    private static let renamedKeys = ["pictures": "images"]
    private static let providerKeys = [
        "preset", "base_url", "dialect", "anthropic_version", "api_key_env", "api_key_command", "key_ttl", "headers",
        "timeout", "ca_file", "send_back", "stream", "stream_options",
    ]
    private static let longestEscDelay = 10_000

    static func read(_ yaml: String, file: String) throws(FieldError) -> Settings {
        let text = String(decoding: yaml.utf8.filter { $0 != Byte.carriageReturn }, as: UTF8.self)
        guard let root = try YAMLReader.read(text, file: file), !root.json.isNull else { return Settings() }
        var reader = SettingsReader(file: file)
        for entry in try reader.entries(root, "", "keys such as 'theme: …'") { try reader.set(entry) }
        return reader.settings
    }

    private init(file: String) { self.file = file }

    private mutating func set(_ entry: YAMLNode.Entry) throws(FieldError) {
        let (key, value) = (Self.renamedKeys[entry.key] ?? entry.key, entry.value)
        guard Self.keys.contains(key) else { throw unknown(key, in: Self.keys, key, entry) }
        if value.json.isNull { return }
        switch key {
        case "providers":
            for provider in try entries(value, key, "providers by their name") {
                settings.providers.append(try self.provider(provider))
            }
        case "default_provider": settings.defaultProvider = try text(value, key)
        case "theme": settings.theme = try text(value, key)
        case "keys":
            for command in try entries(value, key, "lists of keys by a command's id") {
                let keys = try list(command.value, "keys.\(command.key)", of: "keys")
                settings.keys.append(Settings.KeyEntry(command.key, keys, line: command.place.line))
            }
        case "models":
            for model in try entries(value, key, "facts of models by their names") {
                settings.models.append(try self.model(model))
            }
        case "logs":
            for entry in try entries(value, key, "settings such as 'keep: 90d'") {
                guard entry.key == "keep" else { throw unknown(entry.key, in: ["keep"], "logs.\(entry.key)", entry) }
                settings.keepLogs = try span(entry.value, "logs.keep")
            }
        case "mcp": settings.mcp = value.json
        case "otlp": settings.otlp = try telemetry(value)
        case "max_spend": settings.maxSpend = try dollars(value, key)
        case "confirm_above": settings.confirmAbove = try dollars(value, key)
        case "max_answer_mb":
            guard let limit = value.json.intValue, (1...1024).contains(limit) else {
                throw error(value, key, "must be a whole number of MiB from 1 to 1024, for example 64")
            }
            settings.maxAnswerMB = limit
        case "mouse": settings.mouse = try flag(value, key)
        case "ascii": settings.ascii = try flag(value, key)
        case "paced_simulator": settings.pacedSimulator = try flag(value, key)
        case "fetch_images":
            settings.fetchImages = try list(value, key, of: "hosts, such as images.example.org")
            if let host = settings.fetchImages.first(where: { !RemoteHost.isPattern($0) }) {
                throw error(value, key, "'\(host)' is no host: write images.example.org or *.example.org")
            }
        case "shrink_images":
            guard let side = value.json.intValue, (64...100_000).contains(side) else {
                throw error(value, key, "must be a whole number of pixels from 64, for example 2048")
            }
            settings.shrinkImages = side
        case "images":
            let names = Settings.Images.allCases.map(\.rawValue)
            guard let manner = Settings.Images(rawValue: value.text ?? "") else {
                throw error(value, key, "must be one of \(names.joined(separator: ", "))")
            }
            settings.images = manner
        default:
            guard let delay = value.json.intValue, (0...Self.longestEscDelay).contains(delay) else {
                throw error(value, key, "must be a whole number of milliseconds from 0 to \(Self.longestEscDelay)")
            }
            settings.escDelayMilliseconds = delay
            settings.setsEscDelay = true
        }
    }

    /// A number of days or weeks, in seconds.
    private func span(_ value: YAMLNode, _ key: String) throws(FieldError) -> Double? {
        if value.json.isNull { return nil }
        let text = value.text ?? ""
        let days: [Character: Double] = ["d": 1, "w": 7]
        guard let unit = text.last.flatMap({ days[$0] }), let count = Int(text.dropLast()), count > 0, count < 100_000
        else { throw error(value, key, "must be a number of days or weeks, for example 90d or 12w") }
        return Double(count) * unit * 86_400
    }

    private func dollars(_ value: YAMLNode, _ key: String) throws(FieldError) -> Double {
        guard let dollars = value.json.doubleValue, dollars > 0, dollars.isFinite else {
            throw error(value, key, "must be a number of US dollars above 0, for example 0.50")
        }
        return dollars
    }

    private func model(_ entry: YAMLNode.Entry) throws(FieldError) -> ModelSettings {
        var model = ModelSettings(name: entry.key)
        let field = "models.\(entry.key)"
        if entry.value.json.isNull { return model }
        for setting in try entries(entry.value, field, "facts such as input and output, the prices per million tokens")
        {
            let place = "\(field).\(setting.key)"
            guard ModelSettings.keys.contains(setting.key) else {
                throw unknown(setting.key, in: ModelSettings.keys, place, setting)
            }
            if setting.value.json.isNull { continue }
            do throws(ModelSettings.Fault) {
                try model.set(setting.key, setting.value.json)
            } catch {
                throw self.error(setting.value, place, error.words)
            }
        }
        return model
    }

    private func provider(_ entry: YAMLNode.Entry) throws(FieldError) -> ProviderSettings {
        var provider = ProviderSettings(name: entry.key)
        let field = "providers.\(entry.key)"
        if entry.value.json.isNull { return provider }
        for setting in try entries(entry.value, field, "base_url and other settings of a provider") {
            let (key, value) = (setting.key, setting.value)
            let place = "\(field).\(key)"
            if entry.key == "simulator", key != "dialect" {
                throw error(
                    value, place,
                    "the simulator is built in, and only its dialect can be set; give the provider another name")
            }
            guard Self.providerKeys.contains(key) else { throw unknown(key, in: Self.providerKeys, place, setting) }
            if value.json.isNull { continue }
            switch key {
            case "base_url": provider.baseURL = try url(value, place)
            case "dialect":
                guard let dialect = DialectID(rawValue: value.text ?? "") else {
                    let names = DialectID.allCases.map(\.rawValue)
                    throw error(value, place, "must be one of \(names.joined(separator: ", "))")
                }
                provider.dialect = dialect
            case "anthropic_version":
                // YAML reads a date without quotes as a text, too, and any other value is a mistake.
                let version = try text(value, place)
                guard version.utf8.count == 10, version.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == 0x2D })
                else { throw error(value, place, "must be a date, for example 2023-06-01") }
                provider.anthropicVersion = version
            case "preset": provider.preset = try text(value, place)
            case "api_key_command":
                guard case .sequence = value.content else {
                    throw error(
                        value, place,
                        "must be a list of the program and its arguments, for example [pass, show, openai]; "
                            + "no shell reads it")
                }
                provider.apiKeyCommand = try list(value, place, of: "texts")
                guard provider.apiKeyCommand?.isEmpty == false else {
                    throw error(value, place, "names no program; for example [pass, show, openai]")
                }
            case "key_ttl": provider.keyTTL = try seconds(value, place, example: 3600)
            case "api_key_env": provider.apiKeyEnv = try variableName(value, place)
            case "stream": provider.stream = try flag(value, place)
            case "stream_options": provider.streamOptions = try flag(value, place)
            case "ca_file": provider.caFile = try text(value, place)
            case "send_back": provider.sendBack = try list(value, place, of: "keys of an answer")
            case "headers": provider.headers = try headers(value, place)
            default: provider.timeout = try seconds(value, place, example: 600)
            }
        }
        if provider.apiKeyEnv != nil, provider.apiKeyCommand != nil {
            throw error(entry.value, field, "has both api_key_env and api_key_command; remove one of them")
        }
        return provider
    }

    private func telemetry(_ node: YAMLNode) throws(FieldError) -> TelemetrySettings {
        var telemetry = TelemetrySettings()
        for setting in try entries(node, "otlp", "endpoint, headers and contents") {
            let place = "otlp.\(setting.key)"
            if setting.value.json.isNull, Self.telemetryKeys.contains(setting.key) { continue }
            switch setting.key {
            case "endpoint": telemetry.endpoint = try url(setting.value, place)
            case "headers": telemetry.headers = try headers(setting.value, place)
            case "contents": telemetry.contents = try flag(setting.value, place)
            default: throw unknown(setting.key, in: Self.telemetryKeys, place, setting)
            }
        }
        return telemetry
    }

    private static let telemetryKeys = ["endpoint", "headers", "contents"]

    // MARK: Values

    /// What is no name may be the key itself, so it is not repeated.
    private func variableName(_ node: YAMLNode, _ field: String) throws(FieldError) -> String {
        let name = try text(node, field)
        let isName = name.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x61...0x7A).contains($0 | 0x20) || $0 == UInt8(ascii: "_")
        }
        guard isName, let first = name.utf8.first, !(0x30...0x39).contains(first) else {
            throw error(node, field, "must be the name of an environment variable, not the key: letters, digits and _")
        }
        return name
    }

    private func url(_ node: YAMLNode, _ field: String) throws(FieldError) -> String {
        let url = try text(node, field)
        guard url.lowercased().hasPrefix("https://") || url.lowercased().hasPrefix("http://") else {
            throw error(node, field, "must begin with https:// or http://")
        }
        return url
    }

    private func headers(_ node: YAMLNode, _ field: String) throws(FieldError) -> [HTTPHeader] {
        var headers: [HTTPHeader] = []
        for header in try entries(node, field, "header values by their name") {
            guard let written = header.value.text else {
                throw error(header.value, "\(field).\(header.key)", "must be a text")
            }
            headers.append(HTTPHeader(name: header.key, value: written))
        }
        return headers
    }

    private func entries(_ node: YAMLNode, _ field: String, _ expected: String) throws(FieldError) -> [YAMLNode.Entry] {
        guard case .mapping(let entries) = node.content else { throw error(node, field, "expected \(expected)") }
        return entries
    }

    private func text(_ node: YAMLNode, _ field: String) throws(FieldError) -> String {
        guard let text = node.json.stringValue else { throw error(node, field, "must be a text") }
        return text
    }

    private func seconds(_ node: YAMLNode, _ field: String, example: Int) throws(FieldError) -> Double {
        guard let seconds = node.json.doubleValue, seconds > 0, seconds.isFinite else {
            throw error(node, field, "must be a number of seconds above 0, for example \(example)")
        }
        return seconds
    }

    private func flag(_ node: YAMLNode, _ field: String) throws(FieldError) -> Bool {
        guard let flag = node.json.boolValue else { throw error(node, field, "must be true or false") }
        return flag
    }

    private func list(_ node: YAMLNode, _ field: String, of what: String) throws(FieldError) -> [String] {
        if node.json.isNull { return [] }
        if let single = node.text { return [single] }
        guard case .sequence(let items) = node.content else { throw error(node, field, "must be a list of \(what)") }
        var keys: [String] = []
        for item in items {
            guard let key = item.text, !key.isEmpty else { throw error(item, field, "must be a list of \(what)") }
            keys.append(key)
        }
        return keys
    }

    // MARK: Errors

    private func unknown(_ key: String, in known: [String], _ field: String, _ entry: YAMLNode.Entry) -> FieldError {
        let meant = Spelling.nearest(to: key, among: known) ?? known.first { key.count > 2 && $0.hasPrefix(key) }
        let hint = meant.map { "; did you mean '\($0)'?" } ?? ""
        return FieldError(
            file: file, line: entry.place.line, column: entry.place.column, field: field,
            message: "not a key that is known\(hint) (known: \(known.joined(separator: ", ")))")
    }

    private func error(_ node: YAMLNode, _ field: String, _ message: String) -> FieldError {
        FieldError(
            file: file, line: node.place.line, column: node.place.column, field: field.isEmpty ? nil : field,
            message: message)
    }
}
