package import Prompts

/// The person's side of a ``ToolLoop``: shows what happens, and asks the person if necessary.
package protocol ToolLoopHost {
    /// Follows a generation to its end, and shows it.
    ///
    /// - Parameter round: 0 for the request that a person sent.
    /// - Returns: its answer.
    /// - Throws: what ends the loop at once, such as a signal or a reader that went away.
    func follow(_ started: RunService.Started, round: Int) async throws -> Reply
    /// Asks whether a call may be answered.
    ///
    /// - Parameter facts: the command that would run; nil if there is none.
    func permission(
        for call: ToolCall, _ source: ToolSource, _ facts: CommandFacts?
    ) async throws -> ToolPermission
    /// Waits for the results of calls that are being answered, and cancels the work if a person stops it.
    func results(of work: Task<[ToolResult], Never>) async -> [ToolResult]
    /// Receives an event of the loop.
    ///
    /// - Throws: what ends the loop at once.
    func tell(_ event: ToolLoopEvent) throws
}

extension ToolLoopHost {
    /// Waits for the results. Cancelling the waiting task cancels the work.
    package func results(of work: Task<[ToolResult], Never>) async -> [ToolResult] {
        await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            work.cancel()
        }
    }
}

/// A person's decision on a call.
package enum ToolPermission: Sendable, Hashable {
    case no
    /// For this call.
    case once
    /// For this call, and from now on for its command as it is.
    case always
}

/// What happens in a ``ToolLoop`` between two generations.
package enum ToolLoopEvent: Sendable {
    /// Several answers came. The calls of the first one are answered.
    case continuesWithFirst(of: Int)
    /// A limit cannot count the cost of this model. It is reported once.
    case unknownCost(model: String)
    /// A call has to wait for a person, for this reason.
    case waits(String)
    /// The command of a call was changed while the person was asked. Nothing was run.
    case changed(ToolCall)
    /// A call has no recorded result.
    case notRecorded(ToolCall)
    /// A call was answered.
    case answered(ToolCall, ToolResult)
    /// The next request goes out, with the results of this answer's calls.
    case goesOn(Reply)
    /// The results could not be recorded.
    case notKept(any Error)
}
