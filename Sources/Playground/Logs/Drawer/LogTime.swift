package import Logbook

#if canImport(FoundationEssentials)
    import FoundationEssentials
#else
    import Foundation
#endif

/// A time that a person goes to in the list of logs.
enum LogTime {
    /// Reads `14:30` as the last time that a clock showed it, and what ``PastTime`` reads.
    ///
    /// - Parameter offset: seconds east of Greenwich.
    static func date(_ text: String, now: Date, offset: Int) -> Date? {
        clock(text, now: now, offset: offset) ?? PastTime.date(text, now: now, offset: offset)
    }

    private static func clock(_ text: String, now: Date, offset: Int) -> Date? {
        let parts = text.split(separator: ":", omittingEmptySubsequences: false)
        guard (2...3).contains(parts.count), parts.allSatisfy({ (1...2).contains($0.utf8.count) }) else { return nil }
        let numbers = parts.compactMap { UInt($0) }.map(Double.init)
        guard numbers.count == parts.count, numbers[0] < 24, numbers.dropFirst().allSatisfy({ $0 < 60 }) else {
            return nil
        }
        let second = numbers.reduce(0) { $0 * 60 + $1 } * (parts.count == 2 ? 60 : 1)
        let today = ((now.timeIntervalSince1970 + Double(offset)) / 86_400).rounded(.down) * 86_400 - Double(offset)
        let date = Date(timeIntervalSince1970: today + second)
        return date > now ? date.addingTimeInterval(-86_400) : date
    }

    /// What is said of a text that is no time.
    static func refusal(_ text: String) -> String {
        "'\(text)' is not a time; write 14:30, 2h, 3d, 2026-11-20 or 2026-11-20T14:30:00Z"
    }
}

extension AppState {
    /// Asks for the time to go to.
    mutating func openLogTime() {
        var line = LineInput(
            title: "Go to a time", label: "14:30, 2h or 3d ago, 2026-11-20", word: "go"
        ) { state, texts in
            state.show(.logs)
            state.goToLogs(at: texts[0])
        }
        line.refusal = { text, _ in
            LogTime.date(text, now: Date(timeIntervalSince1970: 4e9), offset: 0) == nil ? LogTime.refusal(text) : nil
        }
        layers.push(line)
    }

    /// Goes to the newest log that was sent at a time or before it. The list is in the order of time then.
    mutating func goToLogs(at text: String) {
        if logs.manner.sort != nil { changeManner(of: .logs) { $0.sort = nil } }
        let (serial, question) = expect(.newest)
        ask(.logs(.find(serial, question, time: text)))
    }

    /// Takes the page at a time.
    ///
    /// - Parameter start: how many logs are newer.
    package mutating func logsFound(_ serial: Int, _ page: [LogSummary], start: Int, total: LogCount) {
        guard logs.awaited?.serial == serial else { return }
        logs.awaited = nil
        guard !page.isEmpty else {
            say("No log is that old; this is the oldest one.")
            return goToLastLog()
        }
        logs.take(page, at: start, total: total)
        logs.keepInView(height: logListHeight)
        return loadMoreLogs()
    }
}
