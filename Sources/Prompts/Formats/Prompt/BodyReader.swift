import JSON

/// Reads the messages of a `.prompt` body.
struct BodyReader {
    /// A message with the bytes that it was read from.
    struct Element {
        var range: Range<Int>
        var message: Message
    }

    private let bytes: [UInt8]
    private let file: String?
    private var position: Int

    /// Reads the body that begins at byte `start`.
    ///
    /// - Parameter bytes: the whole file, with LF as its only line ends.
    /// - Returns: no element for white space only; for a body without tags one system message over the whole of it.
    static func read(_ bytes: [UInt8], from start: Int, file: String?) throws(FieldError) -> [Element] {
        var reader = BodyReader(bytes: bytes, file: file, position: start)
        return try reader.elements()
    }

    private mutating func elements() throws(FieldError) -> [Element] {
        let start = position
        skipWhite()
        guard position < bytes.count else { return [] }
        if bytes[position] != Byte.less || PromptElement.tag(in: bytes[...], at: position) == nil {
            if let tag = nextTag(from: position) { throw strayText(before: tag) }
            let text = ContentText.read(bytes[start...], keepsIndentation: false, meetsTag: false)
            return [Element(range: start..<bytes.count, message: Message(.system, text))]
        }
        var elements: [Element] = []
        while position < bytes.count {
            guard bytes[position] == Byte.less, let tag = nextTag(from: position), tag.range.lowerBound == position
            else {
                throw error(position, "found \(found(position)) between messages; expected \(Self.messageTags)")
            }
            elements.append(try message(tag))
            skipWhite()
        }
        return elements
    }

    // MARK: Messages

    private mutating func message(_ start: Tag) throws(FieldError) -> Element {
        guard let role = start.element.role, !start.isClosing else {
            throw error(start, "found \(start.text) between messages; expected \(Self.messageTags)")
        }
        let opening = try open(start, nested: false)
        var message = Message(role: role, name: opening.attributes["name"], toolCallID: opening.attributes["id"])
        message.other = try other(opening)
        if !opening.isSelfClosing { try readContent(of: &message, opening) }
        return Element(range: start.range.lowerBound..<position, message: message)
    }

    /// Reads what stands between a message's tags: one bare text, or children with nothing but white space around them.
    private mutating func readContent(of message: inout Message, _ opening: Opening) throws(FieldError) {
        var child: Tag?
        while true {
            let start = position
            guard let tag = nextTag(from: position) else { throw notClosed(opening) }
            let raw = bytes[start..<tag.range.lowerBound]
            let isEnd = tag.isClosing && tag.element == opening.element
            let bareText = raw.firstIndex { !Byte.isWhite($0) }
            if isEnd {
                if let child, let bareText { throw mixed(child, bareText, at: bareText, in: opening) }
                if child == nil {
                    let keeps = opening.attributes["indent"] != nil
                    message.content.append(.text(ContentText.read(raw, keepsIndentation: keeps, meetsTag: true)))
                }
                return try close(tag)
            }
            guard !tag.isClosing, PromptElement.children(of: message.role).contains(tag.element) else {
                throw misplaced(tag, in: opening)
            }
            if let bareText {
                if child == nil { try checkAttributes(of: tag, in: message.role) }
                throw mixed(child ?? tag, bareText, at: child == nil ? tag.range.lowerBound : bareText, in: opening)
            }
            child = child ?? tag
            try readChild(tag, into: &message)
        }
    }

    /// Throws what is wrong with a tag that has attributes: it is meant as one, whatever stands beside it.
    private func checkAttributes(of tag: Tag, in role: Role) throws(FieldError) {
        var reader = self
        guard let opening = try? reader.open(tag, nested: true), !opening.attributes.isEmpty else { return }
        var message = Message(role: role)
        reader = self
        try reader.readChild(tag, into: &message)
    }

    private mutating func readChild(_ tag: Tag, into message: inout Message) throws(FieldError) {
        let opening = try open(tag, nested: true)
        if tag.element == .image {
            guard opening.isSelfClosing else {
                throw error(tag, "an image has no content; expected it to end in '/>': <image url=\"…\" />")
            }
            guard let url = opening.attributes["url"] else { throw error(tag, "found <image> without url=\"…\"") }
            message.content.append(.image(ImagePart(url: url, detail: opening.attributes["detail"])))
            return
        }
        let textStart = position
        let text = opening.isSelfClosing ? "" : try text(of: opening)
        switch tag.element {
        case .tool:
            guard let name = opening.attributes["name"] else {
                throw error(tag, "found a call without a name; expected <tool name=\"…\" id=\"…\">")
            }
            message.toolCalls.append(
                ToolCall(id: opening.attributes["id"] ?? "", name: name, arguments: text, other: try other(opening)))
        case .refusal:
            guard message.refusal == nil else { throw error(tag, "found a second <refusal>; a message has one") }
            message.refusal = text
        case .part:
            message.content.append(.other(try part(text, at: textStart)))
        default:
            message.content.append(.text(text))
        }
    }

    private mutating func text(of opening: Opening) throws(FieldError) -> String {
        let start = position
        guard let tag = nextTag(from: start) else { throw notClosed(opening) }
        guard tag.isClosing, tag.element == opening.element else { throw misplaced(tag, in: opening) }
        let keeps = opening.attributes["indent"] != nil
        let text = ContentText.read(bytes[start..<tag.range.lowerBound], keepsIndentation: keeps, meetsTag: true)
        try close(tag)
        return text
    }

    private func part(_ text: String, at start: Int) throws(FieldError) -> JSONValue {
        let json: JSONValue
        do {
            json = try JSONValue(parsing: text)
        } catch {
            throw self.error(start, "a <part> holds one JSON object: \(error.message)")
        }
        guard json.objectValue != nil else { throw error(start, "a <part> holds one JSON object") }
        return json
    }

    private func other(_ opening: Opening) throws(FieldError) -> JSONObject {
        guard let text = opening.attributes["other"] else { return JSONObject() }
        guard let object = (try? JSONValue(parsing: text))?.objectValue else {
            throw error(opening.start, "other holds the keys that are not known here, as one JSON object")
        }
        return object
    }

    // MARK: Tags

    /// The name and place of a tag whose attributes have not been read yet.
    private struct Tag {
        var element: PromptElement
        var isClosing: Bool
        /// The bytes from the `<` to the end of the name.
        var range: Range<Int>
        var text: String { "<\(isClosing ? "/" : "")\(element.rawValue)>" }
    }

    private struct Opening {
        var element: PromptElement
        var start: Int
        var attributes: [String: String]
        var isSelfClosing: Bool
    }

    /// Returns the next of our tags that no backslash escapes.
    private func nextTag(from start: Int) -> Tag? {
        var at = start
        while let less = bytes[at...].firstIndex(of: Byte.less) {
            if let (element, isClosing) = PromptElement.tag(in: bytes[...], at: less) {
                let backslashes = bytes[start..<less].reversed().prefix { $0 == Byte.backslash }.count
                if backslashes % 2 == 0 {
                    let end = less + 1 + (isClosing ? 1 : 0) + element.rawValue.utf8.count
                    return Tag(element: element, isClosing: isClosing, range: less..<end)
                }
            }
            at = less + 1
        }
        return nil
    }

    private mutating func open(_ tag: Tag, nested: Bool) throws(FieldError) -> Opening {
        position = tag.range.upperBound
        let known = tag.element.attributes(nested: nested)
        var attributes: [String: String] = [:]
        while true {
            let hadWhite = skipWhite()
            guard position < bytes.count else { throw error(tag, "found \(tag.text.dropLast()) without its '>'") }
            if bytes[position] == Byte.greater {
                position += 1
                return Opening(
                    element: tag.element, start: tag.range.lowerBound, attributes: attributes, isSelfClosing: false)
            }
            if bytes[position] == Byte.slash, position + 1 < bytes.count, bytes[position + 1] == Byte.greater {
                position += 2
                return Opening(
                    element: tag.element, start: tag.range.lowerBound, attributes: attributes, isSelfClosing: true)
            }
            let start = position
            let name = attributeName()
            guard hadWhite, !name.isEmpty else {
                throw error(
                    start,
                    "found \(found(start)) in \(tag.text); expected \(Self.list(known.map { $0 + "=\"…\"" } + ["'>'"]))"
                )
            }
            guard known.contains(name) else {
                throw error(start, "'\(name)' is no attribute of \(tag.text); expected \(Self.list(known))")
            }
            guard attributes[name] == nil else { throw error(start, "found \(name) a second time in \(tag.text)") }
            attributes[name] = try attributeValue(of: name, in: tag)
            if name == "indent", attributes[name] != "keep" {
                throw error(start, "the one value of indent is \"keep\"")
            }
        }
    }

    private mutating func close(_ tag: Tag) throws(FieldError) {
        position = tag.range.upperBound
        skipWhite()
        guard position < bytes.count, bytes[position] == Byte.greater else {
            throw error(position, "found \(found(position)) in \(tag.text); expected '>'")
        }
        position += 1
    }

    private mutating func attributeName() -> String {
        let start = position
        while position < bytes.count,
            (0x61...0x7A).contains(bytes[position] | 0x20) || bytes[position] == 0x2D || bytes[position] == 0x5F
        {
            position += 1
        }
        return String(decoding: bytes[start..<position], as: UTF8.self)
    }

    private mutating func attributeValue(of name: String, in tag: Tag) throws(FieldError) -> String {
        skipWhite()
        let hasEquals = position < bytes.count && bytes[position] == Byte.equals
        if hasEquals {
            position += 1
            skipWhite()
        }
        guard hasEquals, position < bytes.count, bytes[position] == Byte.quote else {
            throw error(
                position,
                "found \(found(position)) after \(name) in \(tag.text); expected \(name)=\"…\" in double quotes")
        }
        let start = position + 1
        guard let end = bytes[start...].firstIndex(of: Byte.quote) else {
            throw error(position, "the value of \(name) in \(tag.text) has no closing '\"'")
        }
        position = end + 1
        return AttributeText.read(bytes[start..<end])
    }

    @discardableResult
    private mutating func skipWhite() -> Bool {
        let start = position
        while position < bytes.count, Byte.isWhite(bytes[position]) { position += 1 }
        return position > start
    }
}

// MARK: - Errors

extension BodyReader {
    private static let messageTags = "<system>, <developer>, <user>, <assistant> or <tool>"

    private static func list(_ words: [String]) -> String {
        words.count < 2 ? words.joined() : words.dropLast().joined(separator: ", ") + " or " + words[words.count - 1]
    }

    private func notClosed(_ opening: Opening) -> FieldError {
        let name = opening.element.rawValue
        return error(opening.start, "<\(name)> is not closed; expected </\(name)> before the end of the file")
    }

    private func misplaced(_ tag: Tag, in opening: Opening) -> FieldError {
        let name = opening.element.rawValue
        let line = TextPlace(ofByte: opening.start, in: bytes).line
        // A child that meets the end of its message was hardly meant as one.
        let remedy =
            tag.isClosing && opening.element.role == nil
            ? "\\<\(name)> on line \(line) if that is text" : "\\\(tag.text) if it is text"
        return error(
            tag, "found \(tag.text) in the <\(name)> of line \(line); expected </\(name)> first, or \(remedy)")
    }

    /// Text and children side by side: whether the tag is prose or the text lacks its own tag is the person's to say.
    private func mixed(_ child: Tag, _ text: Int, at position: Int, in opening: Opening) -> FieldError {
        let line = TextPlace(ofByte: opening.start, in: bytes).line
        let beside = position == text ? "text (\(found(text))) beside \(child.text)" : "\(child.text) beside text"
        return error(
            position,
            "found \(beside) in the <\(opening.element.rawValue)> of line \(line); write \\\(child.text) if the tag is text,"
                + " or put the text into <text>…</text>")
    }

    private func strayText(before tag: Tag) -> FieldError {
        error(
            position,
            "found \(found(position)) outside of a message; expected \(Self.messageTags)"
                + " (or \\\(tag.text) where it is text on line \(TextPlace(ofByte: tag.range.lowerBound, in: bytes).line))"
        )
    }

    private func found(_ position: Int) -> String {
        guard position < bytes.count else { return "the end of the file" }
        let scalar = String(decoding: bytes[position...].prefix(4), as: UTF8.self).unicodeScalars.first ?? "?"
        if scalar == "\n" { return "the end of the line" }
        let isControl = scalar.properties.generalCategory == .control || scalar.properties.generalCategory == .format
        return isControl ? "U+" + String(scalar.value, radix: 16, uppercase: true) : "'\(scalar)'"
    }

    private func error(_ tag: Tag, _ message: String) -> FieldError { error(tag.range.lowerBound, message) }

    private func error(_ position: Int, _ message: String) -> FieldError {
        let place = TextPlace(ofByte: position, in: bytes)
        return FieldError(file: file, line: place.line, column: place.column, message: message)
    }
}
