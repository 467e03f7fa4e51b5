package import Prompts

/// Who stands at a ``ToolLoop``: shows what happens, and gives a person's word where one is needed.
package protocol ToolLoopHost {
    /// Follows a generation to its end, and shows it.
    ///
    /// - Parameter round: 0 for the request that a person sent.
    /// - Returns: its answer.
    /// - Throws: what ends the loop at once, such as a signal or a reader that went away.
    func follow(_ started: RunService.Started, round: Int) async throws -> Reply
    /// Asks whether a call may be answered.
    ///
    /// - Parameter facts: the command that would run; nil where none would.
    func permission(
        for call: ToolCall, _ source: ToolSource, _ facts: CommandFacts?
    ) async throws -> ToolPermission
    /// Waits for the results of calls that are being answered; cancels the work where a person stops it.
    func results(of work: Task<[ToolResult], Never>) async -> [ToolResult]
    /// Takes notice of what happens.
    ///
    /// - Throws: what ends the loop at once.
    func tell(_ event: ToolLoopEvent) throws
}

extension ToolLoopHost {
    /// Waits for the results, or cancels the work with the task that waits.
    package func results(of work: Task<[ToolResult], Never>) async -> [ToolResult] {
        await withTaskCancellationHandler {
            await work.value
        } onCancel: {
            work.cancel()
        }
    }
}

/// A person's word on a call.
package enum ToolPermission: Sendable, Hashable {
    case no
    /// For this call.
    case once
    /// For this call, and for its command as it is now from now on.
    case always
}

/// What happens in a ``ToolLoop`` between two generations.
package enum ToolLoopEvent: Sendable {
    /// Several answers came, and the first one's calls are answered.
    case continuesWithFirst(of: Int)
    /// A limit cannot count what this model costs; said once.
    case unknownCost(model: String)
    /// A call has to wait for a person; why.
    case waits(String)
    /// A call's command was changed while the person was asked; nothing was run.
    case changed(ToolCall)
    /// A call was never answered before.
    case notRecorded(ToolCall)
    /// A call was answered.
    case answered(ToolCall, ToolResult)
    /// The next request goes out, with the results of this answer's calls.
    case goesOn(Reply)
    /// The results could not be kept.
    case notKept(any Error)
}
