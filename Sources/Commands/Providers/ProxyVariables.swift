import TextUI

/// The proxies that the environment names, as libcurl reads it.
enum ProxyVariables {
    /// One sentence about a variable.
    struct Note {
        var text: String
        /// Whether the variable does not do what it seems to.
        var isProblem = false
    }

    /// A sentence for each variable that is set, with user and password masked; none without a proxy.
    static func notes(_ environment: [String: String]) -> [Note] {
        var notes: [Note] = []
        func isSet(_ name: String) -> Bool { !(environment[name] ?? "").isEmpty }
        for (lower, purpose) in [
            ("https_proxy", "for https"), ("http_proxy", "for http"), ("all_proxy", "for all others"),
        ] {
            let upper = lower.uppercased()
            // libcurl ignores HTTP_PROXY, which a web server could set from a header of a request.
            let names = lower == "http_proxy" ? [lower] : [lower, upper]
            if let name = names.first(where: isSet), let value = environment[name] {
                notes.append(
                    Note(text: "\(name) is \(masked(value)), \(purpose), never for this machine's own servers"))
            } else if lower == "http_proxy", isSet(upper) {
                notes.append(Note(text: "\(upper) is not used: write \(lower) in lower case", isProblem: true))
            }
        }
        if !notes.isEmpty, let name = ["no_proxy", "NO_PROXY"].first(where: isSet), let value = environment[name] {
            notes.append(Note(text: "\(name) is \(value): these are reached directly"))
        }
        return notes
    }

    /// A proxy's URL without its user and password.
    static func masked(_ url: String) -> String {
        let start = url.firstRange(of: "://")?.upperBound ?? url.startIndex
        let authority = url[start...].prefix { $0 != "/" && $0 != "?" }
        guard let at = authority.lastIndex(of: "@") else { return url }
        return url[..<start] + "•••@" + url[url.index(after: at)...]
    }
}
