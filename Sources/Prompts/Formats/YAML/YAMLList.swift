package import JSON

/// The list of a YAML text, or that under a key, whose items are changed one by one. All other lines stay as they are, with their
/// comments, and so do the lines of a changed item that say the same as before.
package struct YAMLList: Sendable, Hashable {
    /// An item of the list.
    package struct Item: Sendable, Hashable {
        package var value: JSONValue
        /// The line that it begins on, from 1.
        package var line: Int
    }

    /// A change of the list.
    package enum Change: Sendable, Hashable {
        /// Another value in the place of the item of this number, from 0.
        case replace(Int, JSONValue)
        /// More items before the item of this number, from 0, or at the end.
        case insert([JSONValue], at: Int)
        /// The items of these numbers, from 0, are gone.
        case remove(Set<Int>)
    }

    /// The items in their order.
    package let items: [Item]
    private let text: String
    let key: String?

    /// Finds a list.
    ///
    /// - Parameter key: of the mapping that has the list; nil where the whole text is the list.
    /// - Throws: ``FieldError`` with line and column for a text that is no YAML, and one without a list there.
    package init(_ text: String, key: String?) throws(FieldError) {
        self.text = text
        self.key = key
        let root = try YAMLSource.read(text, file: nil)
        guard let nodes = Self.nodes(root, key) else {
            throw FieldError(
                line: key.flatMap { root?.place(of: $0).line } ?? 1, field: key, message: "is no list of rows")
        }
        items = nodes.map { Item(value: $0.rowJSON, line: $0.place.line) }
    }

    /// The items of the list; none where there is nothing yet, and nil where there is something else.
    static func nodes(_ root: YAMLNode?, _ key: String?) -> [YAMLNode]? {
        guard let root else { return [] }
        var node = root
        if let key {
            guard case .mapping(let entries) = root.content else { return nil }
            guard let entry = entries.last(where: { $0.key == key }) else { return [] }
            node = entry.value
        }
        switch node.content {
        case .sequence(let items): return items
        case .scalar(.null): return []
        case .scalar, .mapping: return nil
        }
    }

    /// The text after a change.
    ///
    /// - Returns: nil where the layout of the text is not known, such as several items on a line.
    package func text(after change: Change) -> String? {
        guard let ends = lineEnds else { return nil }
        let plain = ends == "\n" ? text : text.replacing("\r\n", with: "\n")
        let candidates = [{ commented(plain, change) }, { changed(plain, change) }]
        guard let changed = candidates.lazy.compactMap({ $0() }).first(where: { isRight($0, change) }) else {
            return nil
        }
        return ends == "\n" ? changed : changed.replacing("\n", with: "\r\n")
    }

    /// How lines end; nil where they end differently, because a change would even that out.
    private var lineEnds: String? {
        let bytes = text.utf8
        let breaks = bytes.count { $0 == Byte.lineFeed }
        let returns = bytes.count { $0 == Byte.carriageReturn }
        if returns == 0 { return "\n" }
        return returns == breaks && text.replacing("\r\n", with: "").utf8.allSatisfy({ $0 != Byte.carriageReturn })
            ? "\r\n" : nil
    }

    private func changed(_ plain: String, _ change: Change) -> String? {
        let lines = Self.lines(plain)
        guard let root = try? YAMLSource.read(plain, file: nil) else {
            return Self.joined(lines + Self.new(values(after: change), key))
        }
        guard let nodes = Self.nodes(root, key), !nodes.isEmpty, values(after: change).isEmpty == false else {
            return ofEmpty(plain, root, lines, change)
        }
        guard let region = region(root, in: lines),
            let own = YAMLPatch(lines: lines).items(nodes, in: region, after: change)
        else { return nil }
        return Self.joined(Array(lines[..<region.lowerBound]) + own + lines[region.upperBound...])
    }

    /// The text where the list has no item before or after the change, written anew.
    private func ofEmpty(_ plain: String, _ root: YAMLNode, _ lines: [String], _ change: Change) -> String? {
        let values = values(after: change)
        guard let key else { return Self.joined(Self.new(values, nil)) }
        guard let old = root.json.objectValue else { return nil }
        var new = old
        new[key] = .array(values)
        return YAMLPatch.settings(plain, from: old, to: new).map(Self.joined)
    }

    static func new(_ values: [JSONValue], _ key: String?) -> [String] {
        if let key { return YAMLWriter.entry(key, .array(values)) }
        return values.isEmpty ? ["[]"] : values.flatMap { YAMLWriter.item($0, indent: 0) }
    }

    static func lines(_ plain: String) -> [String] {
        var lines = plain.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
        if lines.last?.isEmpty == true { lines.removeLast() }
        return lines
    }

    static func joined(_ lines: [String]) -> String { lines.map { $0 + "\n" }.joined() }

    /// The lines that the items stand on, with those between them.
    func region(_ root: YAMLNode, in lines: [String]) -> Range<Int>? {
        guard let key else { return 0..<lines.count }
        return YAMLPatch(lines: lines).lines(ofEntry: key, among: root.entries, in: 0..<lines.count).flatMap { own in
            own.count > 1 ? (own.lowerBound + 1)..<own.upperBound : nil
        }
    }

    func values(after change: Change) -> [JSONValue] {
        var values = items.map(\.value)
        switch change {
        case .replace(let place, let value): values[place] = value
        case .insert(let new, let place): values.insert(contentsOf: new, at: place)
        case .remove(let places): values = values.indices.filter { !places.contains($0) }.map { values[$0] }
        }
        return values
    }

    /// Whether a changed text says what it should, and nothing else is another. The layout of a text can be unusual.
    private func isRight(_ changed: String, _ change: Change) -> Bool {
        guard let read = try? YAMLList(changed, key: key), read.items.map(\.value) == values(after: change) else {
            return false
        }
        guard let key else { return true }
        var (before, after) = (
            (try? YAMLSource.read(text, file: nil))?.json, (try? YAMLSource.read(changed, file: nil))?.json
        )
        before = before.map { Self.without(key, $0) }
        after = after.map { Self.without(key, $0) }
        return before == after || before == nil
    }

    private static func without(_ key: String, _ value: JSONValue) -> JSONValue {
        guard var object = value.objectValue else { return value }
        object[key] = nil
        return .object(object)
    }
}
