extension JSONValue {
    /// How deep arrays and objects may be nested: `[[1]]` is 2 deep. Deeper text is refused.
    public static let maximumDepth = 512

    /// Reads a JSON text: exactly RFC 8259, no more and no less.
    ///
    /// - Only white space may surround the value.
    /// - If a key is repeated, the last value counts, at the place of the first.
    /// - An escape that is half of a surrogate pair (`\ud800` alone) becomes U+FFFD.
    /// - A byte order mark at the start is an error.
    /// - Parameters:
    ///   - text: the whole text.
    ///   - maximumDepth: how deep the text may be nested, 0 for scalars only; values above ``maximumDepth`` count as
    ///     that.
    /// - Throws: where the text is not JSON, and why.
    public init(parsing text: String, maximumDepth: Int = JSONValue.maximumDepth) throws(JSONParseError) {
        var text = text
        let result = text.withUTF8 { Self.parse($0, maximumDepth) }
        self = try result.get()
    }

    /// Reads a JSON text from UTF-8 bytes, as ``init(parsing:maximumDepth:)`` reads one from a string.
    ///
    /// Bytes that are not valid UTF-8 are an error and are never replaced. Contiguous bytes (`[UInt8]`,
    /// `ArraySlice<UInt8>`, `UnsafeBufferPointer<UInt8>`, `UnsafeRawBufferPointer`, `Substring.UTF8View`) are not
    /// copied.
    /// - Parameters:
    ///   - bytes: the whole text.
    ///   - maximumDepth: how deep the text may be nested, 0 for scalars only; values above ``maximumDepth`` count as
    ///     that.
    /// - Throws: where the text is not JSON, and why.
    public init(
        parsing bytes: some Collection<UInt8>, maximumDepth: Int = JSONValue.maximumDepth
    ) throws(JSONParseError) {
        let result =
            bytes.withContiguousStorageIfAvailable { Self.parse($0, maximumDepth) }
            ?? Array(bytes).withUnsafeBufferPointer { Self.parse($0, maximumDepth) }
        self = try result.get()
    }

    private static func parse(
        _ bytes: UnsafeBufferPointer<UInt8>, _ maximumDepth: Int
    ) -> Result<JSONValue, JSONParseError> {
        // The parser recurses, so no caller may lift the limit that keeps it within the stack.
        let depth = min(maximumDepth, JSONValue.maximumDepth)
        do throws(JSONParseError) {
            return .success(try JSONParser.parse(bytes, maximumDepth: depth))
        } catch {
            return .failure(error)
        }
    }
}
