import Prompts
import RequestCore
import TextUI

/// The answer on stdout, all else on stderr.
final class PlainRunPrinter: RunPrinter {
    private let output: Output
    private let errors: Output
    /// Text that came with what is being shown; one write for all of it.
    private var pending = ""
    private var hasText = false
    private var endsLine = true
    private var isReasoning = false

    init(output: Output, errors: Output) {
        self.output = output
        self.errors = errors
    }

    func show(_ event: RunEvent, reply: Reply) throws(Output.Closed) {
        switch event {
        case .textDelta(0, let text), .refusalDelta(0, let text):
            endReasoning()
            print(text)
        case .reasoningDelta(0, let text):
            try flush()
            isReasoning = true
            try? errors.write(text)
        case .retrying(let seconds, let error):
            try flush()
            errors.line("etude: \(error); trying again in \(seconds.formattedSeconds) s")
        default: break
        }
    }

    func flush() throws(Output.Closed) {
        guard !pending.isEmpty else { return }
        let text = pending
        pending = ""
        try output.write(text)
    }

    func finish(_ reply: Reply) throws(Output.Closed) {
        try flush()
        endReasoning()
        try endLine()
        for call in reply.message.toolCalls { try output.write("\(call.name) \(call.arguments)\n") }
        for choice in reply.choices.dropFirst() { try printWhole(choice) }
        if let error = reply.error {
            errors.line("etude: \(error)")
            if error.kind != .cancelled { errors.line("etude: \(error.advice)") }
        } else {
            tellEnding(reply)
        }
    }

    private func print(_ text: String) {
        guard !text.isEmpty else { return }
        hasText = true
        endsLine = text.utf8.last == UInt8(ascii: "\n")
        pending += text
    }

    private func endLine() throws(Output.Closed) {
        if hasText, !endsLine { try output.write("\n") }
        endsLine = true
    }

    private func endReasoning() {
        if isReasoning { errors.line("") }
        isReasoning = false
    }

    private func printWhole(_ choice: Reply.Choice) throws(Output.Closed) {
        try output.write("\n")
        let text = choice.message.text + (choice.message.refusal ?? "")
        if !text.isEmpty { try output.write(text.hasSuffix("\n") ? text : text + "\n") }
        for call in choice.message.toolCalls { try output.write("\(call.name) \(call.arguments)\n") }
    }

    private func tellEnding(_ reply: Reply) {
        switch reply.finishReason {
        case "length": errors.line("etude: cut off at the token limit (length)")
        case "content_filter": errors.line("etude: ended by the content filter (content_filter)")
        case nil: errors.line("etude: incomplete: the answer ended without a finish")
        default: break
        }
    }
}

extension Double {
    /// One digit behind the point.
    fileprivate var formattedSeconds: String {
        let tenths = Int((self * 10).rounded())
        return "\(tenths / 10).\(tenths % 10)"
    }
}
