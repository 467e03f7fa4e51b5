import JSON
import Yams

/// Reads YAML by the 1.2 core schema, with the place of every value.
///
/// Yams parses the text and resolves aliases. This reader decides what plain scalars mean, since Yams' own resolver
/// speaks YAML 1.1.
struct YAMLReader {
    private let file: String?
    private let linesBefore: Int
    /// The lines of a text with escaped byte order marks, which are rare; empty for any other text.
    private let linesWithMarks: [Substring]
    private var nodesLeft: Int
    private var bytesLeft: Int

    /// Reads a text.
    ///
    /// - Parameters:
    ///   - linesBefore: the number of lines of the file before `text`.
    ///   - texts: the places whose scalars are meant as they are written.
    /// - Returns: the value; nil when the text has nothing but white space and comments.
    static func read(
        _ text: String, file: String?, linesBefore: Int = 0, texts: WrittenValues = .none
    ) throws(FieldError) -> YAMLNode? {
        try AliasGuard.check(text, file: file, linesBefore: linesBefore)
        let root: Node?
        do {
            root = try Parser(yaml: text, resolver: .basic, constructor: .init(), encoding: .utf8).singleRoot()
        } catch {
            throw YAMLProblem.fieldError(error, in: text, file: file, linesBefore: linesBefore)
        }
        guard let root else { return nil }
        var reader = YAMLReader(file: file, linesBefore: linesBefore, text: text)
        do {
            return try reader.convert(root, depth: 0, texts)
        } catch {
            throw YAMLCause.replacing(error, in: text, linesBefore: linesBefore)
        }
    }

    private init(file: String?, linesBefore: Int, text: String) {
        let textSize = text.utf8.count
        self.file = file
        self.linesBefore = linesBefore
        let hasMarks = text.contains(Self.escapedMark)
        linesWithMarks = hasMarks ? text.split(separator: "\n", omittingEmptySubsequences: false) : []
        // Without aliases every node takes a byte of the text, so only aliases can reach these limits.
        nodesLeft = textSize + 10_000
        bytesLeft = textSize * 10 + 1_000_000
    }

    private mutating func convert(_ node: Node, depth: Int, _ texts: WrittenValues) throws(FieldError) -> YAMLNode {
        let place = place(node)
        nodesLeft -= 1
        guard nodesLeft >= 0, bytesLeft >= 0 else {
            throw error(place, "anchors and aliases expand to too much; write the values out")
        }
        guard depth < JSONValue.maximumDepth else {
            throw error(place, "nested more than \(JSONValue.maximumDepth) deep")
        }
        switch node {
        case .scalar(let scalar):
            let text = self.text(scalar)
            bytesLeft -= text.utf8.count
            let isPlain = scalar.tag.description.isEmpty
            let value =
                texts.coversScalar && isPlain ? YAMLScalar.written(text) : try self.value(text, scalar.tag, place)
            return YAMLNode(content: .scalar(value), place: place, text: text, isPlain: isPlain)
        case .sequence(let sequence):
            try check(sequence.tag, is: ["", "!", "tag:yaml.org,2002:seq"], place)
            var items: [YAMLNode] = []
            let inner = texts.within(nil)
            for item in sequence { items.append(try convert(item, depth: depth + 1, inner)) }
            return YAMLNode(content: .sequence(items), place: place)
        case .mapping(let mapping):
            try check(mapping.tag, is: ["", "!", "tag:yaml.org,2002:map"], place)
            var entries: [YAMLNode.Entry] = []
            for (key, value) in mapping {
                guard let name = key.scalar.map(text) else {
                    throw error(self.place(key), YAMLCause.keyIsNoText)
                }
                bytesLeft -= name.utf8.count
                let value = try convert(value, depth: depth + 1, texts.within(name))
                entries.append(YAMLNode.Entry(key: name, place: self.place(key), value: value))
            }
            return YAMLNode(content: .mapping(entries), place: place)
        case .alias:
            throw error(place, "an alias stands for nothing here")
        }
    }

    /// Returns the scalar's text. Yams drops a byte order mark at its start, as if it were a file's.
    private func text(_ scalar: Node.Scalar) -> String {
        guard let mark = scalar.mark, linesWithMarks.indices.contains(mark.line - 1),
            linesWithMarks[mark.line - 1].unicodeScalars.dropFirst(mark.column - 1)
                .starts(with: ("\"" + Self.escapedMark).unicodeScalars)
        else { return scalar.string }
        return "\u{FEFF}" + scalar.string
    }

    private static let escapedMark = "\\uFEFF"

    private func value(_ text: String, _ tag: Tag, _ place: TextPlace) throws(FieldError) -> JSONValue {
        let tagName = tag.description
        switch tagName {
        case "": break
        case "!", "tag:yaml.org,2002:str": return .string(text)
        case "tag:yaml.org,2002:null", "tag:yaml.org,2002:bool", "tag:yaml.org,2002:int", "tag:yaml.org,2002:float":
            break
        default: try check(tag, is: [], place)
        }
        guard case .value(let value) = YAMLScalar.resolve(text) else {
            throw error(place, "found \(text), which JSON cannot hold; expected a finite number")
        }
        if !tagName.isEmpty, value.stringValue != nil {
            throw error(place, "found '\(text)' where the tag \(Self.short(tagName)) wants another type")
        }
        return value
    }

    private func check(_ tag: Tag, is allowed: Set<String>, _ place: TextPlace) throws(FieldError) {
        guard !allowed.contains(tag.description) else { return }
        throw error(
            place,
            "found the tag \(Self.short(tag.description)); only YAML's own !!str, !!int, !!float, !!bool, !!null, !!seq, !!map are known"
        )
    }

    private static func short(_ tag: String) -> String {
        let core = "tag:yaml.org,2002:"
        return tag.hasPrefix(core) ? "!!" + tag.dropFirst(core.count) : tag
    }

    private func place(_ node: Node) -> TextPlace {
        TextPlace(line: (node.mark?.line ?? 1) + linesBefore, column: node.mark?.column ?? 1)
    }

    private func error(_ place: TextPlace, _ message: String) -> FieldError {
        FieldError(file: file, line: place.line, column: place.column, message: message)
    }
}
