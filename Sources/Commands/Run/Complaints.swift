import Prompts
import RequestCore

extension Reply {
    /// What schemas say against the answers and their calls, a sentence each.
    func complaints(about config: Config) -> [String] {
        let removed = removedReasoning.map { "the server removed earlier reasoning from the request: \($0)" }
        return removed
            + choices.flatMap { choice in
                let calls = choice.message.toolCalls
                let wrong = calls.compactMap { call in
                    config.tools.isEmpty ? nil : call.fault(among: config.tools).map { "\(call.name): \($0)" }
                }
                guard calls.isEmpty, choice.message.refusal == nil,
                    let fault = config.responseFormat?.fault(of: choice.message.text)
                else { return wrong }
                return wrong + ["the answer does not fit its format: \(fault)"]
            }
    }
}
