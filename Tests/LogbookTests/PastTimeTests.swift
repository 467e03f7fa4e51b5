import Foundation
import Testing

@testable import Logbook

@Suite struct PastTimeTests {
    private let now = Date(timeIntervalSince1970: 1_790_000_000)

    @Test(
        "A span is counted back from now",
        arguments: [("30m", 1_800.0), ("12h", 43_200), ("7d", 604_800), ("2w", 1_209_600)])
    func spans(text: String, seconds: Double) {
        #expect(PastTime.date(text, now: now) == now.addingTimeInterval(-seconds))
    }

    @Test("A date is the beginning of that day, and a date with a time is that moment")
    func dates() {
        #expect(PastTime.date("2026-11-20", now: now)?.timeIntervalSince1970 == 1_795_132_800)
        #expect(PastTime.date("2026-11-20T10:42:01Z", now: now)?.timeIntervalSince1970 == 1_795_171_321)
        #expect(PastTime.date("2026-11-20T10:42:01.500Z", now: now)?.timeIntervalSince1970 == 1_795_171_321.5)
    }

    @Test("A time without a zone is local time", arguments: ["2026-11-20T10:42:00", "2026-11-20T10:42"])
    func local(text: String) {
        #expect(PastTime.date(text, now: now, offset: 3600)?.timeIntervalSince1970 == 1_795_167_720)
    }

    @Test(
        "A day that the calendar does not have, and a time that no clock shows, are no time",
        arguments: [
            "2026-02-29", "2026-02-31", "2026-04-31", "2026-13-01", "2026-00-10", "2026-01-00", "2026-02-30T10:00",
            "2026-11-31T25:00", "2026-11-30T24:30Z", "2026-11-30T10:60", "2026-02-30T10:00:00.500Z",
        ])
    func impossible(text: String) {
        #expect(PastTime.date(text, now: now) == nil)
        #expect(PastTime.day(text, offset: 0) == nil)
    }

    @Test("The last days of months are days", arguments: ["2026-02-28", "2028-02-29", "2000-02-29", "2026-12-31"])
    func lastDays(text: String) {
        #expect(PastTime.day(text, offset: 0) != nil)
    }

    @Test(
        "Words, negative spans and spans without a unit are no time",
        arguments: ["yesterday", "-3d", "12", "", "d", "nand"])
    func others(text: String) {
        #expect(PastTime.date(text, now: now) == nil)
    }
}
