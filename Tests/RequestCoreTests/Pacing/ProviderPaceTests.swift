import RequestCore
import Testing

@Suite("How fast a provider is asked")
struct ProviderPaceTests {
    /// Starts as many requests as may start.
    private func fill(_ pace: inout ProviderPace, at now: Double) -> [ProviderPace.Ticket] {
        var tickets: [ProviderPace.Ticket] = []
        while case .started(let ticket) = pace.admit(at: now) { tickets.append(ticket) }
        return tickets
    }

    @Test("no more requests are under way than may be, and one may start when one is over")
    func width() {
        var pace = ProviderPace(most: 3)
        let tickets = fill(&pace, at: 0)
        #expect(tickets.count == 3 && pace.admit(at: 0) == .full)
        pace.finish(tickets[0], .answered, at: 1)
        #expect(fill(&pace, at: 1).count == 1)
    }

    @Test("a refusal halves the width and pauses for as long as the server asks")
    func retryAfter() {
        var pace = ProviderPace(most: 8)
        let tickets = fill(&pace, at: 0)
        pace.finish(tickets[0], .refused(retryAfter: 20), at: 1)
        #expect(pace.width == 4 && pace.admit(at: 2) == .wait(19))
        for ticket in tickets.dropFirst() { pace.finish(ticket, .answered, at: 3) }
        #expect(pace.admit(at: 20.5) == .wait(0.5))
        #expect(fill(&pace, at: 21).count >= 4)
    }

    @Test("refusals of one moment count once, but the longest wait that any of them asks for holds")
    func burst() {
        var pace = ProviderPace(most: 8)
        let tickets = fill(&pace, at: 0)
        for (place, ticket) in tickets.enumerated() {
            pace.finish(ticket, .refused(retryAfter: Double(place)), at: 1)
        }
        #expect(pace.width == 4 && pace.pausedUntil == 8 && pace.underWay == 0)
    }

    @Test("where the server names no time, pauses double with each refusal in a row, up to a minute")
    func backoff() {
        var pace = ProviderPace(most: 2)
        var now = 0.0
        var pauses: [Double] = []
        for _ in 0..<8 {
            guard case .started(let ticket) = pace.admit(at: now) else { return #expect(Bool(false)) }
            pace.finish(ticket, .refused(retryAfter: nil), at: now)
            pauses.append(pace.pausedUntil - now)
            now = pace.pausedUntil
        }
        #expect(pauses == [1, 2, 4, 8, 16, 32, 60, 60] && pace.width == 1)
    }

    @Test("answers widen it again, one step for each width of them, and never beyond what was asked for")
    func recovery() {
        var pace = ProviderPace(most: 4)
        let tickets = fill(&pace, at: 0)
        for ticket in tickets { pace.finish(ticket, .refused(retryAfter: 1), at: 0) }
        var widths: [Int] = []
        for _ in 0..<20 {
            guard case .started(let ticket) = pace.admit(at: 5) else { return #expect(Bool(false)) }
            pace.finish(ticket, .answered, at: 5)
            widths.append(pace.width)
        }
        #expect(widths.prefix(5) == [2, 3, 3, 3, 4] && widths.last == 4)
    }

    @Test("an answer ends the row of refusals, and a failure says nothing")
    func failures() {
        var pace = ProviderPace(most: 4)
        for outcome in [ProviderPace.Outcome.refused(retryAfter: nil), .answered, .failed, .refused(retryAfter: nil)] {
            guard case .started(let ticket) = pace.admit(at: 100) else { return #expect(Bool(false)) }
            pace.finish(ticket, outcome, at: 98)
        }
        #expect(pace.pausedUntil == 99 && pace.width == 1)
    }
}
