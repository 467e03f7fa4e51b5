internal import JSON

/// Where a request goes, and the keys that it takes there, are the person's to say: no file of another format sets them.
///
/// What is called so goes before the prompt is anybody's, wherever the format keeps its options.
enum ConnectionFields {
    /// Names of places and keys, in small letters without `_` and `-`, as the options of a request may have them.
    private static let names: Set<String> = [
        "key", "endpoint", "azureendpoint", "baseurl", "apibase", "apiversion", "url", "serverurl", "organization",
        "headers", "extraheaders", "defaultheaders", "extraquery", "defaultquery", "proxy", "proxies", "connection",
    ]
    /// Names that are keys wherever they stand.
    private static let secrets: Set<String> = [
        "apikey", "authorization", "token", "accesstoken", "authtoken", "bearertoken", "apitoken", "azureadtoken",
        "refreshtoken", "sessiontoken", "password", "secret", "clientsecret", "cookie", "xapikey",
    ]

    /// Takes them out of a prompt, and names each.
    static func remove(from document: inout PromptDocument, _ losses: inout [Loss]) {
        var removal = Removal()
        removal.clean(&document.config.extra, at: "", isOptions: true)
        removal.clean(&document.unknown, at: "", isOptions: true)
        for (index, tool) in document.config.tools.enumerated() {
            guard var raw = tool.raw?.objectValue else { continue }
            removal.clean(&raw, at: "tools[\(index)]", isOptions: true)
            document.config.tools[index].raw = .object(raw)
        }
        losses += removal.losses.list
    }

    /// The paths of what is called or looks like a key.
    static func keys(in object: JSONObject, at place: String) -> [String] {
        var removal = Removal()
        var object = object
        removal.clean(&object, at: place, isOptions: false)
        return removal.losses.list.map(\.field)
    }

    private struct Removal {
        var losses = Losses()

        /// - Parameter isOptions: whether the members stand where a request's own fields do.
        mutating func clean(_ object: inout JSONObject, at place: String, isOptions: Bool) {
            // A variable may be called as it likes.
            for member in object.members where !["inputs", "input_schema"].contains(member.key) {
                let path = place.isEmpty ? member.key : "\(place).\(member.key)"
                if isConnection(member.key, isOption: isOptions) || isKey(member.value) {
                    object[member.key] = nil
                    losses.add(path, "Étude takes no keys and URLs from a file: providers stand in config.yaml")
                } else if let cleaned = cleaned(member.value, at: path) {
                    object[member.key] = cleaned
                }
            }
        }

        private mutating func cleaned(_ value: JSONValue, at place: String) -> JSONValue? {
            switch value {
            case .object(var object):
                clean(&object, at: place, isOptions: false)
                return .object(object)
            case .array(let items):
                return .array(
                    items.enumerated().map { cleaned($0.element, at: "\(place)[\($0.offset)]") ?? $0.element })
            default: return Optional.none
            }
        }

        private func isConnection(_ key: String, isOption: Bool) -> Bool {
            let name = key.lowercased().filter { $0 != "_" && $0 != "-" }
            return ConnectionFields.secrets.contains(name) || isOption && ConnectionFields.names.contains(name)
        }

        /// Keys are known by their looks under any name: one long word.
        private func isKey(_ value: JSONValue) -> Bool {
            guard let text = value.stringValue else { return false }
            let key = text.hasPrefix("Bearer ") ? text.dropFirst(7) : text.hasPrefix("sk-") ? text[...] : ""
            return key.utf8.count >= 20 && !key.contains(where: \.isWhitespace)
        }
    }
}

extension PromptDocument {
    /// Paths of fields that are called or look like a key, which would be stored with every version and log.
    package var keyFields: [String] {
        ConnectionFields.keys(in: config.extra, at: "extra") + ConnectionFields.keys(in: unknown, at: "")
    }
}
