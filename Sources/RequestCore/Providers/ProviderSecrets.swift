import Prompts

extension Provider {
    private static let tellingWords = ["authorization", "key", "token", "secret", "cookie", "password"]

    /// What must never be shown or stored: the key, and the values of headers that are keys by their name or form.
    var secrets: [Secret] {
        var secrets: [Secret] = []
        if let key { secrets.append(key) }
        return secrets + Self.secrets(in: headers) + urlSecrets
    }

    /// The values of headers that are keys by their name or form.
    static func secrets(in headers: [HTTPHeader]) -> [Secret] {
        var secrets: [Secret] = []
        for header in headers where isSecret(header) {
            // The scheme of an Authorization header is not secret; what follows it is. Both as one secret would mask
            // the text before a key, too, since half a secret is masked.
            let key = header.value.firstIndex(of: " ").map { header.value[$0...].dropFirst() } ?? header.value[...]
            secrets.append(Secret(String(key)))
        }
        return secrets
    }

    /// The keys in the base URL: a password, and values of the query that are keys by their names.
    private var urlSecrets: [Secret] {
        var secrets: [Secret] = []
        let authority = baseURL.drop { $0 != ":" }.dropFirst(3).prefix { $0 != "/" && $0 != "?" }
        if let at = authority.lastIndex(of: "@") {
            let password = authority[..<at].drop { $0 != ":" }.dropFirst()
            if !password.isEmpty { secrets.append(Secret(String(password))) }
        }
        for pair in baseURL.drop(while: { $0 != "?" }).dropFirst().split(separator: "&") {
            let name = pair.prefix { $0 != "=" }.lowercased()
            let value = pair.drop { $0 != "=" }.dropFirst()
            if !value.isEmpty, Self.tellingWords.contains(where: name.contains) {
                secrets.append(Secret(String(value)))
            }
        }
        return secrets
    }

    private static func isSecret(_ header: HTTPHeader) -> Bool {
        let name = header.name.lowercased()
        return tellingWords.contains { name.contains($0) } || header.value.hasPrefix("sk-")
    }
}

extension Provider: CustomStringConvertible, CustomReflectable {
    /// The name and the base URL, without key and headers.
    public var description: String { baseURL.isEmpty ? name : "\(name) (\(baseURL))" }

    /// The name and the base URL, so that a dump cannot reveal a key.
    public var customMirror: Mirror { Mirror(self, children: ["name": name, "baseURL": baseURL]) }
}
