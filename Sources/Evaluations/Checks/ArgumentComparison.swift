import JSON

/// How the arguments of a call are compared: `mode`, `defaults` and `ignore` of `trajectory:tool-args-match`.
struct ArgumentComparison {
    private let isExact: Bool
    private let defaults: JSONObject
    private let ignored: [String]

    init(_ value: JSONValue) {
        isExact = value["mode"]?.stringValue == "exact"
        defaults = value["defaults"]?.objectValue ?? JSONObject()
        ignored =
            value["ignore"]?.arrayValue?.compactMap(\.stringValue) ?? value["ignore"]?.stringValue.map { [$0] } ?? []
    }

    func matches(_ own: JSONValue, _ wanted: JSONValue) -> Bool {
        var own = withoutIgnored(own)
        if case .object(var object) = own {
            for member in defaults {
                if let value = object[member.key], CanonicalJSON.same(value, member.value) { object[member.key] = nil }
            }
            own = .object(object)
        }
        let wanted = withoutIgnored(wanted)
        return isExact ? CanonicalJSON.same(own, wanted) : Self.contains(own, wanted)
    }

    private func withoutIgnored(_ value: JSONValue) -> JSONValue {
        guard case .object(let object) = value else { return value }
        let kept = object.members.filter { member in
            !ignored.contains { name in
                name == member.key || name.contains { "*?".contains($0) } && Glob.matches(name, member.key)
            }
        }
        return .object(JSONObject(kept.map { ($0.key, $0.value) }))
    }

    /// Whether a value has at least the wanted members. Lists have to be of the same length.
    private static func contains(_ own: JSONValue, _ wanted: JSONValue) -> Bool {
        switch (own, wanted) {
        case (.array(let own), .array(let wanted)):
            own.count == wanted.count && zip(own, wanted).allSatisfy { contains($0, $1) }
        case (.object(let own), .object(let wanted)):
            wanted.allSatisfy { member in own[member.key].map { contains($0, member.value) } ?? false }
        default: CanonicalJSON.same(own, wanted)
        }
    }
}
