extension JSONValue {
    /// The value without white space: key order and number text as held, strings with the escapes of RFC 8785
    /// (`\b \t \n \f \r \" \\`, `\u00xx` for other controls below U+0020, everything else as itself).
    public var compact: String {
        text(.asWritten)
    }

    /// Appends ``compact`` as UTF-8.
    public func write(to bytes: inout [UInt8]) {
        JSONWriter.write(self, to: &bytes)
    }

    /// The value laid out for people, without a line break at the end.
    ///
    /// Empty arrays and objects are `[]` and `{}`; an array of scalars stays on one line where that line, with what
    /// stands before it, fits 60 columns.
    /// - Parameter indent: how many spaces each level stands in; below 0 counts as 0.
    public func pretty(indent: Int = 2) -> String {
        var writer = JSONPrettyWriter(indent: indent)
        writer.write(self)
        return String(decoding: writer.bytes, as: UTF8.self)
    }

    /// ``compact``, but with numbers as ``JSONNumber/canonicalText``; key order as held.
    public var canonical: String {
        text(.canonical)
    }

    private func text(_ numbers: JSONWriter.Numbers) -> String {
        var bytes: [UInt8] = []
        JSONWriter.write(self, numbers: numbers, to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }
}
