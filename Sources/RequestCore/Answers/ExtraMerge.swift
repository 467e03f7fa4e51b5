internal import JSON

/// Collects what a stream sends piece by piece under a key that Étude does not read itself. Lists grow, objects are
/// merged member by member, and of anything else the last value counts.
enum ExtraMerge {
    static func add(_ value: JSONValue, to key: String, of object: inout JSONObject) {
        guard !value.isNull else { return }
        guard var held = object[key] else {
            object[key] = value
            return
        }
        // A second reference to a list would copy it for every piece.
        object[key] = .null
        merge(value, into: &held)
        object[key] = held
    }

    private static func merge(_ value: JSONValue, into held: inout JSONValue) {
        if case .array(let more) = value, case .array(var items) = held {
            held = .null
            items += more
            held = .array(items)
        } else if case .object(let more) = value, case .object(var members) = held {
            held = .null
            for member in more.members { add(member.value, to: member.key, of: &members) }
            held = .object(members)
        } else {
            held = value
        }
    }
}
