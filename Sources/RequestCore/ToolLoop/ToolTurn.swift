package import Prompts

/// How far a run may go by itself: its rounds, what they cost, and what its last answer asks for.
///
/// ```
/// request → answer → calls → results → request → …
/// ```
///
/// A run is everything from a request that a person sends to the answer that calls nothing; each generation of it is a
/// round. The value does no I/O: whoever sends the requests tells it what came back, and asks it before going on.
package struct ToolTurn: Sendable, Hashable {
    /// What bounds the requests that go out by themselves.
    package struct Limits: Sendable, Hashable {
        /// How many may follow the first one.
        package var rounds: Int
        /// What the run may have cost in US dollars before another one goes out; nil for no limit.
        package var spend: Double?

        /// Creates limits; ten rounds unless others are given.
        package init(rounds: Int = 10, spend: Double? = nil) {
            self.rounds = rounds
            self.spend = spend
        }
    }

    /// Why a run goes no further by itself.
    package enum Stop: Sendable, Hashable {
        /// So many requests went out by themselves.
        case rounds(Int)
        /// It has cost so many US dollars.
        case spent(Double)
    }

    /// What an answer asks for.
    package enum Demand: Sendable, Hashable {
        /// Nothing: it calls no tool, or it failed.
        case nothing
        /// Nothing that may be run: arguments that were cut off may parse, and mean something else.
        case cutOff
        /// Results of these calls, which are the first answer's where several came.
        case results([ToolCall])
    }

    /// The id of the first round's log, which the logs of all rounds share; nil until it is known.
    package private(set) var id: String?
    /// How many logs the run has, which is the place of the next one.
    private var logs = 0
    /// What bounds it.
    package var limits: Limits
    /// Requests that went out by themselves since a person sent one, or asked for the next.
    package private(set) var rounds = 0
    /// What the rounds have cost in US dollars, as far as it is known.
    package private(set) var spent = 0.0
    /// Whether what one of them costs is not known, though somebody pays for it.
    package private(set) var hasUnknownCost = false

    /// Creates the turn of a run whose first request a person sends.
    package init(limits: Limits = Limits()) { self.limits = limits }

    /// Whether the limit counts a round as nothing, since its cost is not known.
    package var isUncounted: Bool { limits.spend != nil && hasUnknownCost }

    /// Why no further request goes out by itself; nil while one may.
    package var stop: Stop? {
        if let limit = limits.spend, spent >= limit { return .spent(spent) }
        return rounds >= limits.rounds ? .rounds(rounds) : nil
    }

    /// Returns the next round's request as one of this run.
    package func placed(_ request: RunRequest) -> RunRequest {
        var request = request
        request.context.run = id
        request.context.ordinal = logs
        return request
    }

    /// Notes the log of a round.
    package mutating func started(log: String) {
        id = id ?? log
        logs += 1
    }

    /// Counts an answer, and tells what it asks for.
    ///
    /// - Parameters:
    ///   - cost: US dollars; nil where they are not known.
    ///   - isFree: whether nobody pays for it, as for the simulator's answers.
    package mutating func take(_ reply: Reply, cost: Double?, isFree: Bool) -> Demand {
        spent += cost ?? 0
        if cost == nil, !isFree { hasUnknownCost = true }
        guard reply.error == nil, !reply.message.toolCalls.isEmpty else { return .nothing }
        let isCutOff = reply.isIncomplete || reply.finishReason?.mayAnswerCalls != true
        return isCutOff ? .cutOff : .results(reply.message.toolCalls)
    }

    /// Counts a request that goes out by itself.
    package mutating func goOn() { rounds += 1 }

    /// Counts rounds anew: a person asked for the next one. What the run has cost stays.
    package mutating func restartRounds() { rounds = 0 }

    /// The answers of a machine as they are kept: with their calls, and the log whose answer made these.
    package static func kept(_ results: [ToolResult], of calls: [ToolCall], log: String) -> [AnsweredCall] {
        zip(calls, results).enumerated().map { place, answer in
            AnsweredCall(
                answer.0, text: answer.1.text, machine: answer.1, place: AnsweredCall.Place(log: log, call: place))
        }
    }
}
