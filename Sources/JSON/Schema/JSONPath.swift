/// One step from a value to a part of it.
enum PathStep: Hashable, Sendable {
    case key(String)
    case index(Int)
}

/// Places in values, written for programs and for people.
enum JSONPath {
    /// A JSON Pointer (RFC 6901): empty for the whole value.
    static func pointer(_ steps: some Sequence<PathStep>) -> String {
        var text = ""
        for step in steps {
            switch step {
            case .key(let key): text += "/" + escaped(key)
            case .index(let index): text += "/" + String(index)
            }
        }
        return text
    }

    /// `location.unit[0]`; keys that are not words stand in brackets and quotes. Empty for the whole value.
    static func readable(_ steps: some Sequence<PathStep>) -> String {
        var text = ""
        for step in steps {
            switch step {
            case .index(let index): text += "[\(index)]"
            case .key(let key) where isWord(key): text += (text.isEmpty ? "" : ".") + key
            case .key(let key): text += "[" + JSONValue.string(key).compact + "]"
            }
        }
        return text
    }

    /// A key as it stands in a JSON Pointer.
    static func escaped(_ key: String) -> String {
        guard key.utf8.contains(where: { $0 == UInt8(ascii: "~") || $0 == UInt8(ascii: "/") }) else { return key }
        var text = ""
        for scalar in key.unicodeScalars {
            switch scalar {
            case "~": text += "~0"
            case "/": text += "~1"
            default: text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    /// The keys of a JSON Pointer; nil if the text is not one.
    static func tokens(of pointer: String) -> [String]? {
        guard !pointer.isEmpty else { return [] }
        guard pointer.utf8.first == UInt8(ascii: "/") else { return nil }
        return pointer.utf8.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
            .map { unescaped(Substring($0)) }
    }

    private static func unescaped(_ token: Substring) -> String {
        guard token.utf8.contains(UInt8(ascii: "~")) else { return String(token) }
        var bytes: [UInt8] = []
        var rest = token.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "~"), let next = rest.first, next == UInt8(ascii: "0") || next == UInt8(ascii: "1")
            {
                rest.removeFirst()
                bytes.append(next == UInt8(ascii: "0") ? UInt8(ascii: "~") : UInt8(ascii: "/"))
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func isWord(_ key: String) -> Bool {
        guard let first = key.utf8.first, first &- UInt8(ascii: "0") >= 10, key.utf8.count <= 80 else { return false }
        return key.utf8.allSatisfy {
            switch $0 {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "$"):
                true
            default: false
            }
        }
    }
}
