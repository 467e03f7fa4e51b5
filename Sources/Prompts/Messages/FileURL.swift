internal import JSON

/// `file:` URLs, as terminals, file managers and browsers give the paths of files (RFC 8089).
package enum FileURL {
    /// Returns the path of such a URL, whatever host it names; nil for any other text.
    package static func path(of text: String) -> String? {
        let scheme = "file:"
        guard text.prefix(scheme.count).lowercased() == scheme else { return nil }
        let rest = text.dropFirst(scheme.count)
        guard rest.hasPrefix("//") else { return rest.hasPrefix("/") ? rest.percentDecoded : nil }
        guard let slash = rest.dropFirst(2).firstIndex(of: "/") else { return nil }
        return rest[slash...].percentDecoded
    }
}
