/// Hosts as the settings name them: `images.example.org`, or `*.example.org` for every host below it.
package enum RemoteHost {
    /// Whether a text can name hosts: letters, digits, `-` and dots, with `*.` before them at the most.
    package static func isPattern(_ text: String) -> Bool {
        let name = text.hasPrefix("*.") ? text.dropFirst(2) : Substring(text)
        return name.contains(".") && !name.hasPrefix(".") && !name.hasSuffix(".")
            && name.unicodeScalars.allSatisfy {
                $0 == "." || $0 == "-" || $0.properties.isAlphabetic || ("0"..."9").contains($0)
            }
    }

    /// Whether the host of an http(s) URL is one of those that are named.
    package static func matches(_ url: String, _ patterns: [String]) -> Bool {
        guard let host = host(of: url) else { return false }
        return patterns.contains { pattern in
            let pattern = pattern.lowercased()
            return pattern.hasPrefix("*.") ? host.hasSuffix(pattern.dropFirst()) : host == pattern
        }
    }

    /// Longer names of places are nobody's: they are made to be cut off.
    private static let longestAuthority = 500

    /// The host of a URL in lower case, without user, port and what follows; nil where there is none.
    static func host(of url: String) -> String? {
        let start = url.prefix(8).lowercased()
        guard let scheme = ["https://", "http://"].first(where: start.hasPrefix) else { return nil }
        let authority = url.dropFirst(scheme.count).prefix { !"/?#\\".contains($0) }.lowercased()
        guard authority.utf8.count <= longestAuthority else { return nil }
        // What stands before an @ is a user, however much it looks like a host.
        let place = authority.split(separator: "@", omittingEmptySubsequences: false).last ?? ""
        let host = place.prefix { $0 != ":" }
        return host.isEmpty ? nil : String(host)
    }
}
