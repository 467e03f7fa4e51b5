import CCurl

/// The origin of a URL: scheme, host and port.
struct Endpoint: Equatable {
    let scheme: String
    /// In lower case; an IPv6 address keeps its brackets.
    let host: String
    let port: String

    /// Host and port, as error messages name them.
    var name: String { host + ":" + port }

    /// The origin as one would write it in `base_url`.
    var origin: String {
        let isUsual = (scheme == "https" && port == "443") || (scheme == "http" && port == "80")
        return scheme + "://" + (isUsual ? host : name)
    }

    /// Whether it is on this machine.
    var isLoopback: Bool {
        if host == "localhost" || host.hasSuffix(".localhost") || host == "[::1]" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }

    /// Nil if the text is not an `http` or `https` URL.
    init?(url: String) {
        self.init(url: url, relativeTo: nil)
    }

    private init?(url: String, relativeTo base: String?) {
        guard let parts = Endpoint.parse(url, relativeTo: base) else { return nil }
        defer { etude_url_cleanup(parts) }
        self.init(parts)
    }

    private init?(_ parts: OpaquePointer) {
        guard let scheme = Endpoint.part(CURLUPART_SCHEME, of: parts)?.lowercased(),
            scheme == "http" || scheme == "https",
            let host = Endpoint.part(CURLUPART_HOST, of: parts)?.lowercased(), !host.isEmpty,
            let port = Endpoint.part(CURLUPART_PORT, of: parts, flags: CURLU_DEFAULT_PORT)
        else { return nil }
        self.scheme = scheme
        self.host = host
        self.port = port
    }

    /// The URL that a `Location` header means on the page at `base`, and its origin.
    ///
    /// Nil if the header cannot be understood or is not a web address.
    static func follow(_ location: String, from base: String) -> (url: String, endpoint: Endpoint)? {
        guard let parts = parse(location, relativeTo: base) else { return nil }
        defer { etude_url_cleanup(parts) }
        guard let endpoint = Endpoint(parts), let url = part(CURLUPART_URL, of: parts) else { return nil }
        return (url, endpoint)
    }

    private static func parse(_ url: String, relativeTo base: String?) -> OpaquePointer? {
        guard let parts = etude_url() else { return nil }
        let flags = UInt32(CURLU_NON_SUPPORT_SCHEME | CURLU_URLENCODE)
        let texts = [base, url].compactMap { $0 }
        for text in texts where etude_url_set(parts, CURLUPART_URL, text, flags) != CURLUE_OK {
            etude_url_cleanup(parts)
            return nil
        }
        return parts
    }

    private static func part(_ part: CURLUPart, of parts: OpaquePointer, flags: Int32 = 0) -> String? {
        var text: UnsafeMutablePointer<CChar>?
        guard etude_url_get(parts, part, &text, UInt32(flags)) == CURLUE_OK, let text else { return nil }
        defer { etude_free(text) }
        return String(cString: text)
    }
}
