import Prompts
import RequestCore
import Synchronization

/// Follows the rounds of a cell, and adds them up. Nobody is asked: what is not approved waits.
final class CellHost: ToolLoopHost {
    private let begin: (String) async throws -> Void
    private let say: (String) -> Void
    /// The record of the last round.
    private(set) var record: LogRecord?
    /// The calls of the rounds before the last.
    private(set) var earlier: [ToolCall] = []
    private(set) var latencyMS = 0.0
    private(set) var cost: Double? = 0
    private(set) var promptTokens: Int? = 0
    private(set) var completionTokens: Int? = 0

    /// - Parameters:
    ///   - begin: told the log of each round before its answer.
    ///   - say: told what a person should know, in a sentence.
    init(begin: @escaping (String) async throws -> Void, say: @escaping (String) -> Void) {
        self.begin = begin
        self.say = say
    }

    func follow(_ started: RunService.Started, round: Int) async throws -> Reply {
        let running = started.running
        try await begin(started.prepared.id)
        await withTaskCancellationHandler {
            for await _ in running.events {}
            await running.waitUntilOver()
        } onCancel: {
            running.cancel()
        }
        if let record { earlier += record.reply.message.toolCalls }
        let own = running.record
        record = own
        latencyMS += own.timing.totalMS
        cost = Self.sum(cost, own.cost)
        promptTokens = Self.sum(promptTokens, own.reply.usage?.input)
        completionTokens = Self.sum(completionTokens, own.reply.usage?.output)
        return own.reply
    }

    private static func sum<Number: AdditiveArithmetic>(_ left: Number?, _ right: Number?) -> Number? {
        guard let left, let right else { return nil }
        return left + right
    }

    func permission(for call: ToolCall, _ source: ToolSource, _ facts: CommandFacts?) -> ToolPermission {
        say("\(call.name) waits: its command is not approved; etude trust FILE approves it")
        return .no
    }

    func tell(_ event: ToolLoopEvent) throws {
        switch event {
        case .waits(let why): say(why)
        case .changed(let call): say("\(call.name): its script has changed; nothing was run")
        case .notRecorded(let call): say("\(call.name) \(call.canonicalArguments) has no recorded result")
        case .notKept(let error): say("the results could not be kept: \(error)")
        case .continuesWithFirst, .unknownCost, .answered, .goesOn: break
        }
    }
}
