import Foundation
import GRDB
import Logbook
import Prompts
import RequestCore
import Testing

@testable import Storage

@Suite("Logs in another order")
struct SortedLogTests {
    private static let orders = LogOrder.Field.allCases.flatMap { field in
        [true, false].map { LogOrder(field, isDescending: $0) }
    }

    /// The logs in an order, as it is defined.
    private func sorted(_ logs: [LogSummary], _ order: LogOrder) -> [String] {
        func sign(_ isBefore: Bool) -> Bool { isBefore == !order.isDescending }
        return logs.sorted { left, right in
            if order.field == .time {
                return left.createdAt == right.createdAt
                    ? sign(left.key < right.key) : sign(left.createdAt < right.createdAt)
            }
            let values = [left, right].map { order.position(of: $0).value }
            switch (values[0], values[1]) {
            case (let old?, let new?) where old != new: return sign(old < new)
            case (nil, _?): return false
            case (_?, nil): return true
            default: return sign(left.key < right.key)
            }
        }.map(\.id)
    }

    /// All pages, from the beginning on, or from the end on.
    private func pages(
        _ store: Store, _ filter: LogFilter, _ order: LogOrder, fromEnd: Bool
    ) async throws -> [String] {
        var all: [LogSummary] = []
        var page = fromEnd ? LogQuery.Page.oldest : .newest
        while true {
            let logs = try await store.logs(matching: LogQuery(filter, page: page, limit: 7, order: order))
            all = fromEnd ? logs + all : all + logs
            guard logs.count == 7, let next = fromEnd ? logs.first : logs.last else { return all.map(\.id) }
            page = fromEnd ? .before(order.position(of: next)) : .after(order.position(of: next))
        }
    }

    @Test(
        "Pages from either end are the whole list in its order, for every filter; nothing is missing and nothing comes twice"
    )
    func everyPage() async throws {
        let store = try Store.inMemory()
        var random = RandomLogs(numbers: .init(seed: 5))
        for number in 0..<60 { try await store.insert(try random.log(number)) }
        var filters = ["", "prompt:tide", "flood", "cost:*", "-cost:*", "status:ok", "prompt:tide flood", "since:9s"]
        filters += ["model:gpt-4o -tag:golden"]
        for text in filters {
            let filter = try await LogFilter(reading: text, now: time(12), offset: 0, saved: store)
            let logs = try await store.logs(matching: LogQuery(filter, limit: 1000))
            for order in Self.orders {
                let expected = sorted(logs, order)
                #expect(try await pages(store, filter, order, fromEnd: false) == expected, "\(text) \(order)")
                #expect(try await pages(store, filter, order, fromEnd: true) == expected, "\(text) \(order)")
            }
        }
    }

    @Test("Where a filter finds many logs, the column's index is read and nothing is sorted")
    func index() async throws {
        let store = try Store.inMemory()
        for number in 0..<3 { try await store.insert(.sample("\(number)")) }
        try await store.database.read { db in
            let filter = LogFilter([LogTerm(.field(.prompt, [.text(LogPattern(exactly: "weather"))]))])
            for order in Self.orders where order.field != .time {
                let sorted = try #require(SortedLogs(try LogList(db, filter), order))
                let place = LogPosition(createdAt: time(0), key: 7, value: 1)
                for (hasValue, isFew) in [(true, false), (true, true), (false, false)] {
                    let query = sorted.query(
                        "id", hasValue: hasValue, after: place, isDescending: order.isDescending, isFew: isFew)
                    let plan = try Row.fetchAll(
                        db, sql: "EXPLAIN QUERY PLAN " + query.sql, arguments: StatementArguments(query.arguments)
                    ).map { $0["detail"] as String }.joined(separator: "; ")
                    #expect(plan.contains("USE TEMP B-TREE") == isFew, "\(order): \(plan)")
                    if hasValue, !isFew { #expect(plan.contains("SEARCH log USING INDEX logBy"), "\(order): \(plan)") }
                }
            }
        }
    }
}
