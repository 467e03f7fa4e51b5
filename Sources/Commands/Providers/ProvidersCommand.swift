import ArgumentParser
import JSON
import Prompts
import RequestCore
import TextUI

/// `etude providers`
struct ProvidersCommand: EtudeCommand {
    static let configuration = CommandConfiguration(
        commandName: "providers", abstract: "List where requests can go: the built-in ones, and those of config.yaml.",
        discussion: """
            etude providers
            etude providers --json

            The one with * is asked where neither --provider nor the prompt names one. All
            those with a key can be used by their name. Nothing is sent.
            """)

    @Flag(help: "One JSON object a line.")
    var json = false

    func run(_ session: CommandSession) async throws {
        let resolver = session.surroundings.resolver
        let usual = try? resolver.resolve()
        for name in resolver.names {
            // A server that is found by its URL alone needs no key.
            let isUsual = name == usual?.name
            let provider = Result { () throws(FieldError) in
                if isUsual, let usual { return usual }
                return try resolver.resolve(requested: name)
            }
            try write(name, provider, isUsual: isUsual, session)
        }
        if !json, usual?.kind == .simulator, let ready = resolver.ready.first {
            session.errors.line(
                "etude: \(ready) has its key: use it with --provider \(ready), or with default_provider: \(ready) in "
                    + session.surroundings.home.settingsFile)
        }
    }

    private func write(
        _ name: String, _ provider: Result<Provider, FieldError>, isUsual: Bool, _ session: CommandSession
    ) throws {
        let found = try? provider.get()
        var problem: String?
        if case .failure(let error) = provider { problem = error.message }
        if json {
            return try session.output.writeLine([
                "name": .string(name), "default": .bool(isUsual),
                "kind": found.map { $0.kind == .simulator ? "simulator" : "http" } ?? .null,
                "base_url": found.map { .string(Self.shown($0.baseURL)) } ?? .null,
                "has_key": .bool(found?.key != nil || found?.keyCommand != nil),
                "error": problem.map(JSONValue.string) ?? .null,
            ])
        }
        let what: String
        switch found {
        case nil: what = problem ?? ""
        case let provider? where provider.kind == .simulator: what = "built in, offline"
        case let provider?:
            what = Self.shown(provider.baseURL) + "  " + Self.words(provider)
        }
        let fields = [isUsual ? "*" : " ", Sanitiser.oneLine(name), Sanitiser.oneLine(what)]
        try session.output.write(fields[0] + " " + fields[1] + "  " + fields[2] + "\n")
    }

    private static func words(_ provider: Provider) -> String {
        if let command = provider.keyCommand { return "with a key from \(command.program)" }
        return provider.key == nil ? "without a key" : "with a key"
    }

    /// A URL without anything that may be a key: the user and the values of its query.
    private static func shown(_ url: String) -> String {
        let bare = url.prefix { $0 != "?" && $0 != "#" }
        guard let scheme = bare.firstRange(of: "://") else { return String(bare) }
        let rest = bare[scheme.upperBound...]
        let authority = rest.prefix { $0 != "/" }
        guard let at = authority.lastIndex(of: "@") else { return String(bare) }
        return bare[..<scheme.upperBound] + String(rest[rest.index(after: at)...])
    }
}
