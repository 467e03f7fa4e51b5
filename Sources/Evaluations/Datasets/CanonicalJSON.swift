package import JSON

/// The canonical form of values that are named by a hash or compared: RFC 8785, with integers in full.
package enum CanonicalJSON {
    /// The text of a value: keys sorted by their UTF-16 code units, no white space.
    package static func text(of value: JSONValue) -> String { sorted(value).canonical }

    /// Whether two values mean the same: numbers by their value, objects without regard to the order of their keys.
    package static func same(_ left: JSONValue, _ right: JSONValue) -> Bool {
        left == right || text(of: left) == text(of: right)
    }

    private static func sorted(_ value: JSONValue) -> JSONValue {
        switch value {
        case .array(let items): return .array(items.map(sorted))
        case .object(let object):
            let members = object.members.sorted { $0.key.utf16.lexicographicallyPrecedes($1.key.utf16) }
            return .object(JSONObject(members.map { ($0.key, sorted($0.value)) }))
        case .null, .bool, .number, .string: return value
        }
    }
}
