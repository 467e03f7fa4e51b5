import Testing

@testable import Logbook

@Suite("Completing a filter")
struct FilterCompletionTests {
    private func completion(_ text: String) -> FilterCompletion? {
        FilterCompletion(in: text, cursor: text.count)
    }

    @Test("the name of a field, its value, the last of a list, or a saved filter is being written")
    func subjects() throws {
        let table: [(String, FilterCompletion.Subject, String, Range<Int>)] = [
            ("", .field, "", 0..<0), ("flood mo", .field, "mo", 6..<8), ("-sta", .field, "sta", 1..<4),
            ("model:", .value(.model), "", 6..<6), ("x -status:er", .value(.status), "er", 10..<12),
            ("status:ok,er", .value(.status), "er", 10..<12), ("@slo", .saved, "slo", 1..<4),
        ]
        for (text, subject, beginning, range) in table {
            let found = try #require(completion(text), "\(text)")
            #expect(
                found.subject == subject && found.beginning == beginning && found.range == range, "\(text): \(found)")
        }
        #expect(completion("mo")?.fields == [.model])
        #expect(completion("s")?.fields == [.status, .schema, .score, .source, .session, .since])
        #expect(FilterCompletion(in: "model:gpt status:ok", cursor: 8)?.beginning == "gp")
    }

    @Test("nothing is completed in quotes and behind an unknown field", arguments: ["\"hi", "model:\"a", "http:x"])
    func nothing(text: String) {
        #expect(completion(text) == nil)
    }

    @Test(
        "a value is written such that it is read as that value",
        arguments: ["gpt-4o", "a,b", "a b", "*", ">1", "\"", ""])
    func written(value: String) throws {
        let filter = try LogFilter(
            parsing: "prompt:" + FilterCompletion.written(value), LogFilterContext(now: .distantPast))
        #expect(filter == .prompt(value))
    }
}
