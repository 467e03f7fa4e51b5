import JSON
import Testing

@Suite("JSON Schema: shared")
struct SchemaSharingTests {
    @Test("one schema, patterns included, serves many threads at once")
    func threads() async throws {
        let schema = try JSONSchema(["items": ["pattern": #"^(\p{L}+ ?)+$"#, "minLength": 1], "uniqueItems": true])
        await withTaskGroup(of: Int.self) { group in
            for worker in 0..<8 {
                group.addTask {
                    (0..<200).reduce(0) { sum, round in
                        let items: [JSONValue] = [.string("Ö\(worker)"), "some words", .string("x\(round)")]
                        return sum + schema.validate(.array(items)).count
                    }
                }
            }
            for await count in group { #expect(count == 400) }
        }
    }
}
