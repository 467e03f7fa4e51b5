import Fuzzing
import JSON
import Testing

@Suite("JSON Schema: whatever comes")
struct SchemaFuzzTests {
    private static let limits = SchemaLimits(violations: 5, steps: 2_000)

    /// What a JSON Pointer of ours leads to.
    private func part(of value: JSONValue, _ pointer: String) -> JSONValue? {
        pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst().reduce(value as JSONValue?) {
            let key = $1.split(separator: "~1", omittingEmptySubsequences: false).joined(separator: "/")
                .split(separator: "~0", omittingEmptySubsequences: false).joined(separator: "~")
            return $0?[key] ?? Int($1).flatMap { [value = $0] index in value?[index] }
        }
    }

    @Test("100,000 pairs of schema and value end, agree with themselves, and point at what is there", arguments: 0..<20)
    func pairs(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var (pairs, read, right, stopped) = (0, 0, 0, 0)
        while pairs < 5_000 {
            let document = generator.schema()
            guard let schema = try? JSONSchema(document, assertsFormats: true) else { continue }
            read += 1
            for _ in 0..<25 {
                let value = generator.instance()
                let violations = schema.validate(value, limits: Self.limits)
                pairs += 1
                if violations.isEmpty { right += 1 }
                let isStopped = violations.last.map { $0.cause != .mismatch } ?? false
                if isStopped { stopped += 1 }
                // Not `#expect`: half a million of those would take longer than what they expect.
                if !isStopped, schema.allows(value, limits: Self.limits) != violations.isEmpty {
                    Issue.record("\(document.compact) does not agree with itself on \(value.compact)")
                }
                if violations.count > Self.limits.violations + 1 { Issue.record("\(violations.count) violations") }
                for violation in violations where violation.cause == .mismatch {
                    if part(of: value, violation.path) == nil || part(of: document, violation.schemaPath) == nil {
                        Issue.record("\(violation.path) or \(violation.schemaPath) leads nowhere: \(document.compact)")
                    }
                }
            }
        }
        // The generator is worth something only while all three come up.
        #expect(right > pairs / 20 && right < pairs * 19 / 20, "\(right) of \(pairs) are right")
        #expect(stopped < pairs / 10, "\(stopped) of \(pairs) stopped")
        #expect(read > 100)
    }

    @Test("the opposite of a schema allows what the schema does not", arguments: 0..<5)
    func opposites(seed: UInt64) throws {
        var generator = SeededGenerator(seed: 1_000 + seed)
        var checked = 0
        while checked < 2_000 {
            let document = generator.schema(isRoot: false)
            // A reference would mean another schema there.
            guard !document.compact.contains("\"#"), let schema = try? JSONSchema(document),
                let not = try? JSONSchema(["not": document]), let both = try? JSONSchema(["allOf": [document, true]]),
                let one = try? JSONSchema(["oneOf": [document, ["not": document]]])
            else { continue }
            for _ in 0..<10 {
                let value = generator.instance()
                let isRight = schema.allows(value)
                guard !schema.validate(value).contains(where: { $0.cause != .mismatch }) else { continue }
                checked += 1
                if not.allows(value) == isRight || both.allows(value) != isRight || !one.allows(value) {
                    Issue.record("\(document.compact) means something else in another schema: \(value.compact)")
                }
            }
        }
    }

    private static let damage = Damage(tokens: ["{", "}", "[", "]", ",", ":", "\"", "-1", "null", "true", "$ref"])

    @Test("damaged schemas are read or refused", arguments: 0..<5)
    func damaged(seed: UInt64) {
        var generator = SeededGenerator(seed: 2_000 + seed)
        var taken = 0
        for _ in 0..<2_000 {
            let bytes = Self.damage.of(Array(generator.schema().compact.utf8), &generator)
            guard let document = try? JSONValue(parsing: bytes), let schema = try? JSONSchema(document) else {
                continue
            }
            taken += 1
            _ = schema.validate(generator.value(), limits: Self.limits)
        }
        #expect(taken > 20)
    }
}
