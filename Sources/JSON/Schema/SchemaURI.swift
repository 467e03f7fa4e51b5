/// References as RFC 3986 reads them, as far as schemas need it: nothing is fetched, so nothing is checked either.
struct SchemaURI {
    private var scheme: Substring?
    private var authority: Substring?
    private var path: Substring
    private var query: Substring?
    /// What stands behind `#`, with its `%xx` decoded.
    let fragment: String?

    init(_ text: String) {
        var rest = Substring(text)
        fragment = Self.cutTail("#", from: &rest).map(\.percentDecoded)
        query = Self.cutTail("?", from: &rest)
        if let colon = rest.firstIndex(where: { ":/".contains($0) }), rest[colon] == ":", colon > rest.startIndex {
            scheme = rest[..<colon]
            rest = rest[rest.index(after: colon)...]
        }
        if rest.hasPrefix("//") {
            let host = rest.dropFirst(2)
            let end = host.firstIndex(of: "/") ?? host.endIndex
            authority = host[..<end]
            rest = host[end...]
        }
        path = rest
    }

    /// The address without its fragment.
    var address: String {
        var text = ""
        if let scheme { text += scheme + ":" }
        if let authority { text += "//" + authority }
        text += path
        if let query { text += "?" + query }
        return text
    }

    /// What this means where `base` is the address of the document (RFC 3986, section 5.2.2).
    func resolved(against base: SchemaURI) -> SchemaURI {
        var result = self
        if scheme != nil { return result }
        result.scheme = base.scheme
        if authority != nil { return result }
        result.authority = base.authority
        if path.isEmpty {
            result.path = base.path
            result.query = query ?? base.query
        } else if !path.hasPrefix("/") {
            let folder = base.path.lastIndex(of: "/").map { base.path[...$0] } ?? (base.authority == nil ? "" : "/")
            result.path = Substring(Self.withoutDots(String(folder) + String(path)))
        } else {
            result.path = Substring(Self.withoutDots(String(path)))
        }
        return result
    }

    private static func withoutDots(_ path: String) -> String {
        guard path.contains("./") || path.hasSuffix(".") else { return path }
        var kept: [Substring] = []
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            if part == ".." {
                if kept.count > 1 || kept.first?.isEmpty == false { kept.removeLast() }
            } else if part != "." {
                kept.append(part)
                continue
            }
            if isLast { kept.append("") }
        }
        return kept.joined(separator: "/")
    }

    private static func cutTail(_ mark: Character, from text: inout Substring) -> Substring? {
        guard let place = text.firstIndex(of: mark) else { return nil }
        let tail = text[text.index(after: place)...]
        text = text[..<place]
        return tail
    }
}
