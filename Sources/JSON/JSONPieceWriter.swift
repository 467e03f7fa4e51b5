extension JSONValue {
    /// Writes ``compact`` as UTF-8 in pieces, so that a long value is not held in memory twice.
    ///
    /// - Parameters:
    ///   - size: the bytes at which a piece is handed over. A piece may be a few bytes longer, or up to six times as long
    ///     where a text is full of escapes; the last may be shorter. None cuts a character's UTF-8 in two.
    ///   - take: called for each piece in order, at least once.
    /// - Throws: what `take` throws; nothing is written after it.
    public func write<Failure: Error>(
        inPiecesOf size: Int, _ take: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        var writer = JSONPieceWriter(size: max(size, 4))
        try writer.write(self, take)
        try take(writer.bytes)
    }
}

/// Writes values without white space and hands over each piece when it is long enough.
private struct JSONPieceWriter {
    let size: Int
    var bytes: [UInt8] = []

    mutating func write<Failure: Error>(
        _ value: JSONValue, _ take: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        switch value {
        case .null, .bool, .number: JSONWriter.write(value, to: &bytes)
        case .string(let text): try write(text, take)
        case .array(let elements):
            var separator = UInt8(ascii: "[")
            for element in elements {
                bytes.append(separator)
                try write(element, take)
                separator = UInt8(ascii: ",")
            }
            if elements.isEmpty { bytes.append(separator) }
            bytes.append(UInt8(ascii: "]"))
        case .object(let object):
            var separator = UInt8(ascii: "{")
            for member in object.members {
                bytes.append(separator)
                try write(member.key, take)
                bytes.append(UInt8(ascii: ":"))
                try write(member.value, take)
                separator = UInt8(ascii: ",")
            }
            if object.isEmpty { bytes.append(separator) }
            bytes.append(UInt8(ascii: "}"))
        }
        try handOver(take)
    }

    private mutating func write<Failure: Error>(
        _ text: String, _ take: ([UInt8]) throws(Failure) -> Void
    ) throws(Failure) {
        guard text.utf8.count > size else { return JSONWriter.write(text, to: &bytes) }
        bytes.append(UInt8(ascii: "\""))
        var rest = text[...]
        while !rest.isEmpty {
            let end = Self.cut(rest, at: size)
            JSONWriter.writeUnquoted(String(rest[..<end]), to: &bytes)
            rest = rest[end...]
            try handOver(take)
        }
        bytes.append(UInt8(ascii: "\""))
    }

    /// The last place within the first `size` bytes where no character's UTF-8 is cut.
    private static func cut(_ text: Substring, at size: Int) -> String.Index {
        guard var end = text.utf8.index(text.startIndex, offsetBy: size, limitedBy: text.endIndex) else {
            return text.endIndex
        }
        while end < text.endIndex, text.utf8[end] & 0xC0 == 0x80 { end = text.utf8.index(before: end) }
        return end
    }

    private mutating func handOver<Failure: Error>(_ take: ([UInt8]) throws(Failure) -> Void) throws(Failure) {
        guard bytes.count >= size else { return }
        try take(bytes)
        bytes.removeAll(keepingCapacity: true)
    }
}
