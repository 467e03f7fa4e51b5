/// How a provider's base URL and a dialect's path come to the URL of a request.
///
/// People write base URLs with `/v1`, without it, and even with the path of answers. Only what is missing is added.
extension Dialect {
    /// The URL of a path under a base URL. A query, such as Azure's, stays at the end.
    func url(under base: String, _ path: String) -> String {
        let bare = base.prefix { $0 != "?" && $0 != "#" }
        let query = base[bare.endIndex...]
        var root = Self.withoutSlashes(bare)
        if root.hasSuffix(answerPath) { root = Self.withoutSlashes(root.dropLast(answerPath.count)) }
        let (host, ownPath) = Self.parts(of: root)
        let version = isWhole(path: ownPath, of: host) ? "" : "/v1"
        let (name, ownQuery) = Self.cut(Substring(path), at: "?")
        let joint = ownQuery.isEmpty || query.isEmpty ? query : "&" + query.dropFirst()
        return root + version + name + ownQuery + joint
    }

    /// The base URL of a request's URL.
    func baseURL(askedAt url: String) -> String {
        let path = url.prefix { $0 != "?" }
        let base = path.hasSuffix(answerPath) ? path.dropLast(answerPath.count) : path
        return String(base) + String(url[path.endIndex...])
    }

    package func isWhole(path: Substring, of host: Substring) -> Bool {
        // These answer without a version. Servers at any other bare host have one.
        !path.isEmpty || ["api.perplexity.ai", "models.inference.ai.azure.com"].contains(host.lowercased())
    }

    private static func withoutSlashes(_ text: Substring) -> Substring {
        var text = text
        while text.last == "/" { text.removeLast() }
        return text
    }

    private static func parts(of url: Substring) -> (host: Substring, path: Substring) {
        guard let scheme = url.firstRange(of: "://") else { return (url, "") }
        return cut(url[scheme.upperBound...], at: "/")
    }

    /// The text before a letter, and the rest with it.
    private static func cut(_ text: Substring, at letter: Character) -> (Substring, Substring) {
        let head = text.prefix { $0 != letter }
        return (head, text[head.endIndex...])
    }
}
