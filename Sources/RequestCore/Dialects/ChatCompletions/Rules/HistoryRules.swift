internal import JSON
internal import Prompts

extension Lint {
    /// Says what of earlier answers only another dialect can carry, and is left out of a request of chat completions.
    static func foreignHistoryFindings(_ messages: [Message]) -> [Finding] {
        messages.enumerated().flatMap { index, message -> [Finding] in
            var findings: [Finding] = []
            for block in message.blocks {
                guard let dialect = block.origin?.dialect, dialect != .chat else { continue }
                switch block.content {
                case .reasoning(let reasoning) where reasoning.opaque != nil:
                    guard !findings.contains(where: { $0.rule == .reasoningLeftOut }) else { continue }
                    let text = "the reasoning is not sent: it comes from the dialect \(dialect.rawValue)"
                    findings.append(Finding(.reasoningLeftOut, .warning, .message(index, .whole), text))
                case .raw(let item):
                    let type = item["type"]?.stringValue ?? "unknown"
                    let text = "its item of type \(type) is left out: only \(dialect.rawValue) knows it"
                    findings.append(Finding(.noCounterpart, .note, .message(index, .whole), text))
                case .part, .refusal, .call, .reasoning: break
                }
            }
            return findings
        }
    }
}
