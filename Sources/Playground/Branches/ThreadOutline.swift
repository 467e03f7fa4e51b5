import Prompts

/// What is asked of a thread at every key and for every frame, kept up to date as the path of messages grows and shrinks at its
/// end. So neither costs more in a long thread.
struct ThreadOutline: Sendable {
    /// What the messages up to a place have used.
    struct Spending: Sendable, Hashable {
        /// Tokens in and out. Servers may send any number, so the sum stops at the largest integer.
        var tokens = 0
        /// US dollars; nil where no cost is known.
        var cost: Double?
    }

    /// The places of the messages, by their ids.
    private var places: [Int: Int] = [:]
    /// The places of the messages that stand by themselves: all except results, which are shown below their calls.
    private(set) var standing: [Int] = []
    /// The places of the messages that have calls without a result.
    private(set) var asking: [Int] = []
    /// What was used up to each message, itself included.
    private var spending: [Spending] = []
    /// How many calls of the last message with calls wait for a result, by the calls' ids; empty once another message follows.
    private var waiting: [String: Int] = [:]

    /// The place of a message; nil if it is not on the path.
    func place(of id: Int) -> Int? { places[id] }

    /// What all messages have used.
    var spent: Spending { spending.last ?? Spending() }

    /// Takes a message at the end.
    mutating func append(_ entry: ThreadEntry) {
        let place = spending.count
        places[entry.id] = place
        spending.append(spent.adding(entry.facts))
        if entry.message.role != .tool { waiting = [:] }
        if !answersCall(entry.message) { standing.append(place) }
        expectResults(of: entry.message.toolCalls, at: place)
    }

    /// Ends the path before a place.
    ///
    /// - Parameters:
    ///   - path: what is left.
    ///   - gone: the messages that were after it.
    mutating func truncate(to path: [ThreadEntry], gone: some Collection<ThreadEntry>) {
        for entry in gone { places[entry.id] = nil }
        spending.removeSubrange(path.count...)
        while let last = standing.last, last >= path.count { standing.removeLast() }
        while let last = asking.last, last >= path.count { asking.removeLast() }
        waiting = [:]
        let isResult: (ThreadEntry) -> Bool = { $0.message.role == .tool && $0.message.toolCalls.isEmpty }
        guard let place = path.lastIndex(where: { !isResult($0) }), !path[place].message.toolCalls.isEmpty else {
            return
        }
        if asking.last == place { asking.removeLast() }
        expectResults(of: path[place].message.toolCalls, at: place)
        for entry in path[(place + 1)...] { _ = answersCall(entry.message) }
    }

    /// Notes that the calls of a message wait for results.
    private mutating func expectResults(of calls: [ToolCall], at place: Int) {
        guard !calls.isEmpty else { return }
        waiting = [:]
        for call in calls { waiting[call.id, default: 0] += 1 }
        asking.append(place)
    }

    /// Takes a message that may be a result. Ids may be missing or occur twice: the second call with an id gets the second result for it.
    ///
    /// - Returns: whether a call waited for it.
    private mutating func answersCall(_ message: Message) -> Bool {
        let id = message.toolCallID ?? ""
        guard message.role == .tool, let count = waiting[id] else { return false }
        waiting[id] = count > 1 ? count - 1 : nil
        if waiting.isEmpty { asking.removeLast() }
        return true
    }
}

extension ThreadOutline.Spending {
    /// With what an answer has used.
    fileprivate func adding(_ facts: AnswerFacts?) -> Self {
        guard let facts else { return self }
        var sum = self
        for count in [facts.usage?.input, facts.usage?.output].compactMap(\.self) {
            let (next, isTooLarge) = sum.tokens.addingReportingOverflow(max(0, count))
            sum.tokens = isTooLarge ? Int.max : next
        }
        if let cost = facts.cost { sum.cost = (sum.cost ?? 0) + cost }
        return sum
    }
}
