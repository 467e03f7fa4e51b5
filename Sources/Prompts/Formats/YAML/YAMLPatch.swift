import JSON

/// Changes values in a YAML text line by line. Everything else keeps its lines, comments and layout.
///
/// It knows block mappings, block lists and values on one line, and writes anything else anew. It may be wrong about
/// unusual layout, so its caller reads the result back.
struct YAMLPatch {
    private var lines: [String]

    init(lines: [String]) { self.lines = lines }

    /// Returns the lines of a front matter after a change of its members; nil when its layout is not known.
    static func frontMatter(_ yaml: String, from old: JSONObject, to new: JSONObject) -> [String]? {
        var lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        guard let root = try? FrontMatterReader.root(yaml, file: nil, linesBefore: 0) else {
            return lines + new.members.flatMap { YAMLWriter.entry($0.key, $0.value) }
        }
        let hasOther = root.entries.contains { $0.key == "other" }
        let mergesExtra = hasOther && old["extra"] != new["extra"]
        let patch = YAMLPatch(lines: lines)
        return patch.mapping(root.entries, in: 0..<lines.count) { key in
            switch key {
            // `other` is `extra` under another name; both are written as `extra` once it changes.
            case "other": mergesExtra ? .removed : .kept
            case "extra" where mergesExtra: new["extra"].map(Change.written) ?? .removed
            default: old[key] == new[key] ? .kept : new[key].map(Change.changed) ?? .removed
            }
        } order: {
            new.keys
        } value: { key in
            key == "extra" && hasOther && !mergesExtra ? Optional.none : new[key]
        }
    }

    /// Returns the lines of a settings file after a change of its members; nil when its layout is not known.
    static func settings(_ yaml: String, from old: JSONObject, to new: JSONObject) -> [String]? {
        var lines = yaml.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        guard let root = try? YAMLReader.read(yaml, file: nil), !root.json.isNull else {
            return lines + new.members.flatMap { YAMLWriter.entry($0.key, $0.value) }
        }
        return YAMLPatch(lines: lines).mapping(root.entries, in: 0..<lines.count) { key in
            old[key] == new[key] ? .kept : new[key].map(Change.changed) ?? .removed
        } order: {
            new.keys
        } value: {
            new[$0]
        }
    }

    private enum Change {
        case kept
        case changed(JSONValue)
        /// Changed, without regard to what was there.
        case written(JSONValue)
        case removed
    }

    /// An entry or item, with its own lines and the comments and blank lines before it.
    private struct Segment {
        var leading: Range<Int>
        var own: Range<Int>
    }

    // MARK: Mappings

    private func mapping(
        _ entries: [YAMLNode.Entry], in region: Range<Int>, change: (String) -> Change, order: () -> [String],
        value: (String) -> JSONValue?
    ) -> [String]? {
        guard let column = entries.first?.place.column,
            let segments = segments(entries.map(\.place), column: column, in: region)
        else { return nil }
        var output: [(key: String?, lines: [String])] = []
        for (entry, segment) in zip(entries, segments) {
            let leading = Array(lines[segment.leading])
            switch change(entry.key) {
            case .kept: output.append((entry.key, leading + lines[segment.own]))
            case .changed(let value): output.append((entry.key, leading + self.entry(entry, value, segment.own)))
            case .written(let value):
                output.append((entry.key, leading + YAMLWriter.entry(entry.key, value, indent: column - 1)))
            case .removed: output.append((nil, leading))
            }
        }
        insertNew(order(), into: &output, indent: column - 1, value: value)
        let tail = segments[segments.count - 1].own.upperBound..<region.upperBound
        return output.flatMap(\.lines) + lines[tail]
    }

    /// Puts each new key after the one that it follows in `order`.
    private func insertNew(
        _ order: [String], into output: inout [(key: String?, lines: [String])], indent: Int,
        value: (String) -> JSONValue?
    ) {
        var present = Set(output.compactMap(\.key))
        var previous: String?
        for key in order {
            if !present.contains(key), let value = value(key) {
                let at = previous.flatMap { previous in output.firstIndex { $0.key == previous } }.map { $0 + 1 } ?? 0
                output.insert((key, YAMLWriter.entry(key, value, indent: indent)), at: at)
                present.insert(key)
            }
            previous = key
        }
    }

    private func entry(_ entry: YAMLNode.Entry, _ new: JSONValue, _ own: Range<Int>) -> [String] {
        let head = own.lowerBound
        let below = (head + 1)..<own.upperBound
        switch (entry.value.content, new) {
        case (.mapping(let entries), .object(let object)):
            if let nested = nested(entries, object, in: below) { return [lines[head]] + nested }
        case (.sequence(let items), .array(let values)):
            if let nested = list(items, values, in: below) { return [lines[head]] + nested }
        default: break
        }
        if own.count == 1, entry.value.place.line == head + 1,
            let spliced = splice(new, into: lines[head], at: entry.value.place.column)
        {
            return [spliced]
        }
        return YAMLWriter.entry(entry.key, new, indent: entry.place.column - 1)
    }

    /// A mapping whose order counts.
    private func nested(_ entries: [YAMLNode.Entry], _ object: JSONObject, in region: Range<Int>) -> [String]? {
        guard !object.isEmpty, !region.isEmpty else { return nil }
        let old = JSONObject(entries.map { ($0.key, $0.value.json) })
        guard old.keys.filter({ object[$0] != nil }) == object.keys.filter({ old[$0] != nil }) else { return nil }
        return mapping(entries, in: region) { key in
            old[key] == object[key] ? .kept : object[key].map(Change.changed) ?? .removed
        } order: {
            object.keys
        } value: {
            object[$0]
        }
    }

    // MARK: Lists

    private func list(_ items: [YAMLNode], _ values: [JSONValue], in region: Range<Int>) -> [String]? {
        guard !values.isEmpty, let first = items.first, region.contains(first.place.line - 1),
            let dash = lines[first.place.line - 1].unicodeScalars.prefix(first.place.column - 1).lastIndexOfDash
        else { return nil }
        let places = items.map { TextPlace(line: $0.place.line, column: dash + 1) }
        guard let segments = segments(places, column: dash + 1, in: region, marker: "-") else { return nil }
        var output: [String] = []
        var next = 0
        for value in values {
            if let match = items.indices.dropFirst(next).first(where: { Self.isSame(items[$0].json, value) }) {
                for skipped in next..<match { output += lines[segments[skipped].leading] }
                output += lines[segments[match].leading]
                output += item(items[match], value, segments[match].own, dash: dash)
                next = match + 1
            } else {
                output += YAMLWriter.item(value, indent: dash)
            }
        }
        for skipped in next..<items.count { output += lines[segments[skipped].leading] }
        return output + lines[segments[segments.count - 1].own.upperBound..<region.upperBound]
    }

    /// Returns the lines of a list after a change of some of its items; nil when its layout is not known.
    ///
    /// - Parameter region: the lines from the first item to the end of the list.
    func items(_ nodes: [YAMLNode], in region: Range<Int>, after change: YAMLList.Change) -> [String]? {
        guard let first = nodes.first, region.contains(first.place.line - 1),
            let dash = lines[first.place.line - 1].unicodeScalars.prefix(first.place.column - 1).lastIndexOfDash
        else { return nil }
        let places = nodes.map { TextPlace(line: $0.place.line, column: dash + 1) }
        guard let segments = segments(places, column: dash + 1, in: region, marker: "-") else { return nil }
        var output: [String] = []
        for (place, segment) in segments.enumerated() {
            let (leading, own) = (Array(lines[segment.leading]), Array(lines[segment.own]))
            switch change {
            case .replace(place, let value): output += leading + item(nodes[place], value, segment.own, dash: dash)
            case .insert(let values, at: place):
                output += values.flatMap { YAMLWriter.item($0, indent: dash) } + leading + own
            case .remove(let places) where places.contains(place): output += leading
            default: output += leading + own
            }
        }
        if case .insert(let values, at: segments.count) = change {
            output += values.flatMap { YAMLWriter.item($0, indent: dash) }
        }
        return output + lines[segments[segments.count - 1].own.upperBound..<region.upperBound]
    }

    /// Returns the lines of an entry, those of its value included; nil when the layout is not known.
    func lines(ofEntry key: String, among entries: [YAMLNode.Entry], in region: Range<Int>) -> Range<Int>? {
        guard let column = entries.first?.place.column, let place = entries.lastIndex(where: { $0.key == key }) else {
            return nil
        }
        return segments(entries.map(\.place), column: column, in: region)?[place].own
    }

    /// Tells whether two items are the same thing, perhaps changed: objects by name, everything else by value.
    private static func isSame(_ old: JSONValue, _ new: JSONValue) -> Bool {
        if let name = old["name"]?.stringValue { return new["name"]?.stringValue == name }
        return old == new
    }

    private func item(_ old: YAMLNode, _ new: JSONValue, _ own: Range<Int>, dash: Int) -> [String] {
        if old.json == new { return Array(lines[own]) }
        if case .object(let object) = new, case .mapping(let entries) = old.content {
            var inner = self
            inner.lines[own.lowerBound] = Self.replacing(lines[own.lowerBound], at: dash, with: " ")
            if var nested = inner.nested(entries, object, in: own), !nested.isEmpty {
                let first = nested.firstIndex { !Self.isCommentOrBlank($0) } ?? 0
                nested[first] = Self.replacing(nested[first], at: dash, with: "-")
                return nested
            }
        }
        return YAMLWriter.item(new, indent: dash)
    }

    // MARK: Lines

    /// Cuts a region into its entries; nil unless each entry begins a line of its own, all in the same column.
    private func segments(
        _ places: [TextPlace], column: Int, in region: Range<Int>, marker: Unicode.Scalar? = nil
    ) -> [Segment]? {
        var segments: [Segment] = []
        var start = region.lowerBound
        for (index, place) in places.enumerated() {
            let line = place.line - 1
            guard place.column == column, line >= start, line < region.upperBound else { return nil }
            let scalars = lines[line].unicodeScalars
            guard scalars.prefix(column - 1).allSatisfy({ $0 == " " }), let first = scalars.dropFirst(column - 1).first,
                marker.map({ $0 == first }) ?? (first != "{" && first != "[" && first != " ")
            else { return nil }
            var end = index + 1 < places.count ? places[index + 1].line - 1 : region.upperBound
            guard end > line, end <= region.upperBound else { return nil }
            while end > line + 1, isBetween(lines[end - 1], column: column) { end -= 1 }
            segments.append(Segment(leading: start..<line, own: line..<end))
            start = end
        }
        return segments
    }

    /// Tells whether a line stands between entries: it is blank, or a comment that is not indented further than they are.
    private func isBetween(_ line: String, column: Int) -> Bool {
        let indentation = line.unicodeScalars.prefix { $0 == " " }.count
        return Self.isCommentOrBlank(line) && (indentation < column || indentation == line.unicodeScalars.count)
    }

    private static func isCommentOrBlank(_ line: String) -> Bool {
        guard let first = line.unicodeScalars.first(where: { $0 != " " && $0 != "\t" }) else { return true }
        return first == "#"
    }

    private static func replacing(_ line: String, at index: Int, with scalar: Unicode.Scalar) -> String {
        var scalars = Array(line.unicodeScalars)
        guard scalars.indices.contains(index) else { return line }
        scalars[index] = scalar
        return String(String.UnicodeScalarView(scalars))
    }

    /// Returns the line with another value and the same comment; nil when the value does not stand on one line.
    private func splice(_ value: JSONValue, into line: String, at column: Int) -> String? {
        let scalars = Array(line.unicodeScalars)
        guard column - 1 < scalars.count, let end = YAMLValueEnd.find(in: scalars, from: column - 1),
            let written = YAMLWriter.inline(value, before: column - 1)
        else { return nil }
        let rest = scalars[end...]
        guard rest.allSatisfy({ $0 == " " }) || rest.first == " " && rest.first(where: { $0 != " " }) == "#" else {
            return nil
        }
        let before = String(String.UnicodeScalarView(scalars[..<(column - 1)]))
        return before + written + String(String.UnicodeScalarView(rest))
    }
}

extension Sequence<Unicode.Scalar> {
    /// Returns the column of the dash in the text before an item: spaces, a dash, spaces.
    fileprivate var lastIndexOfDash: Int? {
        let scalars = Array(self)
        guard let dash = scalars.firstIndex(of: "-"), scalars.allSatisfy({ $0 == " " || $0 == "-" }) else { return nil }
        return dash
    }
}
