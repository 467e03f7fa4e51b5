package import Prompts

/// How far a run may go by itself: its rounds, their cost, and what the last answer asks for.
///
/// ```
/// request → answer → calls → results → request → …
/// ```
///
/// A run is everything from a request that a person sends to the answer that calls nothing. Each generation of it is
/// a round. The value does no I/O: the sender of the requests reports each answer and asks before it continues.
package struct ToolTurn: Sendable, Hashable {
    /// The limits of automatic requests.
    package struct Limits: Sendable, Hashable {
        /// The most requests after the first one.
        package var rounds: Int
        /// The cost in US dollars at which no further request goes out; nil for no limit.
        package var spend: Double?

        /// Creates limits; ten rounds by default.
        package init(rounds: Int = 10, spend: Double? = nil) {
            self.rounds = rounds
            self.spend = spend
        }
    }

    /// Why a run does not continue by itself.
    package enum Stop: Sendable, Hashable {
        /// This many automatic requests were sent.
        case rounds(Int)
        /// The run has cost this many US dollars.
        case spent(Double)
    }

    /// What an answer asks for.
    package enum Demand: Sendable, Hashable {
        /// Nothing: the answer calls no tool, or failed.
        case nothing
        /// Nothing that may be run: arguments that were cut off may parse and mean something else.
        case cutOff
        /// Results of these calls. If several answers came, they are those of the first.
        case results([ToolCall])
    }

    /// The id of the first round's log, which the logs of all rounds share; nil until it is known.
    package private(set) var id: String?
    /// The number of the run's logs, which is the place of the next one.
    private var logs = 0
    /// The limits.
    package var limits: Limits
    /// The automatic requests since a person sent one, or asked for the next.
    package private(set) var rounds = 0
    /// The cost of the rounds in US dollars, as far as it is known.
    package private(set) var spent = 0.0
    /// Whether the cost of one of them is not known, although somebody pays for it.
    package private(set) var hasUnknownCost = false

    /// Creates the turn of a run whose first request a person sends.
    package init(limits: Limits = Limits()) { self.limits = limits }

    /// Whether the limit counts a round as free because its cost is not known.
    package var isUncounted: Bool { limits.spend != nil && hasUnknownCost }

    /// Why no further automatic request may go out; nil if one may.
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

    /// Counts an answer and returns what it asks for.
    ///
    /// - Parameters:
    ///   - cost: the cost in US dollars; nil if it is not known.
    ///   - isFree: whether nobody pays for it, as for the simulator's answers.
    package mutating func take(_ reply: Reply, cost: Double?, isFree: Bool) -> Demand {
        spent += cost ?? 0
        if cost == nil, !isFree { hasUnknownCost = true }
        guard reply.error == nil, !reply.message.toolCalls.isEmpty else { return .nothing }
        let isCutOff = reply.isIncomplete || reply.finishReason?.mayAnswerCalls != true
        return isCutOff ? .cutOff : .results(reply.message.toolCalls)
    }

    /// Counts an automatic request.
    package mutating func goOn() { rounds += 1 }

    /// Starts counting rounds again, because a person asked for the next one. The cost of the run stays.
    package mutating func restartRounds() { rounds = 0 }

    /// The machine's results as they are recorded: with their calls, and the log whose answer made them.
    package static func kept(_ results: [ToolResult], of calls: [ToolCall], log: String) -> [AnsweredCall] {
        zip(calls, results).enumerated().map { place, answer in
            AnsweredCall(
                answer.0, text: answer.1.text, machine: answer.1, place: AnsweredCall.Place(log: log, call: place))
        }
    }
}
