public import Prompts

/// Says of each call of an answer who is to answer it.
public struct ToolRound: Sendable {
    /// What is to be done with a call.
    public enum Step: Sendable, Hashable {
        /// Nothing is in the way.
        case answer(ToolSource)
        /// A person has to say yes first.
        case ask(ToolSource)
        /// A person has to write the result; why.
        case wait(String)
    }

    /// The calls in order, each with its step.
    public let steps: [(call: ToolCall, step: Step)]

    /// - Parameters:
    ///   - calls: of one answer.
    ///   - mode: of the run, as the person chose it; a tool that its file keeps for a person stays so.
    ///   - isApproved: whether the person has approved exactly this command.
    public init(
        _ calls: [ToolCall], settings: [String: ToolSettings], mode: ToolMode,
        isApproved: (String, ToolCommand) -> Bool
    ) {
        steps = calls.map { call in
            let own = settings[call.name]
            guard let source = own?.source else { return (call, .wait("\(call.name) has nothing that answers it")) }
            switch own?.mode == .manual ? .manual : mode {
            case .manual: return (call, .wait("\(call.name) is answered by hand"))
            case .ask: return (call, .ask(source))
            case .auto:
                if let command = source.command, !isApproved(call.name, command) { return (call, .ask(source)) }
                return (call, .answer(source))
            }
        }
    }
}
