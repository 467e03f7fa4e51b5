import Foundation
import JSON
import RequestCore
import Testing

@testable import Logbook

@Suite("The numbers of logs")
struct LogReportTests {
    private func fact(
        _ at: Int64 = 0, _ state: LogRecord.State = .finished, total: Double = 100, cost: Double? = nil,
        isBilled: Bool = true, tokens: (Int, Int)? = nil, first: Double? = nil
    ) -> CountedLog {
        CountedLog(
            createdAt: at, state: state, cost: cost, isBilled: isBilled, promptTokens: tokens?.0,
            completionTokens: tokens?.1, firstTokenMS: first, totalMS: total)
    }

    private func report(_ facts: [(CountedLog, String?)], by grouping: LogGrouping? = nil, points: Int = 0) -> LogReport
    {
        var builder = LogReportBuilder(by: grouping, points: points)
        for (fact, key) in facts { builder.add(fact, key: key) }
        return builder.finished()
    }

    @Test("Failed and stopped runs count by themselves, and their times count nowhere")
    func states() {
        let facts = [
            fact(total: 10), fact(total: 20), fact(0, .failed, total: 9_000), fact(0, .cancelled, total: 9_000),
            fact(0, .running, total: 9_000),
        ]
        let all = report(facts.map { ($0, nil) }).all
        #expect(all.runs == 5 && all.errors == 1 && all.cancelled == 1)
        #expect(all.totalMS.p50 == 10 && all.totalMS.p95 == 20 && all.totalMS.p99 == 20)
        #expect(all.firstTokenMS == LogNumbers.Times())
    }

    @Test("Percentiles are the nearest rank: a time that was measured")
    func percentiles() {
        let all = report((1...200).reversed().map { (fact(total: Double($0), first: Double($0) / 10), nil) }).all
        #expect(all.totalMS.p50 == 100 && all.totalMS.p95 == 190 && all.totalMS.p99 == 198)
        #expect(all.firstTokenMS.p50 == 10 && all.firstTokenMS.p99 == 19.8)
    }

    @Test("Costs are exact sums of what is known; what has no price is counted, but not the simulator's runs")
    func costs() {
        let facts = [
            fact(cost: 0.1), fact(cost: 0.2), fact(), fact(0, .failed), fact(isBilled: false),
            fact(0, .failed, cost: 0.3),
        ]
        let all = report(facts.map { ($0, nil) }).all
        #expect(all.cost == Dollars("0.6"))
        #expect(all.unpriced == 1)
        #expect(all.priced == 3)
        #expect(report([(fact(), nil)]).all.cost == nil)
    }

    @Test("Tokens are sums of what servers reported, unknown where none did")
    func tokens() {
        let all = report([(fact(tokens: (10, 5)), nil), (fact(), nil), (fact(tokens: (1, 0)), nil)]).all
        #expect(all.promptTokens == 11 && all.completionTokens == 5)
        #expect(report([(fact(), nil)]).all.promptTokens == nil)
        let huge = report([(fact(tokens: (.max, 1)), nil), (fact(tokens: (.max, 1)), nil)]).all
        #expect(huge.promptTokens == .max)
    }

    @Test("The largest group comes first, days in their order, and a run without a key is in no group")
    func groups() {
        let facts: [(CountedLog, String?)] = [
            (fact(), "2026-11-02"), (fact(), "2026-11-01"), (fact(), "2026-11-02"), (fact(), nil),
        ]
        #expect(report(facts, by: .model).groups.map(\.key) == ["2026-11-02", "2026-11-01"])
        #expect(report(facts, by: .day).groups.map(\.key) == ["2026-11-01", "2026-11-02"])
        #expect(report(facts, by: .day).groups.map(\.numbers.runs) == [1, 2])
        #expect(report(facts, by: .day).all.runs == 4)
    }

    @Test("The line over time has equal spans from the first log to the last, empty ones included")
    func timeline() {
        let few = [fact(1_000, total: 5), fact(1_001, total: 7), fact(1_099, .failed), fact(1_050, total: 9)]
        let facts = (0..<50).flatMap { _ in few }
        let line = report(facts.map { ($0, nil) }, points: 10).timeline
        #expect(line.start == 1_000 && line.end == 1_099)
        #expect(line.points.count == 10)
        #expect(line.points.map(\.runs) == [100, 0, 0, 0, 0, 50, 0, 0, 0, 50])
        #expect(line.points[0].p50 == 5 && line.points[0].p95 == 7)
        #expect(line.points[9].errors == 50 && line.points[9].p50 == nil)
        #expect(report(few.map { ($0, nil) }, points: 10).timeline.points.map(\.runs) == [4])
        // A 95th percentile of fewer than 20 logs would be the slowest of them.
        #expect(report(facts.map { ($0, nil) }, points: 400).timeline.points.count == 10)
        #expect(report([(fact(5), nil)], points: 10).timeline.points.count == 1)
        #expect(report([], points: 10).timeline.points.isEmpty)
    }

    @Test("The JSON has every key, null where nothing is known")
    func json() throws {
        let json = report([(fact(0, .failed), "rate_limit")], by: .error).json
        #expect(
            json.compact
                == #"{"runs":1,"errors":1,"cancelled":0,"cost_usd":null,"unpriced":0,"prompt_tokens":null,"#
                + #""completion_tokens":null,"first_token_ms":{"p50":null,"p95":null,"p99":null},"#
                + #""total_ms":{"p50":null,"p95":null,"p99":null},"groups":[{"key":"rate_limit","runs":1,"errors":1,"#
                + #""cancelled":0,"cost_usd":null,"unpriced":0,"prompt_tokens":null,"completion_tokens":null,"#
                + #""first_token_ms":{"p50":null,"p95":null,"p99":null},"total_ms":{"p50":null,"p95":null,"p99":null}}]}"#
        )
    }

    @Test("A group is a term of a filter, in quotes where its name has a space, a quote or a star")
    func terms() {
        #expect(LogGrouping.model.filter(key: "gpt-4.1-mini") == "model:gpt-4.1-mini")
        #expect(LogGrouping.day.filter(key: "2026-11-30") == "day:2026-11-30")
        #expect(LogGrouping.prompt.filter(key: #"a "b*" \c"#) == #"prompt:"a \"b*\" \\c""#)
    }

    @Test("The page asks nobody for anything, runs no script, and shows names as text")
    func page() {
        let facts = (0..<50).map { (fact(Int64($0) * 100_000, total: Double($0), cost: 0.01), Optional("<b>&\"'</b>")) }
        var page = ""
        NumbersPage.write(report(facts, by: .model, points: 20), filter: "<script>alert(1)</script>") { page += $0 }
        #expect(page.contains("&lt;b&gt;&amp;&quot;&#39;&lt;/b&gt;"))
        #expect(page.contains("&lt;script&gt;alert(1)&lt;/script&gt;"))
        for word in ["<script", "http:", "https:", "src=", "@import", "url("] {
            #expect(!page.contains(word), "\(word)")
        }
        #expect(page.contains("default-src 'none'"))
        #expect(page.components(separatedBy: "<svg").count == 3)
        #expect(page.hasSuffix("</html>\n"))
    }
}
