import ArgumentParser
import Glibc
import JSON
import Prompts
import RequestCore
import Storage

/// `etude providers add NAME`
struct ProvidersAddCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "add", abstract: "Add a provider to config.yaml, whose comments and order stay.",
        discussion: """
            etude providers add local --base-url http://127.0.0.1:8000
            etude providers add work --preset openai --api-key-env WORK_KEY --default
            etude providers add home --preset anthropic --api-key-command 'pass show me'

            A preset fills in what is not given. The presets:
            \(presets)
            Keys are never written to the file: name a variable or a command.
            """)

    /// The names of all presets, in lines that a terminal of 80 columns does not break.
    private static var presets: String {
        let names = ProviderPreset.all.map(\.name)
        return stride(from: 0, to: names.count, by: 7)
            .map { "  " + names[$0..<min($0 + 7, names.count)].joined(separator: ", ") }.joined(separator: ",\n")
    }

    @Argument(help: "The name for --provider and for prompts.")
    var name: String

    @Option(help: "The preset that fills in what is not given.")
    var preset: String?

    @Option(help: "The base URL, with or without /v1.")
    var baseURL: String?

    @Option(help: "The dialect: chat, responses or messages.")
    var dialect: String?

    @Option(help: "The environment variable with the key.")
    var apiKeyEnv: String?

    @Option(help: "The command that prints the key, split at spaces; no shell reads it.")
    var apiKeyCommand: String?

    @Option(parsing: .unconditional, help: "Seconds for which a key from the command is used.")
    var keyTTL: Double?

    @Option(help: "A header as 'Name: value'. Can be repeated.")
    var header: [String] = []

    @Option(parsing: .unconditional, help: "The longest wait for the next byte, in seconds.")
    var timeout: Double?

    @Option(help: "A file of certificates to trust.")
    var caFile: String?

    @Flag(help: "Use it where nothing names a provider.")
    var `default` = false

    func run(_ session: CommandSession) async throws {
        guard name != Provider.simulator.name else { throw CommandFailure("the simulator is built in") }
        if let preset, ProviderPreset.named(preset) == nil {
            throw CommandFailure(
                "'\(preset)' is not a preset; known are \(ProviderPreset.all.map(\.name).joined(separator: ", "))")
        }
        guard name.utf8.allSatisfy(Self.mayStandInName), !name.isEmpty else {
            throw CommandFailure(
                "a provider's name has letters, digits, '-', '_' and '.' only, as it stands in commands")
        }
        let file = SettingsFile(session.surroundings.home)
        do {
            try add(to: file, session)
        } catch let error as FieldError {
            throw option(of: error)
        }
        session.errors.line("etude: \(name) is in \(file.path); check it with etude providers test \(name)")
    }

    private static func mayStandInName(_ byte: UInt8) -> Bool {
        byte >= 0x80 || (0x30...0x39).contains(byte) || (0x61...0x7A).contains(byte | 0x20)
            || "-_.".utf8.contains(byte)
    }

    /// An error about a field of this provider, as one about the option that it came from: the file has not been written.
    private func option(of error: FieldError) -> FieldError {
        let own = "providers.\(name)."
        guard let field = error.field, field.hasPrefix(own) else { return error }
        let key = field.dropFirst(own.count).prefix { $0 != "." && $0 != "[" }
        let option = key == "headers" ? "header" : key.split(separator: "_").joined(separator: "-")
        return FieldError(field: "--" + option, message: error.message)
    }

    private func add(to file: SettingsFile, _ session: CommandSession) throws {
        try file.change { text, path throws(FieldError) in
            try SettingsEdit.adding(name, try members(), isDefault: self.default, to: text, file: path)
        } checking: { settings throws(FieldError) in
            let resolver = ProviderResolver(
                settings: settings, environment: session.surroundings.environment,
                dotEnv: session.surroundings.dotEnv)
            // A key that is missing can be set later. All else would never work.
            if case .failure(let error) = Result(catching: { () throws(FieldError) in
                try resolver.resolve(requested: name)
            }), error.field != "provider" {
                throw error
            }
        }
    }

    private func members() throws(FieldError) -> JSONObject {
        var members = JSONObject()
        func set(_ key: String, _ value: String?) { if let value { members[key] = .string(value) } }
        if preset == nil, baseURL == nil, ProviderPreset.named(name) == nil {
            throw FieldError(field: "--base-url", message: "is needed, or --preset with one of the known providers")
        }
        set("preset", preset == name ? nil : preset)
        set("base_url", baseURL)
        set("dialect", dialect)
        set("api_key_env", apiKeyEnv)
        if let apiKeyCommand {
            members["api_key_command"] = .array(apiKeyCommand.split(separator: " ").map { .string(String($0)) })
        }
        func number(_ key: String, _ value: Double?) {
            if let value { members[key] = JSONNumber(value).map(JSONValue.number) }
        }
        number("key_ttl", keyTTL)
        number("timeout", timeout)
        set("ca_file", caFile)
        var headers = JSONObject()
        for line in header {
            let pieces = line.split(separator: ":", maxSplits: 1).map { $0.drop { $0 == " " } }
            guard pieces.count == 2, !pieces[0].isEmpty else {
                throw FieldError(field: "--header", message: "'\(line)' is not of the form 'Name: value'")
            }
            headers[String(pieces[0])] = .string(String(pieces[1]))
        }
        if !headers.isEmpty { members["headers"] = .object(headers) }
        return members
    }
}

/// `etude providers remove NAME`
struct ProvidersRemoveCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "remove", abstract: "Remove a provider from config.yaml, whose comments and order stay.",
        discussion: "A preset of the same name stays, and can still be used by its key.")

    @Argument(help: "The provider's name.")
    var name: String

    func run(_ session: CommandSession) async throws {
        let file = SettingsFile(session.surroundings.home)
        if session.surroundings.settings.provider(named: name) == nil,
            session.surroundings.resolver.names.contains(name)
        {
            throw CommandFailure("\(name) is built in; \(file.path) has nothing of it to remove")
        }
        try file.change { text, path throws(FieldError) in try SettingsEdit.removing(name, from: text, file: path) }
        session.errors.line("etude: \(name) was removed from \(file.path)")
    }
}
