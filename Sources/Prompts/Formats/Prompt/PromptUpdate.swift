import JSON

/// Saves a document over the text of a file and changes only the lines that say something else by now.
enum PromptUpdate {
    static func text(_ original: String, _ document: PromptDocument) -> String {
        let canonical = PromptFormat.text(of: document)
        guard let parts = try? PromptFile(original, file: nil), let old = try? PromptFormat.parse(original) else {
            return canonical
        }
        let wanted = (try? PromptFormat.parse(canonical)) ?? document
        let wantedText = PromptFormat.text(of: wanted)
        if same(PromptFormat.text(of: old), wantedText) { return original }
        let head = head(parts, from: old, to: wanted)
        for body in [body(parts, wanted.config.template), BodyWriter.text(of: wanted.config.template)] {
            let separator = head.isEmpty || head.last == Byte.lineFeed || body.isEmpty ? "" : "\n"
            let candidate = String(decoding: head, as: UTF8.self) + separator + body
            // Whatever the patch could not know (anchors, unusual layout) shows here.
            if let read = try? PromptFormat.parse(candidate), same(PromptFormat.text(of: read), wantedText) {
                return withLineEnds(of: original, candidate)
            }
        }
        return withLineEnds(of: original, canonical)
    }

    private static func same(_ left: String, _ right: String) -> Bool { left.utf8.elementsEqual(right.utf8) }

    /// Restores CR LF where the whole of the original had it.
    private static func withLineEnds(of original: String, _ text: String) -> String {
        let breaks = original.utf8.count { $0 == Byte.lineFeed }
        let pairs = zip(original.utf8, original.utf8.dropFirst()).count {
            $0 == Byte.carriageReturn && $1 == Byte.lineFeed
        }
        guard pairs > 0, pairs == breaks else { return text }
        var bytes: [UInt8] = []
        for byte in text.utf8 {
            if byte == Byte.lineFeed { bytes.append(Byte.carriageReturn) }
            bytes.append(byte)
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    // MARK: Front matter

    private static func head(_ parts: PromptFile, from old: PromptDocument, to new: PromptDocument) -> [UInt8] {
        guard let range = parts.frontMatter, let yaml = parts.yaml else {
            return parts.bytes[..<parts.bodyStart] + Array(FrontMatterWriter.text(of: new).utf8)
        }
        let (before, after) = (FrontMatterWriter.members(of: old), FrontMatterWriter.members(of: new))
        guard let lines = YAMLPatch.frontMatter(yaml, from: before, to: after) else {
            return Array(FrontMatterWriter.text(of: new).utf8)
        }
        let patched = lines.map { $0 + "\n" }.joined()
        return parts.bytes[..<range.lowerBound] + Array(patched.utf8) + parts.bytes[range.upperBound..<parts.bodyStart]
    }

    // MARK: Body

    private struct Piece {
        /// The white space before the element; nil for that of the canonical form.
        var gap: ArraySlice<UInt8>?
        var text: ArraySlice<UInt8>
    }

    private static func body(_ parts: PromptFile, _ messages: [Message]) -> String {
        guard let elements = try? BodyReader.read(parts.bytes, from: parts.bodyStart, file: nil), !elements.isEmpty
        else {
            return BodyWriter.text(of: messages)
        }
        if let bare = bareText(parts, elements, messages) { return bare }
        let texts = messages.map { BodyWriter.text(of: $0) }
        let kept = kept(elements.map { BodyWriter.text(of: $0.message) }, texts)
        var pieces: [Piece] = []
        var place = 0
        for (index, text) in texts.enumerated() {
            // An old element that is neither kept nor passed yet lends its place to a changed one.
            let next = kept[index...].compactMap(\.self).first ?? elements.count
            let old = kept[index] ?? (place < next ? place : nil)
            let written = kept[index].map { parts.bytes[elements[$0].range] } ?? Array(text.utf8)[...]
            pieces.append(Piece(gap: old.flatMap { gap(before: $0, elements, parts) }, text: written))
            if let old { place = old + 1 }
        }
        return joined(pieces, elements, parts)
    }

    private static func joined(_ pieces: [Piece], _ elements: [BodyReader.Element], _ parts: PromptFile) -> String {
        var bytes: [UInt8] = []
        for (index, piece) in pieces.enumerated() {
            if index == 0 {
                bytes += parts.bytes[parts.bodyStart..<elements[0].range.lowerBound]
            } else {
                bytes += piece.gap ?? [Byte.lineFeed, Byte.lineFeed]
            }
            bytes += piece.text
        }
        bytes += parts.bytes[elements[elements.count - 1].range.upperBound...]
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func gap(before index: Int, _ elements: [BodyReader.Element], _ parts: PromptFile) -> ArraySlice<
        UInt8
    >? {
        guard index > 0 else { return nil }
        return parts.bytes[elements[index - 1].range.upperBound..<elements[index].range.lowerBound]
    }

    /// Returns a body without tags, where the file has one and the messages still fit it; nil otherwise.
    private static func bareText(
        _ parts: PromptFile, _ elements: [BodyReader.Element], _ messages: [Message]
    ) -> String? {
        let isBare = elements.count == 1 && elements[0].range == parts.bodyStart..<parts.bytes.count
        guard isBare, parts.bytes[parts.bodyStart] != Byte.less || elements[0].message.text.utf8.first == Byte.less,
            messages.count == 1, messages[0].role == .system, messages[0].content.count == 1, messages[0].name == nil
        else { return nil }
        let body = parts.bytes[parts.bodyStart...]
        let text = ContentText.write(messages[0].text, onOwnLines: true).text
        return (body.first == Byte.lineFeed ? "\n" : "") + text + (body.last == Byte.lineFeed ? "\n" : "")
    }

    /// Returns for each new text the index of the old text that it equals, by a longest common subsequence.
    private static func kept(_ old: [String], _ new: [String]) -> [Int?] {
        var kept = [Int?](repeating: nil, count: new.count)
        var start = 0
        while start < min(old.count, new.count), same(old[start], new[start]) {
            kept[start] = start
            start += 1
        }
        var (oldEnd, newEnd) = (old.count, new.count)
        while oldEnd > start, newEnd > start, same(old[oldEnd - 1], new[newEnd - 1]) {
            (oldEnd, newEnd) = (oldEnd - 1, newEnd - 1)
            kept[newEnd] = oldEnd
        }
        let (rows, columns) = (oldEnd - start, newEnd - start)
        guard rows > 0, columns > 0, rows * columns <= 1_000_000 else { return kept }
        var lengths = [Int](repeating: 0, count: (rows + 1) * (columns + 1))
        for row in (0..<rows).reversed() {
            for column in (0..<columns).reversed() {
                let here = row * (columns + 1) + column
                lengths[here] =
                    same(old[start + row], new[start + column])
                    ? lengths[here + columns + 2] + 1 : max(lengths[here + columns + 1], lengths[here + 1])
            }
        }
        var (row, column) = (0, 0)
        while row < rows, column < columns {
            let here = row * (columns + 1) + column
            if same(old[start + row], new[start + column]) {
                kept[start + column] = start + row
                (row, column) = (row + 1, column + 1)
            } else if lengths[here + columns + 1] >= lengths[here + 1] {
                row += 1
            } else {
                column += 1
            }
        }
        return kept
    }
}
