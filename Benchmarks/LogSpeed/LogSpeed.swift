import Foundation
import Logbook
import Prompts
import RequestCore
import Storage

/// - `LogSpeed make HOME COUNT`: a store with so many logs, in a home that has none.
/// - `LogSpeed measure HOME TIMES`: a line for each question to the store: what is asked, how many logs it finds, and the median in
///   microseconds.
/// - `LogSpeed reread HOME`: reads all logs anew for the search, as after a change of its shape; `LogSpeed digest HOME`: reads those that
///   an interrupted one has left.
@main
enum LogSpeed {
    static func main() async throws {
        let arguments = CommandLine.arguments
        if arguments.count == 4, arguments[1] == "make", let count = Int(arguments[3]) {
            try await make(arguments[2], count)
        } else if arguments.count == 4, arguments[1] == "measure", let times = Int(arguments[3]) {
            try await measure(arguments[2], times)
        } else if arguments.count == 3, arguments[1] == "reread" {
            try await Store(directory: arguments[2]).rebuildSearch()
        } else if arguments.count == 3, arguments[1] == "digest" {
            try await Store(directory: arguments[2]).digestAllLogs(piece: 500)
        } else {
            print("usage: LogSpeed make HOME COUNT | LogSpeed measure HOME TIMES | LogSpeed reread|digest HOME")
        }
    }

    private static func make(_ home: String, _ count: Int) async throws {
        let store = try Store(directory: home)
        var maker = LogMaker(count: count)
        for start in stride(from: 0, to: count, by: 500) {
            try await store.insert((start..<min(start + 500, count)).map { maker.log($0) })
        }
    }

    /// The filters that are measured, each alone.
    private static let filters = [
        "", "prompt:tides", "provider:local", "model:o4-mini", "model:*mini", "status:error", "error:server",
        "finish:length",
        "tool:get_tide", "call:get_tide", "source:eval", "caller:*", "cost:>0.0025", "cost:<0.0002", "tokens:>4k",
        "in:>4100",
        "out:<25", "first:>990ms", "total:>18s", "retries:>0", "since:2026-11-01", "until:2026-06-10", "schema:broken",
        "feedback:good", "image:yes", "day:2026-08-01",
        "model:o4-mini status:error since:2026-08-01", "call:get_tide cost:>0.0015 -source:eval",
        "t", "te", "tee", "e t a", "zzqx", "jqvz", "\"te et\"", "-t", "te model:o4-mini",
    ]

    private static func measure(_ home: String, _ times: Int) async throws {
        let empty = home + "-empty"
        for (name, place) in [("open", home), ("open empty", empty)] {
            _ = try Store(directory: place)
            print("\(name)\t\t\t\(try await median(times) { _ = try Store(directory: place) })")
        }
        let store = try Store(directory: home)
        let now = Date(timeIntervalSince1970: 1_795_552_000)
        for text in filters {
            let filter = try LogFilter(parsing: text, LogFilterContext(now: now))
            var found = 0
            let time = try await median(times) {
                found = try await store.logs(matching: LogQuery(filter, limit: 50)).count
            }
            print("page\t\(text)\t\(found)\t\(time)")
            var count = LogCount(0)
            let counting = try await median(times) { count = try await store.count(of: filter, upTo: 10_000) }
            print("count\t\(text)\t\(count.count)\(count.isWhole ? "" : "+")\t\(counting)")
        }
        var last = try await store.logs(matching: LogQuery(limit: 50)).last
        for _ in 0..<20 {
            guard let place = last?.position else { break }
            last = try await store.logs(matching: LogQuery(page: .after(place), limit: 50)).last
        }
        if let place = last?.position {
            let next = try await median(times) {
                _ = try await store.logs(matching: LogQuery(page: .after(place), limit: 50))
            }
            print("next page\t\t50\t\(next)")
        }
        let end = try await median(times) { _ = try await store.logs(matching: LogQuery(page: .oldest, limit: 50)) }
        print("last page\t\t50\t\(end)")
        let versions = try await median(times) { _ = try await store.statistics(ofPrompt: "tides") }
        print("versions\ttides\t10\t\(versions)")
        let numbers = try await median(max(1, times / 5)) {
            _ = try await store.numbers(of: LogFilter(), by: .model, points: 60)
        }
        print("stats\t\t\t\(numbers)")
    }

    private static func median(_ times: Int, _ work: () async throws -> Void) async throws -> Int {
        var durations: [Int] = []
        for _ in 0..<times {
            let duration = try await ContinuousClock().measure(work)
            durations.append(
                Int(duration.components.attoseconds / 1_000_000_000_000) + Int(duration.components.seconds) * 1_000_000)
        }
        return durations.sorted()[times / 2]
    }
}
