public import JSON

/// Variables in template messages: `{{name}}`, and `\{{` for a literal `{{`.
///
/// A name has letters, digits, `_`, `.` and `-`; spaces may stand around it. Any other `{{…` is text.
package enum Variables {
    /// Returns the names in order of their first appearance, each once.
    package static func names(in text: String) -> [String] {
        guard text.utf8.contains(brace) else { return [] }
        var names: [String] = []
        var seen: Set<String> = []
        for piece in pieces(of: text) {
            if case .variable(let name, _) = piece, seen.insert(name).inserted { names.append(name) }
        }
        return names
    }

    /// Returns the text with values in place of variables. Values are never read for variables themselves.
    ///
    /// - Returns: the text, and as `missing` the names without a value, each once; they stay in the text as written.
    package static func render(_ text: String, values: (String) -> String?) -> (text: String, missing: [String]) {
        guard text.utf8.contains(brace) else { return (text, []) }
        var result = ""
        var missing: [String] = []
        var isMissing: Set<String> = []
        for piece in pieces(of: text) {
            switch piece {
            case .text(let text): result += text
            case .variable(let name, let written):
                if let value = values(name) {
                    result += value
                } else {
                    result += written
                    if isMissing.insert(name).inserted { missing.append(name) }
                }
            }
        }
        return (result, missing)
    }

    /// Returns the text with every `{{` made literal, so that rendering gives the text back.
    package static func escaping(_ text: String) -> String {
        var result: [UInt8] = []
        let bytes = Array(text.utf8)
        var at = 0
        while at < bytes.count {
            if isOpening(bytes, at) {
                result += [backslash, brace, brace]
                at += 2
            } else {
                result.append(bytes[at])
                at += 1
            }
        }
        return String(decoding: result, as: UTF8.self)
    }

    /// Returns the text with its variables spelt without spaces, and with every other opening made literal.
    static func canonical(_ text: String) -> String {
        guard text.utf8.contains(brace) else { return text }
        return pieces(of: text).map { piece in
            switch piece {
            case .text(let text): escaping(text)
            case .variable(let name, _): "{{\(name)}}"
            }
        }.joined()
    }

    /// Returns the value of a variable; nil for one that has none, or an empty one (`city:` and nothing more).
    package static func value(_ name: String, in inputs: JSONObject) -> JSONValue? {
        guard let value = inputs[name], !value.isNull else { return nil }
        return value
    }

    // MARK: Reading

    /// A piece of a text.
    enum Piece: Hashable {
        case text(String)
        case variable(String, written: String)
    }

    private static let brace = UInt8(ascii: "{")
    private static let closing = UInt8(ascii: "}")
    private static let backslash = UInt8(ascii: "\\")
    private static let space = UInt8(ascii: " ")

    /// - Parameter hasEscapes: whether a backslash makes an opening literal, as in Étude's own texts.
    static func pieces(of text: String, hasEscapes: Bool = true) -> [Piece] {
        let bytes = Array(text.utf8)
        var pieces: [Piece] = []
        var literal: [UInt8] = []
        var at = 0
        func flush() {
            guard !literal.isEmpty else { return }
            pieces.append(.text(String(decoding: literal, as: UTF8.self)))
            literal.removeAll(keepingCapacity: true)
        }
        while at < bytes.count {
            if hasEscapes, bytes[at] == backslash, isOpening(bytes, at + 1) {
                literal += [brace, brace]
                at += 3
            } else if isOpening(bytes, at), let variable = variable(bytes, at) {
                flush()
                pieces.append(
                    .variable(variable.name, written: String(decoding: bytes[at..<variable.end], as: UTF8.self)))
                at = variable.end
            } else {
                literal.append(bytes[at])
                at += 1
            }
        }
        flush()
        return pieces
    }

    private static func isOpening(_ bytes: [UInt8], _ at: Int) -> Bool {
        at + 1 < bytes.count && bytes[at] == brace && bytes[at + 1] == brace
    }

    private static func variable(_ bytes: [UInt8], _ at: Int) -> (name: String, end: Int)? {
        var start = at + 2
        while start < bytes.count, bytes[start] == space { start += 1 }
        var end = start
        while end < bytes.count, mayBeInName(bytes[end]) { end += 1 }
        var close = end
        while close < bytes.count, bytes[close] == space { close += 1 }
        guard end > start, close + 1 < bytes.count, bytes[close] == closing, bytes[close + 1] == closing else {
            return nil
        }
        let name = String(decoding: bytes[start..<end], as: UTF8.self)
        guard name.utf8.allSatisfy({ $0 < 0x80 }) || name.unicodeScalars.allSatisfy(isNameScalar) else { return nil }
        return (name, close + 2)
    }

    /// Accepts any byte of a letter in another script; the letters are checked once the name is known.
    private static func mayBeInName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x5F, 0x2E, 0x2D, 0x80...: true
        default: false
        }
    }

    private static func isNameScalar(_ scalar: Unicode.Scalar) -> Bool {
        if scalar.isASCII { return true }
        switch scalar.properties.generalCategory {
        case .nonspacingMark, .spacingMark, .decimalNumber: return true
        default: return scalar.properties.isAlphabetic
        }
    }
}

/// An error: variables have no value.
public struct MissingVariables: Error, Sendable, Hashable {
    /// The names in order of their first appearance.
    public var names: [String]

    /// Makes the error for these names.
    public init(names: [String]) {
        self.names = names
    }
}

extension Config {
    /// The variables of the template's texts and images, in order of their first appearance.
    public var variableNames: [String] {
        var names: [String] = []
        var seen: Set<String> = []
        for message in template {
            for part in message.content {
                let found: [String] =
                    switch part {
                    case .text(let text): Variables.names(in: text)
                    case .image(let image): image.variableName.map { [$0] } ?? []
                    case .other: []
                    }
                for name in found where seen.insert(name).inserted { names.append(name) }
            }
        }
        return names
    }

    /// The variables whose values are images.
    public var imageVariableNames: [String] {
        var seen: Set<String> = []
        return template.flatMap(\.images).compactMap(\.variableName).filter { seen.insert($0).inserted }
    }

    /// Returns the template with its variables filled in.
    ///
    /// Values are inserted as text: a JSON string as itself, any other JSON in compact form. An image whose URL is a variable
    /// becomes the image that the value names.
    /// - Parameter images: the images of such variables that have been read, by their variable.
    /// - Throws: ``MissingVariables`` with all names that `inputs` has no value for.
    public func renderedTemplate(
        inputs: JSONObject, images: [String: ImagePart] = [:]
    ) throws(MissingVariables) -> [Message] {
        var missing: [String] = []
        var isMissing: Set<String> = []
        let rendered = template.map { message in
            var message = message
            message.content = message.content.map { part in
                if case .image(let image) = part, let name = image.variableName {
                    let value =
                        images[name] ?? Variables.value(name, in: inputs)?.stringValue.map { ImagePart(url: $0) }
                    guard var image = value else {
                        if isMissing.insert(name).inserted { missing.append(name) }
                        return part
                    }
                    image.detail = image.detail ?? image.detail
                    return .image(image)
                }
                guard case .text(let text) = part else { return part }
                let result = Variables.render(text) { name in
                    Variables.value(name, in: inputs).map { $0.stringValue ?? $0.compact }
                }
                missing += result.missing.filter { isMissing.insert($0).inserted }
                return .text(result.text)
            }
            return message
        }
        guard missing.isEmpty else { throw MissingVariables(names: missing) }
        return rendered
    }
}
