import Testing

@testable import Evaluations

@Suite("What a count is worth")
struct StatisticsTests {
    @Test(
        "Wilson's interval has statsmodels' values",
        arguments: [
            (19, 24, 0.5953, 0.9076), (22, 24, 0.7415, 0.9768), (10, 10, 0.7225, 1), (0, 10, 0, 0.2775),
            (1, 1, 0.2065, 1),
        ])
    func wilson(passed: Int, count: Int, low: Double, high: Double) throws {
        let interval = try #require(Statistics.wilson(passed: passed, of: count))
        #expect(abs(interval.lowerBound - low) < 1e-4)
        #expect(abs(interval.upperBound - high) < 1e-4)
        #expect(Statistics.wilson(passed: 0, of: 0) == nil)
    }

    @Test(
        "the exact McNemar test has statsmodels' values",
        arguments: [
            (3, 0, 0.25), (4, 2, 0.6875), (2, 10, 0.03857421875), (0, 6, 0.03125), (0, 0, 1), (1, 1, 1), (5, 5, 1),
        ])
    func mcnemar(gained: Int, lost: Int, p: Double) {
        #expect(abs(Statistics.mcnemar(gained: gained, lost: lost) - p) < 1e-9)
        #expect(Statistics.mcnemar(gained: gained, lost: lost) == Statistics.mcnemar(gained: lost, lost: gained))
    }

    @Test("a large table neither overflows nor vanishes")
    func large() {
        #expect(Statistics.mcnemar(gained: 50_000, lost: 50_000) == 1)
        #expect(Statistics.mcnemar(gained: 0, lost: 100) > 0)
    }

    @Test("pass^k and pass@k of 4 in 5, taking 3, are 0.4 and 1")
    func repeats() throws {
        #expect(abs(try #require(Statistics.allPass(passed: 4, of: 5, taking: 3)) - 0.4) < 1e-9)
        #expect(Statistics.anyPass(passed: 4, of: 5, taking: 3) == 1)
        #expect(Statistics.anyPass(passed: 0, of: 5, taking: 3).map { abs($0) < 1e-9 } == true)
        #expect(Statistics.allPass(passed: 1, of: 1, taking: 2) == nil)
    }

    @Test("percentiles are nearest rank")
    func percentiles() {
        let values = [15.0, 20, 35, 40, 50]
        #expect([5, 30, 40, 50, 100].map { Statistics.percentile($0, ofSorted: values) } == [15, 20, 20, 35, 50])
        #expect(Statistics.percentile(95, ofSorted: [1]) == 1)
        #expect(Statistics.percentile(50, ofSorted: []) == nil)
    }
}
