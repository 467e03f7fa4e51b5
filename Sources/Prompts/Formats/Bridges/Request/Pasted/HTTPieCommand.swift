internal import JSON

/// A command of HTTPie: `http POST URL Authorization:"Bearer …" model=gpt-4o messages:='[…]'`.
struct HTTPieCommand {
    /// The fields of the body; empty if the command has none.
    private(set) var fields = JSONObject()
    /// The body as it stands (`--raw`); nil for none.
    private(set) var raw: String?
    /// A file that a part of the body is read from.
    private(set) var file: String?
    /// The field whose value is not JSON though the command says so.
    private(set) var brokenField: String?
    private(set) var url: String?
    /// Whether the command has header lines or credentials.
    private(set) var hasHeaders = false

    private static let credentials: Set<String> = ["-a", "--auth", "-A", "--auth-type", "--session", "--bearer"]
    private static let takingValue = credentials.union([
        "--raw", "--session-read-only", "--timeout", "--proxy", "--verify", "--cert", "--cert-key", "-o", "--output",
        "-p", "--print", "-s", "--style", "--format-options", "--pretty", "--default-scheme", "--max-redirects",
    ])
    /// The deepest nesting of a field's name.
    private static let deepest = 32
    /// What stands between the name and the value of an item; of those at one place the longest counts.
    private static let separators = [":=@", ":=", "==", "=@", "=", "@", ":", ";"]

    /// - Parameter words: those after the program's name.
    init(_ words: ArraySlice<String>) {
        var words = words
        while let word = words.popFirst() {
            if word.hasPrefix("-"), word.count > 1 {
                takeOption(word, &words)
            } else if url == nil, word.allSatisfy({ $0.isUppercase }) {
                continue
            } else if url == nil {
                url = word
            } else {
                take(item: word)
            }
        }
    }

    private mutating func takeOption(_ word: String, _ words: inout ArraySlice<String>) {
        let name = String(word.prefix { $0 != "=" })
        guard Self.takingValue.contains(name) else { return }
        let value = name.count < word.count ? String(word.dropFirst(name.count + 1)) : words.popFirst()
        if Self.credentials.contains(name) { hasHeaders = true }
        if name == "--raw" { raw = value }
    }

    private mutating func take(item: String) {
        guard let (name, separator, value) = Self.split(item) else { return }
        switch separator {
        case ":", ";": hasHeaders = true
        case "==": break
        case "=": set(name, .string(value))
        case ":=":
            if let json = try? JSONValue(parsing: value) { set(name, json) } else { brokenField = brokenField ?? name }
        default: file = file ?? value
        }
    }

    private static func split(_ item: String) -> (name: String, separator: String, value: String)? {
        var name = ""
        var rest = item[...]
        while let character = rest.first {
            if let separator = separators.first(where: { rest.hasPrefix($0) }) {
                return (name, separator, String(rest.dropFirst(separator.count)))
            }
            rest.removeFirst()
            // A separator behind a backslash is a letter of the name.
            if character == "\\", let next = rest.popFirst() { name.append(next) } else { name.append(character) }
        }
        return nil
    }

    // MARK: Nested fields

    /// Sets a field by its name: `model`, `messages[0][role]`, `stop[]`.
    private mutating func set(_ name: String, _ value: JSONValue) {
        let parts = name.split(separator: "[", omittingEmptySubsequences: false)
        guard parts.count <= Self.deepest else { return }
        let path = [String(parts[0])] + parts.dropFirst().map { String($0.prefix { $0 != "]" }) }
        fields = Self.setting(.object(fields), path[...], to: value, isTop: true).objectValue ?? fields
    }

    private static func setting(
        _ json: JSONValue?, _ path: ArraySlice<String>, to value: JSONValue, isTop: Bool = false
    ) -> JSONValue {
        guard let key = path.first else { return value }
        guard !isTop, key.isEmpty || key.allSatisfy(\.isNumber) else {
            var object = json?.objectValue ?? JSONObject()
            object[key] = setting(object[key], path.dropFirst(), to: value)
            return .object(object)
        }
        var items = json?.arrayValue ?? []
        // An index beyond the end is the next one.
        let index = min(Int(key) ?? items.count, items.count)
        let item = setting(index < items.count ? items[index] : nil, path.dropFirst(), to: value)
        if index < items.count { items[index] = item } else { items.append(item) }
        return .array(items)
    }
}
