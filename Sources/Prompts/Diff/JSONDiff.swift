package import JSON

/// Two JSON values compared by their structure, laid out as the new value with what it replaced.
///
/// Numbers are compared by their values, and objects without regard to the order of their keys.
package struct JSONDiff: Sendable, Hashable {
    /// One line of the new value, or of a part that only the old value has.
    package struct Line: Sendable, Hashable {
        /// What happened to the line. A value that took another's place is added, and has ``old``.
        package var kind: TextDiff.Kind
        /// The levels of indentation.
        package var depth: Int
        /// The line without its indentation.
        package var text: String
        /// The value in the old text that this one replaced, without white space; nil if there was none.
        package var old: String?
    }

    /// The lines of the new value in their order. What was removed stands at the end of its object, or in its place in a list.
    package let lines: [Line]

    /// Compares two values.
    package init(from old: JSONValue, to new: JSONValue) {
        var builder = JSONDiffBuilder()
        builder.compare(old, new, key: nil, depth: 0, isLast: true)
        lines = builder.lines
    }

    /// Whether the values mean the same.
    package var isEmpty: Bool { lines.allSatisfy { $0.kind == .same } }
}

/// Writes the lines of a comparison.
private struct JSONDiffBuilder {
    /// The elements of both lists beyond which they are compared place by place: aligning takes time by the square.
    private static let mostAligned = 2000

    var lines: [JSONDiff.Line] = []

    mutating func compare(_ old: JSONValue, _ new: JSONValue, key: String?, depth: Int, isLast: Bool) {
        if ExactValue(old) == ExactValue(new) { return write(new, .same, key: key, depth: depth, isLast: isLast) }
        let (label, comma) = (Self.label(key), isLast ? "" : ",")
        switch (old, new) {
        case (.object(let before), .object(let after)) where !after.isEmpty:
            add(.same, depth, label + "{")
            compare(before, after, depth: depth + 1)
            add(.same, depth, "}" + comma)
        case (.array(let before), .array(let after)) where !after.isEmpty:
            add(.same, depth, label + "[")
            compare(before, after, depth: depth + 1)
            add(.same, depth, "]" + comma)
        default:
            let start = lines.count
            write(new, .added, key: key, depth: depth, isLast: isLast)
            lines[start].old = old.compact
        }
    }

    private mutating func compare(_ before: JSONObject, _ after: JSONObject, depth: Int) {
        for (place, member) in after.members.enumerated() {
            let isLast = place == after.count - 1
            if let old = before[member.key] {
                compare(old, member.value, key: member.key, depth: depth, isLast: isLast)
            } else {
                write(member.value, .added, key: member.key, depth: depth, isLast: isLast)
            }
        }
        for member in before.members where after[member.key] == nil {
            write(member.value, .removed, key: member.key, depth: depth, isLast: true)
        }
    }

    private mutating func compare(_ before: [JSONValue], _ after: [JSONValue], depth: Int) {
        for step in Self.steps(from: before, to: after) {
            switch step {
            case .both(let old, let new):
                compare(before[old], after[new], key: nil, depth: depth, isLast: new == after.count - 1)
            case .removed(let old): write(before[old], .removed, key: nil, depth: depth, isLast: true)
            case .added(let new): write(after[new], .added, key: nil, depth: depth, isLast: new == after.count - 1)
            }
        }
    }

    /// The elements of two lists, those that stayed opposite each other.
    private static func steps(from before: [JSONValue], to after: [JSONValue]) -> [Alignment.Step] {
        guard before.count + after.count <= mostAligned else {
            let common = min(before.count, after.count)
            return (0..<common).map { .both($0, $0) } + (common..<max(common, before.count)).map { .removed($0) }
                + (common..<max(common, after.count)).map { .added($0) }
        }
        // What changed is compared with what took its place, in order.
        return Alignment.steps(from: before.map(ExactValue.init), to: after.map(ExactValue.init)) { _, _ in true }
    }

    /// Writes a value whose every line has the same fate.
    private mutating func write(_ value: JSONValue, _ kind: TextDiff.Kind, key: String?, depth: Int, isLast: Bool) {
        let text = Self.label(key) + value.pretty(indent: 1) + (isLast ? "" : ",")
        for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
            let inner = line.prefix { $0 == " " }.count
            add(kind, depth + inner, String(line.dropFirst(inner)))
        }
    }

    private mutating func add(_ kind: TextDiff.Kind, _ depth: Int, _ text: String) {
        lines.append(JSONDiff.Line(kind: kind, depth: depth, text: text))
    }

    private static func label(_ key: String?) -> String { key.map { JSONValue.string($0).compact + ": " } ?? "" }
}
