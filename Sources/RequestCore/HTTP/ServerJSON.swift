internal import JSON

/// JSON as servers write it.
enum ServerJSON {
    /// Reads a JSON text. `NaN`, `Infinity` and `-Infinity`, which Python writes and JSON does not have, become null. Bytes
    /// that are not UTF-8 become U+FFFD, as the WHATWG's HTML standard, section 9.2.6, has it for event streams: a letter
    /// that a server cut in two loses that letter, not the answer.
    static func value(_ bytes: ArraySlice<UInt8>) throws(JSONParseError) -> JSONValue {
        do {
            return try JSONValue(parsing: bytes)
        } catch {
            let text = Array(String(decoding: bytes, as: UTF8.self).utf8)
            guard let finite = withoutNonFinite(text[...]) ?? (text.elementsEqual(bytes) ? nil : text) else {
                throw error
            }
            return try JSONValue(parsing: finite)
        }
    }

    /// The only object or array of a body that came as an event stream, or with the end of one behind it.
    static func unframed(_ body: [UInt8], endMark: String?) -> JSONValue? {
        var parser = EventStreamParser(endMark: endMark, takesStrayObjects: true)
        var events = parser.feed(body)
        if let last = parser.finish() { events.append(last) }
        let data = events.filter { !$0.says(endMark) }.map(\.data)
        guard data.count == 1, let only = data.first, let json = try? value(only) else { return nil }
        return json.objectValue == nil && json.arrayValue == nil ? nil : json
    }

    /// The text with null in place of numbers that are none; nil if there are no such.
    private static func withoutNonFinite(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
        let words = ["-Infinity", "Infinity", "-NaN", "NaN"].map { Array($0.utf8) }
        var result: [UInt8] = []
        var hasChanged = false
        var isInString = false
        var at = bytes.startIndex
        while at < bytes.endIndex {
            let byte = bytes[at]
            if isInString, byte == UInt8(ascii: "\\"), at + 1 < bytes.endIndex {
                result += bytes[at...(at + 1)]
                at += 2
                continue
            }
            if byte == UInt8(ascii: "\"") { isInString.toggle() }
            let isCandidate = !isInString && [UInt8(ascii: "-"), UInt8(ascii: "I"), UInt8(ascii: "N")].contains(byte)
            if isCandidate, let word = words.first(where: { bytes[at...].starts(with: $0) }) {
                result += "null".utf8
                hasChanged = true
                at += word.count
            } else {
                result.append(byte)
                at += 1
            }
        }
        return hasChanged ? result : nil
    }
}
