import JSON

/// Reads fields of an object, refusing what has the wrong type or is out of range. `null` counts as absent.
struct FieldReader {
    let object: JSONObject
    /// What stands before a field's name in errors: `response_format.` or nothing.
    var prefix = ""

    func value(_ key: String) -> JSONValue? {
        guard let value = object[key], !value.isNull else { return nil }
        return value
    }

    func string(_ key: String) throws(APIError) -> String? {
        guard let value = value(key) else { return nil }
        guard let text = value.stringValue else {
            throw .wrongType(prefix + key, expected: "a string", got: value)
        }
        return text
    }

    func requiredString(_ key: String) throws(APIError) -> String {
        guard let text = try string(key) else { throw .missing(prefix + key) }
        return text
    }

    func bool(_ key: String) throws(APIError) -> Bool? {
        guard let value = value(key) else { return nil }
        guard let flag = value.boolValue else {
            throw .wrongType(prefix + key, expected: "a boolean", got: value)
        }
        return flag
    }

    func object(_ key: String) throws(APIError) -> JSONObject? {
        guard let value = value(key) else { return nil }
        guard let object = value.objectValue else {
            throw .wrongType(prefix + key, expected: "an object", got: value)
        }
        return object
    }

    func array(_ key: String, of noun: String) throws(APIError) -> [JSONValue]? {
        guard let value = value(key) else { return nil }
        guard let array = value.arrayValue else {
            throw .wrongType(prefix + key, expected: "an array of \(noun)", got: value)
        }
        return array
    }

    func decimal(_ key: String, in range: ClosedRange<Int>) throws(APIError) -> Double? {
        guard let value = value(key) else { return nil }
        guard let number = value.numberValue else {
            throw .wrongType(prefix + key, expected: "a decimal", got: value)
        }
        if number.doubleValue > Double(range.upperBound) {
            throw .above(
                prefix + key, kind: "decimal", limit: String(range.upperBound), got: number.canonicalText)
        }
        if number.doubleValue < Double(range.lowerBound) {
            throw .below(
                prefix + key, kind: "decimal", limit: String(range.lowerBound), got: number.canonicalText)
        }
        return number.doubleValue
    }

    func integer(_ key: String, in range: ClosedRange<Int>) throws(APIError) -> Int? {
        guard let value = value(key) else { return nil }
        guard let number = value.numberValue, number.isInteger || number.intValue != nil else {
            throw .wrongType(prefix + key, expected: "an integer", got: value)
        }
        let integer = number.intValue ?? (number.text.hasPrefix("-") ? Int.min : Int.max)
        let overflows = number.intValue == nil
        if integer > range.upperBound || overflows && integer == Int.max {
            throw .above(prefix + key, kind: "integer", limit: String(range.upperBound), got: number.text)
        }
        if integer < range.lowerBound || overflows {
            throw .below(prefix + key, kind: "integer", limit: String(range.lowerBound), got: number.text)
        }
        return integer
    }

    /// One of a few words.
    func word(_ key: String, of supported: [String]) throws(APIError) -> String? {
        guard let text = try string(key) else { return nil }
        guard supported.contains(text) else { throw .badValue(prefix + key, text, supported: supported) }
        return text
    }

    func refuseUnknown(besides known: Set<String>) throws(APIError) {
        for key in object.keys where !known.contains(key) {
            throw prefix.isEmpty ? .unrecognized(key) : .unknown(prefix + key)
        }
    }
}
