import JSON
import Prompts

/// The rows of a file that is a list: JSON, YAML, and the `tests` of an evaluation's own file. All other rows stay as they are
/// written, and so do comments.
struct ItemRows: Sendable, Hashable {
    private enum Form: Hashable {
        case json([UInt8], JSONItems)
        case yaml(YAMLList)
    }

    private let form: Form
    /// The rows in their order, with the lines that they begin on.
    private let items: [(line: Int, value: JSONValue)]
    private let lineEnd: String

    static func == (left: ItemRows, right: ItemRows) -> Bool { left.form == right.form }
    func hash(into hasher: inout Hasher) { hasher.combine(form) }

    /// - Throws: ``FieldError`` with the place for a text that cannot be read, or has no list of rows.
    init(json bytes: [UInt8], lineEnd: String) throws(FieldError) {
        let body = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes[3...] : bytes[...]
        let found: JSONItems
        var values: [(line: Int, value: JSONValue)] = []
        do {
            _ = try JSONValue(parsing: body)
            found = JSONItems(body)
            for item in found.items { values.append((item.line, try JSONValue(parsing: bytes[item.range]))) }
        } catch {
            throw FieldError(line: error.line, column: error.column, message: error.message)
        }
        guard found.inside != nil else {
            throw FieldError(line: 1, message: "is no list of rows, so rows cannot be changed one by one")
        }
        form = .json(bytes, found)
        items = values
        self.lineEnd = lineEnd
    }

    /// - Throws: ``FieldError`` with the place for a text that cannot be read, or has no list of rows.
    init(yaml text: String, lineEnd: String) throws(FieldError) {
        let root = try YAMLSource.read(text, file: nil)
        var hasMembers = false
        if case .mapping = root?.content { hasMembers = true }
        let list = try YAMLList(text, key: hasMembers ? "tests" : nil)
        form = .yaml(list)
        items = list.items.map { ($0.line, $0.value) }
        self.lineEnd = lineEnd
    }

    /// The first row; nil if there is none.
    var first: JSONObject? { items.lazy.compactMap(\.value.objectValue).first }

    /// - Throws: ``FieldError`` with line and field, for a row that no evaluation could use.
    func check(_ files: FileReferences) throws(FieldError) {
        // What is no object names a file of rows.
        for (line, value) in items where value.objectValue != nil {
            do throws(FieldError) {
                _ = try TestCase(files: files).rows(value, line: line)
            } catch {
                throw FieldError(line: line, field: error.field, message: error.message)
            }
        }
    }

    /// The row that begins on a line.
    ///
    /// - Throws: ``FieldError`` if none does, or if several do.
    func object(onLine line: Int) throws(FieldError) -> JSONObject {
        guard let object = items[try place(ofLine: line)].value.objectValue else {
            throw FieldError(line: line, message: "is no object; change the file in your editor")
        }
        return object
    }

    private func place(ofLine line: Int) throws(FieldError) -> Int {
        let places = items.indices.filter { items[$0].line == line }
        guard let place = places.first else { throw DatasetText.gone(line) }
        guard places.count == 1 else {
            throw FieldError(
                line: line, message: "several rows begin here; put each on a line of its own to change them one by one")
        }
        return place
    }

    // MARK: Changes

    func replacing(line: Int, by object: JSONObject) throws(FieldError) -> String {
        let place = try place(ofLine: line)
        switch form {
        case .json(let bytes, let found):
            let range = found.items[place].range
            return text(bytes, replacing: range, by: written(object, like: range, bytes))
        case .yaml(let list): return try changed(list, .replace(place, .object(object)), line)
        }
    }

    func inserting(_ objects: [JSONObject], after line: Int?) throws(FieldError) -> String {
        let place = if let line { try place(ofLine: line) + 1 } else { items.count }
        switch form {
        case .json(let bytes, let found): return inserting(objects, at: place, bytes, found)
        case .yaml(let list): return try changed(list, .insert(objects.map { .object($0) }, at: place), line)
        }
    }

    func removing(lines: [Int]) throws(FieldError) -> String {
        var places: Set<Int> = []
        for line in lines { places.insert(try place(ofLine: line)) }
        switch form {
        case .json(let bytes, let found): return removing(places, bytes, found)
        case .yaml(let list): return try changed(list, .remove(places), lines.min())
        }
    }

    private func changed(_ list: YAMLList, _ change: YAMLList.Change, _ line: Int?) throws(FieldError) -> String {
        guard let text = list.text(after: change) else {
            throw FieldError(
                line: line,
                message:
                    "rows can be changed here where each is a block of its own that begins with \"- \"; change the "
                    + "file in your editor")
        }
        return text
    }

    // MARK: JSON

    private func inserting(_ objects: [JSONObject], at place: Int, _ bytes: [UInt8], _ found: JSONItems) -> String {
        guard let inside = found.inside, !objects.isEmpty else { return String(decoding: bytes, as: UTF8.self) }
        guard let last = found.items.last else {
            let rows = objects.map { "  " + JSONValue.object($0).compact }.joined(separator: "," + lineEnd)
            return text(bytes, replacing: inside, by: lineEnd + rows + lineEnd)
        }
        // New rows stand apart as the others do.
        let separator =
            found.items.count > 1
            ? Array(bytes[found.items[0].range.upperBound..<found.items[1].range.lowerBound])
            : [UInt8(ascii: ",")] + bytes[inside.lowerBound..<found.items[0].range.lowerBound]
        let between = String(decoding: separator, as: UTF8.self)
        let rows = objects.map { written($0, like: last.range, bytes) }
        guard place < found.items.count else {
            let end = last.range.upperBound
            return text(bytes, replacing: end..<end, by: rows.map { between + $0 }.joined())
        }
        let start = found.items[place].range.lowerBound
        return text(bytes, replacing: start..<start, by: rows.map { $0 + between }.joined())
    }

    private func removing(_ places: Set<Int>, _ bytes: [UInt8], _ found: JSONItems) -> String {
        guard let inside = found.inside else { return String(decoding: bytes, as: UTF8.self) }
        let kept = found.items.indices.filter { !places.contains($0) }
        guard !kept.isEmpty else { return text(bytes, replacing: inside, by: "") }
        var left = bytes
        for place in places.sorted(by: >) {
            let isLast = !kept.contains { $0 > place }
            let range =
                isLast
                ? found.items[place - 1].range.upperBound..<found.items[place].range.upperBound
                : found.items[place].range.lowerBound..<found.items[place + 1].range.lowerBound
            left.removeSubrange(range)
        }
        return String(decoding: left, as: UTF8.self)
    }

    /// A row as the one in a range is written: on one line, or laid out below its first line.
    private func written(_ object: JSONObject, like range: Range<Int>, _ bytes: [UInt8]) -> String {
        guard bytes[range].contains(UInt8(ascii: "\n")) else { return JSONValue.object(object).compact }
        let start = bytes[..<range.lowerBound].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
        let indent = bytes[start..<range.lowerBound].prefix { $0 == 0x20 || $0 == 0x09 }
        let pad = String(decoding: indent, as: UTF8.self)
        return JSONValue.object(object).pretty().replacing("\n", with: lineEnd + pad)
    }

    private func text(_ bytes: [UInt8], replacing range: Range<Int>, by replacement: String) -> String {
        String(
            decoding: Array(bytes[..<range.lowerBound]) + Array(replacement.utf8) + bytes[range.upperBound...],
            as: UTF8.self)
    }
}
