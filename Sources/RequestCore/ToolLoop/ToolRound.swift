public import Prompts

/// Decides for each call of an answer who answers it.
public struct ToolRound: Sendable {
    /// What happens with a call.
    public enum Step: Sendable, Hashable {
        /// The source answers it.
        case answer(ToolSource)
        /// A person has to agree first.
        case ask(ToolSource)
        /// A person has to write the result, for this reason.
        case wait(String)

        /// The source that can answer the call; nil if only a person can.
        package var source: ToolSource? {
            switch self {
            case .answer(let source), .ask(let source): source
            case .wait: nil
            }
        }
    }

    /// Why the calls of an answer are answered.
    package enum Occasion: Sendable, Hashable {
        /// A run continues in this mode, as the person chose it. A tool that its file leaves to a person stays so.
        case run(ToolMode)
        /// A person asks for every answer that a machine can give.
        case request
        /// An answer with calls has come, and nobody asks: only tools whose file says `auto` are answered.
        case arrival

        fileprivate func mode(of own: ToolSettings?) -> ToolMode {
            switch self {
            case .run(let mode): own?.mode == .manual ? .manual : mode
            case .request: own?.mode == .manual ? .manual : .auto
            case .arrival: own?.mode == .auto ? .auto : .manual
            }
        }
    }

    /// The calls in order, each with its step.
    public let steps: [(call: ToolCall, step: Step)]

    /// Whether no call has to wait for a person's result.
    package var isComplete: Bool { steps.allSatisfy { $0.step.source != nil } }

    /// Creates the round of a run.
    ///
    /// - Parameters:
    ///   - calls: the calls of one answer.
    ///   - mode: the mode of the run, as the person chose it. A tool that its file leaves to a person stays so.
    ///   - isApproved: whether the person has approved exactly this command.
    public init(
        _ calls: [ToolCall], settings: [String: ToolSettings], mode: ToolMode,
        isApproved: (String, ToolCommand) -> Bool
    ) {
        self.init(calls, settings: settings, for: .run(mode), isApproved: isApproved)
    }

    /// Creates the round of an occasion.
    package init(
        _ calls: [ToolCall], settings: [String: ToolSettings], for occasion: Occasion,
        isApproved: (String, ToolCommand) -> Bool
    ) {
        steps = calls.map { call in
            let own = settings[call.name]
            guard let source = own?.source else { return (call, .wait("\(call.name) has nothing that answers it")) }
            switch occasion.mode(of: own) {
            case .manual: return (call, .wait("\(call.name) is answered by hand"))
            case .ask: return (call, .ask(source))
            case .auto:
                if let command = source.command, !isApproved(call.name, command) { return (call, .ask(source)) }
                return (call, .answer(source))
            }
        }
    }
}
