import JSON
package import RequestCore

#if canImport(FoundationEssentials)
    package import FoundationEssentials
#else
    package import Foundation
#endif

/// A log as it is exported: the bodies stay texts, because most forms of export copy them or leave them out.
package struct ExportedLog: Sendable {
    /// The log with its request and response left out.
    package var record: LogRecord
    /// The version's number within the prompt; nil for a version that is not stored there.
    package var number: Int?
    /// When a person judged it; nil if nobody did, or an earlier program did not note the time.
    package var judgedAt: Date?
    /// The request's JSON.
    package var request: String
    /// The response's JSON; nil if there is none.
    package var response: String?

    /// A log of these parts.
    package init(record: LogRecord, number: Int?, judgedAt: Date? = nil, request: String, response: String?) {
        self.record = record
        self.number = number
        self.judgedAt = judgedAt
        self.request = request
        self.response = response
    }

    /// The log with its request, which is read now. The response stays left out.
    ///
    /// - Throws: the error of the JSON.
    package func withRequest() throws -> LogRecord {
        var record = record
        record.request = try JSONValue(parsing: request)
        return record
    }
}

/// Reads logs for an export.
package protocol ExportReader: Sendable {
    /// Hands over all logs that match, the oldest first, a page at a time. Logs that are written meanwhile may be among them; none
    /// comes twice. Limit and offset of the query do not count.
    func export(_ filter: LogFilter, _ take: ([ExportedLog]) async throws -> Void) async throws
}
