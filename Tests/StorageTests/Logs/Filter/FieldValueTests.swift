import JSON
import Logbook
import RequestCore
import Testing

@testable import Storage

@Suite("Values of a filter's fields")
struct FieldValueTests {
    @Test("they come with their counts, the most frequent first, and those that never occurred behind")
    func values() async throws {
        let store = try Store.inMemory()
        for number in 0..<5 {
            var log = LogRecord.sample("\(number)", prompt: number == 0 ? "tide" : "ebb")
            log.model = number < 2 ? "small" : "large"
            log.context = RunContext(source: .run)
            if number > 2 {
                let tool: JSONValue = ["type": "function", "function": ["name": "sun"]]
                var request = log.request.objectValue ?? [:]
                request["tools"] = [tool, ["type": "function", "function": ["name": "tide"]]]
                log.request = .object(request)
            }
            try await store.insert(log)
        }
        _ = try await store.saved(.of("a"), prompt: "ebb", parent: nil)
        try await store.judge(log: "1") { try $0.add(tag: "golden") }
        func values(_ field: LogField) async throws -> [LogFieldValue] { try await store.values(of: field, limit: 10) }
        #expect(try await values(.prompt) == [LogFieldValue("ebb", count: 4), LogFieldValue("tide", count: 1)])
        #expect(try await values(.model) == [LogFieldValue("large", count: 3), LogFieldValue("small", count: 2)])
        #expect(try await values(.tool) == [LogFieldValue("sun", count: 2), LogFieldValue("tide", count: 2)])
        #expect(try await values(.tag) == [LogFieldValue("golden", count: 1)])
        #expect(try await values(.version) == [LogFieldValue("v1", count: 4)])
        #expect(try await values(.source).first == LogFieldValue("run", count: 5))
        #expect(try await values(.source).map(\.value).contains("serve"))
        #expect(try await values(.feedback) == ["good", "bad", "none"].map { LogFieldValue($0) })
        #expect(try await store.values(of: .model, limit: 1).count == 1)
        for field in LogField.allCases { _ = try await values(field) }
    }
}
