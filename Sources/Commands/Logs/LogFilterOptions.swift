import ArgumentParser
import JSON
import Logbook
import Prompts
import RequestCore

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// The logs to list.
struct LogFilterOptions: ParsableArguments {
    @Option(help: "Words to find in messages, answer, model or error.")
    var search: String?

    @Option(help: "Only logs of this prompt.")
    var prompt: String?

    @Option(help: ArgumentHelp("Only logs of this version: a REF, or at least 8 digits of its hash.", valueName: "ref"))
    var version: String?

    @Option(
        help: ArgumentHelp(
            "Only logs from this time on: 2026-11-20, 2026-11-20T10:00:00Z, 30m, 12h, 7d.", valueName: "time"))
    var since: String?

    /// Whether it means all logs.
    var isEmpty: Bool { words.isEmpty }

    /// The options as they were given, for people.
    var words: String {
        let options = [("search", search), ("prompt", prompt), ("version", version), ("since", since)]
        return options.compactMap { name, value in value.map { "\(name):\($0)" } }.joined(separator: " ")
    }

    /// - Throws: ``CommandFailure`` for an invalid REF or time.
    func query(in store: any VersionStore) async throws -> LogQuery {
        var query = LogQuery(search: search, prompt: prompt)
        if let version {
            guard let reference = Reference(version) else { throw CommandFailure("'\(version)' is no REF") }
            query.version = try await store.resolve(reference).id
        }
        if let since {
            guard let date = PastTime.date(since, now: Date()) else {
                throw CommandFailure("--since takes a date, a date with a time, or 30m, 12h, 7d; found '\(since)'")
            }
            query.since = date
        }
        return query
    }
}
