/// A `.prompt` file cut into its parts, with LF as its only line ends.
struct PromptFile {
    /// Every byte of the file.
    var bytes: [UInt8]
    /// The lines between the two `---`; nil when the file has no front matter.
    var frontMatter: Range<Int>?
    /// Where the body begins.
    var bodyStart: Int

    private static let fence = Array("---".utf8)
    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// Cuts a file.
    ///
    /// The front matter begins on the first line, or below comments that say nothing to a model, such as a licence.
    /// - Throws: ``FieldError`` when the front matter has no end, or no beginning.
    init(_ text: String, file: String?) throws(FieldError) {
        bytes = Self.withoutCarriageReturns(text)
        let start = bytes.starts(with: Self.byteOrderMark) ? 3 : 0
        bodyStart = start
        guard let opening = Self.opening(in: bytes, from: start), let first = Self.fenceEnd(in: bytes, lineAt: opening)
        else {
            if let place = headlessEnd(from: start) {
                throw FieldError(
                    file: file, line: place.line, column: place.column,
                    message: "this line ends settings that have no beginning; put a line '---' before the first of them"
                )
            }
            return
        }
        let isFirst = opening == start
        if let last = Self.closing(in: bytes, from: first), let end = Self.fenceEnd(in: bytes, lineAt: last) {
            guard isFirst || LeadingComment.hasSettings(bytes[first..<last]) else { return }
            frontMatter = first..<last
            bodyStart = end
            return
        }
        guard isFirst || LeadingComment.hasSettings(bytes[first...]) else { return }
        let place = TextPlace(ofByte: opening, in: bytes)
        throw FieldError(
            file: file, line: place.line, column: place.column,
            message: "the front matter that begins here has no end; expected a line '---' before the messages")
    }

    /// Where front matter ends whose first `---` is missing: a model or provider is set, and a fence follows. Texts may
    /// begin with other words that are keys as well, such as `user:`.
    private func headlessEnd(from start: Int) -> TextPlace? {
        let first = bytes[(LeadingComment.end(in: bytes, from: start) ?? start)...]
        guard Self.headlessKeys.contains(where: { first.starts(with: $0) }),
            let fence = Self.closing(in: bytes, from: first.startIndex)
        else { return nil }
        return TextPlace(ofByte: fence, in: bytes)
    }

    private static let headlessKeys = ["model: ", "provider: "].map { Array($0.utf8) }

    /// Where the first fence begins: on the first line, or below comments.
    private static func opening(in bytes: [UInt8], from start: Int) -> Int? {
        if fenceEnd(in: bytes, lineAt: start) != nil { return start }
        return LeadingComment.end(in: bytes, from: start)
    }

    /// Where the next line begins that is a fence.
    private static func closing(in bytes: [UInt8], from start: Int) -> Int? {
        var line = start
        while line < bytes.count {
            if fenceEnd(in: bytes, lineAt: line) != nil { return line }
            line = (bytes[line...].firstIndex(of: Byte.lineFeed) ?? bytes.count - 1) + 1
        }
        return nil
    }

    /// The lines between the fences as text.
    var yaml: String? { frontMatter.map { String(decoding: bytes[$0], as: UTF8.self) } }

    /// How many lines of the file stand before those of the front matter.
    var linesBefore: Int { frontMatter.map { bytes[..<$0.lowerBound].count { $0 == Byte.lineFeed } } ?? 0 }

    /// Where the line after a fence begins, if the line at `start` is one: `---` and nothing but spaces.
    private static func fenceEnd(in bytes: [UInt8], lineAt start: Int) -> Int? {
        guard bytes[start...].starts(with: fence) else { return nil }
        let end = bytes[start...].firstIndex(of: Byte.lineFeed) ?? bytes.count
        guard bytes[(start + 3)..<end].allSatisfy(Byte.isBlank) else { return nil }
        return min(end + 1, bytes.count)
    }

    private static func withoutCarriageReturns(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        guard bytes.contains(Byte.carriageReturn) else { return bytes }
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count)
        for (at, byte) in bytes.enumerated()
        where byte != Byte.carriageReturn || at + 1 == bytes.count || bytes[at + 1] != Byte.lineFeed {
            result.append(byte)
        }
        return result
    }
}
