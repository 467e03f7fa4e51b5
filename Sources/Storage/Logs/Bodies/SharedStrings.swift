import JSON

/// The strings that a log's reply and its response have in common, stored once.
///
/// The reply is what we made of the answer, the response is what the server sent; their long strings are the same. In the stored
/// reply, the number of a string in the response stands in its place, and a last member says so:
///
/// ```
/// {"choices":[{"message":{"role":"assistant","content":{"string":0}},…}],…,"shared":true}
/// ```
enum SharedStrings {
    /// The bytes from which on a string is worth a reference.
    private static let leastLength = 24
    private static let mark = "shared"
    private static let reference = "string"

    /// Whether a stored reply has references.
    static func isShared(_ reply: JSONValue) -> Bool { reply[mark] == true }

    /// The reply with references in place of the strings that the response has.
    static func shared(_ reply: JSONValue, with response: JSONValue?) -> JSONValue {
        guard let response, case .object(var object) = reply, object[mark] == nil else { return reply }
        // As JSON values, texts are compared by their bytes.
        var numbers: [JSONValue: Int] = [:]
        for (number, text) in long(in: response).enumerated() where numbers[.string(text)] == nil {
            numbers[.string(text)] = number
        }
        guard !numbers.isEmpty, !hasReference(reply) else { return reply }
        var count = 0
        object = object.mapped { value in
            replaced(value) { text in
                guard text.utf8.count >= leastLength, let number = numbers[.string(text)] else { return nil }
                count += 1
                return [reference: .number(JSONNumber(number))]
            }
        }
        guard count > 0 else { return reply }
        object[mark] = true
        return .object(object)
    }

    /// The reply with its strings; nil where the response lacks one of them.
    static func whole(_ reply: JSONValue, from response: JSONValue?) -> JSONValue? {
        guard case .object(var object) = reply, isShared(reply) else { return reply }
        guard let response else { return nil }
        let strings = long(in: response)
        var isWhole = true
        object[mark] = nil
        object = object.mapped { value in
            restored(value) { number in
                guard strings.indices.contains(number) else {
                    isWhole = false
                    return .null
                }
                return .string(strings[number])
            }
        }
        return isWhole ? .object(object) : nil
    }

    /// The long strings of a value, in their order.
    private static func long(in value: JSONValue) -> [String] {
        switch value {
        case .string(let text): text.utf8.count >= leastLength ? [text] : []
        case .array(let elements): elements.flatMap(long)
        case .object(let object): object.members.flatMap { long(in: $0.value) }
        case .null, .bool, .number: []
        }
    }

    /// Whether a server has sent what looks like a reference.
    private static func hasReference(_ value: JSONValue) -> Bool {
        switch value {
        case .array(let elements): elements.contains(where: hasReference)
        case .object(let object):
            number(of: object) != nil || object.members.contains { hasReference($0.value) }
        case .null, .bool, .number, .string: false
        }
    }

    private static func number(of object: JSONObject) -> Int? {
        object.count == 1 ? object[reference]?.intValue : nil
    }

    private static func replaced(_ value: JSONValue, _ reference: (String) -> JSONValue?) -> JSONValue {
        switch value {
        case .string(let text): reference(text) ?? value
        case .array(let elements): .array(elements.map { replaced($0, reference) })
        case .object(let object): .object(object.mapped { replaced($0, reference) })
        case .null, .bool, .number: value
        }
    }

    private static func restored(_ value: JSONValue, _ string: (Int) -> JSONValue) -> JSONValue {
        switch value {
        case .array(let elements): return .array(elements.map { restored($0, string) })
        case .object(let object):
            if let number = number(of: object) { return string(number) }
            return .object(object.mapped { restored($0, string) })
        case .null, .bool, .number, .string: return value
        }
    }
}

extension JSONObject {
    fileprivate func mapped(_ change: (JSONValue) -> JSONValue) -> JSONObject {
        JSONObject(members.map { ($0.key, change($0.value)) })
    }
}
