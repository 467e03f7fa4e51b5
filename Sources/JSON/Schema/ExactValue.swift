/// A value that is compared as JSON Schema compares: numbers by their value (`1` is `1.0`), objects without regard to
/// the order of members.
package struct ExactValue: Hashable, Sendable {
    let value: JSONValue

    /// Wraps a value.
    package init(_ value: JSONValue) { self.value = value }

    package static func == (left: ExactValue, right: ExactValue) -> Bool { same(left.value, right.value) }

    package func hash(into hasher: inout Hasher) { Self.hash(value, into: &hasher) }

    /// The approximate number of steps that it takes to look at all of a value; counting stops at `limit`.
    static func weight(_ value: JSONValue, limit: Int) -> Int {
        var weight = 0
        add(value, to: &weight, limit)
        return weight
    }

    private static func add(_ value: JSONValue, to weight: inout Int, _ limit: Int) {
        guard weight < limit else { return }
        weight += 1
        switch value {
        case .null, .bool: break
        case .number(let number): weight += number.text.utf8.count / 64
        case .string(let text): weight += text.utf8.count / 64
        case .array(let items): for item in items { add(item, to: &weight, limit) }
        case .object(let object):
            for member in object.members {
                weight += member.key.utf8.count / 64
                add(member.value, to: &weight, limit)
            }
        }
    }

    private static func same(_ left: JSONValue, _ right: JSONValue) -> Bool {
        switch (left, right) {
        case (.number(let a), .number(let b)): a == b || ExactDecimal(a.text) == ExactDecimal(b.text)
        case (.array(let a), .array(let b)): a.count == b.count && zip(a, b).allSatisfy { same($0, $1) }
        case (.object(let a), .object(let b)):
            a.count == b.count
                && a.members.allSatisfy { member in b[member.key].map { same(member.value, $0) } ?? false }
        default: left == right
        }
    }

    private static func hash(_ value: JSONValue, into hasher: inout Hasher) {
        switch value {
        case .number(let number):
            hasher.combine(2 as UInt8)
            hasher.combine(ExactDecimal(number.text))
        case .array(let items):
            hasher.combine(4 as UInt8)
            hasher.combine(items.count)
            for item in items { hash(item, into: &hasher) }
        case .object(let object):
            hasher.combine(5 as UInt8)
            // Exclusive or does not mind the order.
            var members = 0
            for member in object.members {
                var own = Hasher()
                ExactText.hash(member.key, into: &own)
                hash(member.value, into: &own)
                members ^= own.finalize()
            }
            hasher.combine(members)
        default: hasher.combine(value)
        }
    }
}
