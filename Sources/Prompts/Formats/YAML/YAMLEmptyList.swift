import JSON

/// A list that loses its last item, or gets its first one. The comments between its items stay.
extension YAMLList {
    /// The text where the list has no item before or after the change, with all its comments; nil for another change, and for a
    /// layout that is not known.
    func commented(_ plain: String, _ change: Change) -> String? {
        let lines = Self.lines(plain)
        let root = try? YAMLSource.read(plain, file: nil)
        let values = values(after: change)
        guard let nodes = Self.nodes(root, key), nodes.isEmpty != values.isEmpty else { return nil }
        return values.isEmpty ? emptied(root, nodes, lines, change) : filled(root, values, lines)
    }

    /// The text without the last item: what stood between the items stays.
    private func emptied(_ root: YAMLNode?, _ nodes: [YAMLNode], _ lines: [String], _ change: Change) -> String? {
        guard let root, let region = region(root, in: lines),
            let kept = YAMLPatch(lines: lines).items(nodes, in: region, after: change)
        else { return nil }
        guard key != nil else { return Self.joined(kept + ["[]"]) }
        let head = region.lowerBound - 1
        guard let entry = Self.head(lines[head]) else { return nil }
        return Self.joined(lines[..<head] + [entry.name + " []" + entry.comment] + kept + lines[region.upperBound...])
    }

    /// The text with the first items, where the empty list stood.
    private func filled(_ root: YAMLNode?, _ values: [JSONValue], _ lines: [String]) -> String? {
        guard let key else {
            let items = Self.new(values, nil)
            guard let root, !root.json.isNull else { return Self.joined(lines + items) }
            let place = root.place.line - 1
            guard lines.indices.contains(place), lines[place].hasPrefix("[]") else { return nil }
            let comment = lines[place].dropFirst(2).drop { $0 == " " }
            return Self.joined(
                lines[..<place] + (comment.isEmpty ? [] : [String(comment)]) + items + lines[(place + 1)...])
        }
        guard let root,
            let own = YAMLPatch(lines: lines).lines(ofEntry: key, among: root.entries, in: 0..<lines.count),
            let entry = Self.head(lines[own.lowerBound])
        else { return nil }
        return Self.joined(
            lines[..<own.lowerBound] + [entry.name + entry.comment] + lines[(own.lowerBound + 1)..<own.upperBound]
                + Self.new(values, key).dropFirst() + lines[own.upperBound...])
    }

    /// A line that has a key and at most an empty list: up to the colon, and the comment with the spaces before it; nil for
    /// another one.
    private static func head(_ line: String) -> (name: String, comment: String)? {
        guard let colon = line.firstIndex(of: ":") else { return nil }
        var rest = line[line.index(after: colon)...]
        let blank = rest.prefix { $0 == " " }
        if rest.dropFirst(blank.count).hasPrefix("[]") { rest = rest.dropFirst(blank.count + 2) }
        let comment = rest.drop { $0 == " " }
        guard comment.isEmpty || comment.hasPrefix("#") && comment.count < rest.count else { return nil }
        return (String(line[...colon]), comment.isEmpty ? "" : String(rest))
    }
}
