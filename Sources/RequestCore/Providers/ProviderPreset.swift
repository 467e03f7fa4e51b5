package import Prompts

/// A provider that Étude knows, so that its key in the environment is enough to use it by its name. `config.yaml` may
/// say otherwise of every field.
package struct ProviderPreset: Sendable, Hashable {
    /// The name that configs and `--provider` know it by.
    package let name: String
    /// The name as its maker writes it.
    package let title: String
    /// The base URL; nil if everybody has one of their own.
    package let baseURL: String?
    /// What follows the host in a base URL that names only the host.
    package let path: String
    /// The dialect that it speaks.
    package let dialect: DialectID
    /// The environment variable with the key.
    package let keyVariable: String
    /// The environment variable with a token that goes as `Authorization: Bearer` where the key is not set; nil for none.
    package let tokenVariable: String?
    /// Whether it refuses every request without a key.
    package let needsKey: Bool
    /// The environment variable with another base URL.
    package let urlVariable: String
    /// The header that has the key and nothing else; nil for the dialect's own.
    package let keyHeader: String?
    /// Keys of an answer that go back to it, whatever host stands before it.
    package let sendsBack: Set<String>
    /// The model of a config that names none; nil if it cannot be known.
    package let defaultModel: String?
    /// The path on the same host that only this kind of server answers, for servers on this machine; nil for others.
    package let probePath: String?
    /// The page that says so.
    package let source: String

    init(
        _ name: String, _ title: String, baseURL: String?, path: String = "/v1", dialect: DialectID = .chat,
        keyVariable: String, tokenVariable: String? = nil, needsKey: Bool = true, urlVariable: String,
        keyHeader: String? = nil, sendsBack: Set<String> = [], defaultModel: String? = nil, probePath: String? = nil,
        source: String
    ) {
        self.name = name
        self.title = title
        self.baseURL = baseURL
        self.path = path
        self.dialect = dialect
        self.keyVariable = keyVariable
        self.tokenVariable = tokenVariable
        self.needsKey = needsKey
        self.urlVariable = urlVariable
        self.keyHeader = keyHeader
        self.sendsBack = sendsBack
        self.defaultModel = defaultModel
        self.probePath = probePath
        self.source = source
    }

    /// The preset with this name; nil if there is none.
    package static func named(_ name: String) -> ProviderPreset? { all.first { $0.name == name } }

    /// The variables that may have its key, the key's own first.
    package var keyVariables: [String] { [keyVariable, tokenVariable].compactMap(\.self) }

    /// Whether its server runs on this machine.
    package var isLocal: Bool { probePath != nil }

    /// The base URL with the preset's own path where only the host is named.
    ///
    /// The version of the path is the dialect's to add: see ``Dialect/url(under:_:)``.
    func completed(_ url: String) -> String {
        let bare = url.prefix { $0 != "?" && $0 != "#" }
        guard let scheme = bare.firstRange(of: "://") else { return url }
        var host = bare
        while host.endIndex > scheme.upperBound, host.last == "/" { host.removeLast() }
        guard !host[scheme.upperBound...].contains("/") else { return url }
        return host + path + url[bare.endIndex...]
    }
}
