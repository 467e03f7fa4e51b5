/// Text between tags: white space, escapes and character references (Documentation/Format.md, sections 1.3 and 1.4).
enum ContentText {
    /// Reads the content that is written as `raw` between two tags.
    ///
    /// - Parameters:
    ///   - keepsIndentation: whether the element says `indent="keep"`.
    ///   - meetsTag: whether a tag follows immediately, so that backslashes at the end stand before it.
    static func read(_ raw: ArraySlice<UInt8>, keepsIndentation: Bool, meetsTag: Bool) -> String {
        let begins = raw.first == Byte.lineFeed
        let lastLine = raw.reversed().prefix(while: Byte.isBlank).count
        let breakAt = raw.endIndex - lastLine - 1
        let ends = breakAt >= raw.startIndex && raw[breakAt] == Byte.lineFeed
        if begins, ends, breakAt == raw.startIndex { return "" }
        let inner = raw[(begins ? raw.startIndex + 1 : raw.startIndex)..<(ends ? breakAt : raw.endIndex)]
        let lines = begins && ends && !keepsIndentation ? withoutIndentation(inner) : inner
        return unescaped(lines, meetsTag: meetsTag && !ends)
    }

    /// Writes the content between tags, and tells whether its element has to say `indent="keep"`.
    ///
    /// - Parameter onOwnLines: whether the content stands between line breaks instead of directly between its tags.
    static func write(_ text: String, onOwnLines: Bool) -> (text: String, keepsIndentation: Bool) {
        let bytes = escaped(Array(text.utf8)[...], meetsTag: !onOwnLines)
        let keeps = onOwnLines && withoutIndentation(bytes[...]).count != bytes.count
        return (String(decoding: bytes, as: UTF8.self), keeps)
    }

    // MARK: Indentation

    /// Removes the spaces and tabs that all lines but blank ones begin with.
    private static func withoutIndentation(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        var common: ArraySlice<UInt8>?
        var lineStart = text.startIndex
        while lineStart <= text.endIndex {
            let lineEnd = text[lineStart...].firstIndex(of: Byte.lineFeed) ?? text.endIndex
            let indentation = text[lineStart..<lineEnd].prefix(while: Byte.isBlank)
            if indentation.endIndex < lineEnd { common = common.map { commonPrefix($0, indentation) } ?? indentation }
            if common?.isEmpty == true { return text }
            lineStart = lineEnd + 1
        }
        guard let common else { return text }
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        lineStart = text.startIndex
        while lineStart <= text.endIndex {
            let lineEnd = text[lineStart...].firstIndex(of: Byte.lineFeed) ?? text.endIndex
            result += text[lineStart..<lineEnd].dropFirst(commonPrefix(common, text[lineStart..<lineEnd]).count)
            if lineEnd < text.endIndex { result.append(Byte.lineFeed) }
            lineStart = lineEnd + 1
        }
        return result[...]
    }

    private static func commonPrefix(_ left: ArraySlice<UInt8>, _ right: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        left.prefix(zip(left, right).prefix { $0 == $1 }.count)
    }

    // MARK: Escapes

    private static func needsCare(_ byte: UInt8) -> Bool {
        byte == Byte.less || byte == Byte.ampersand || byte == Byte.backslash || byte < 0x20 || byte == 0x7F
            || byte == 0xC2
    }

    private static func unescaped(_ text: ArraySlice<UInt8>, meetsTag: Bool) -> String {
        guard text.contains(where: { $0 == Byte.backslash || $0 == Byte.ampersand }) else {
            return String(decoding: text, as: UTF8.self)
        }
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var at = text.startIndex
        while at < text.endIndex {
            let backslashes = text[at...].prefix { $0 == Byte.backslash }.count
            let after = at + backslashes
            let special = after < text.endIndex ? isSpecial(text, at: after, meetsTag) : meetsTag
            result.append(contentsOf: repeatElement(Byte.backslash, count: special ? backslashes / 2 : backslashes))
            at = after
            guard at < text.endIndex else { break }
            if special, backslashes % 2 == 0, let reference = controlReference(text, at: at) {
                result.append(contentsOf: Array(String(Character(reference.scalar)).utf8))
                at = reference.end
            } else {
                result.append(text[at])
                at += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    private static func escaped(_ text: ArraySlice<UInt8>, meetsTag: Bool) -> [UInt8] {
        guard text.contains(where: needsCare) else { return Array(text) }
        var result: [UInt8] = []
        result.reserveCapacity(text.count + 16)
        var at = text.startIndex
        while at < text.endIndex {
            let backslashes = text[at...].prefix { $0 == Byte.backslash }.count
            let after = at + backslashes
            let isEnd = after == text.endIndex
            let control = isEnd ? nil : control(text, at: after)
            let special = isEnd ? meetsTag : control != nil || isSpecial(text, at: after, meetsTag)
            result.append(contentsOf: repeatElement(Byte.backslash, count: special ? backslashes * 2 : backslashes))
            at = after
            if let control {
                result += Array("&#\(control.code);".utf8)
                at += control.length
            } else if !isEnd {
                if special { result.append(Byte.backslash) }
                result.append(text[at])
                at += 1
            }
        }
        return result
    }

    /// Tells whether one of our tags or `&#` begins here, which backslashes before it escape.
    private static func isSpecial(_ text: ArraySlice<UInt8>, at position: Int, _ meetsTag: Bool) -> Bool {
        if text[position] == Byte.less { return PromptElement.tag(in: text, at: position, meetsTag: meetsTag) != nil }
        return text[position] == Byte.ampersand && position + 1 < text.endIndex && text[position + 1] == Byte.hash
    }

    private static func control(_ text: ArraySlice<UInt8>, at position: Int) -> (code: Int, length: Int)? {
        let byte = text[position]
        if byte == 0xC2, position + 1 < text.endIndex, text[position + 1] < 0xA0 { return (Int(text[position + 1]), 2) }
        return byte == 0x7F || byte < 0x20 && byte != Byte.tab && byte != Byte.lineFeed ? (Int(byte), 1) : nil
    }

    /// Reads `&#13;` and the like. A number that is not a control character is text, so that HTML needs no escaping.
    private static func controlReference(_ text: ArraySlice<UInt8>, at position: Int) -> (
        scalar: Unicode.Scalar, end: Int
    )? {
        let digits = text[position...].dropFirst(2).prefix(4).prefix { (0x30...0x39).contains($0) }
        guard text[position] == Byte.ampersand, digits.endIndex < text.endIndex,
            text[digits.endIndex] == Byte.semicolon,
            let code = UInt32(String(decoding: digits, as: UTF8.self)), let scalar = Unicode.Scalar(code),
            scalar.properties.generalCategory == .control
        else { return nil }
        return (scalar, digits.endIndex + 1)
    }
}
