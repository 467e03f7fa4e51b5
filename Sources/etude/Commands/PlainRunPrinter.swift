import Prompts
import RequestCore
import TextUI

/// The answer on stdout, all else on stderr.
final class PlainRunPrinter: RunPrinter {
    private let output: Output
    private let errors: Output
    private var hasText = false
    private var endsLine = true
    private var isReasoning = false
    /// On a terminal the last character waits for the next piece: a mark or joiner that goes with it may still come.
    private var held = ""

    init(output: Output, errors: Output) {
        self.output = output
        self.errors = errors
    }

    func show(_ event: RunEvent, reply: Reply) throws(Output.Closed) {
        switch event {
        case .textDelta(0, let text), .refusalDelta(0, let text):
            endReasoning()
            try print(text)
        case .reasoningDelta(0, let text):
            isReasoning = true
            try? errors.write(text)
        case .retrying(let seconds, let error):
            errors.line(Self.retryLine(seconds, error))
        default: break
        }
    }

    func finish(_ reply: Reply) throws(Output.Closed) {
        endReasoning()
        try endLine()
        try printCalls(reply.message)
        for choice in reply.choices.dropFirst() { try printWhole(choice) }
        if let error = reply.error {
            errors.line("etude: \(error)")
            if error.kind != .cancelled { errors.line("etude: \(error.advice)") }
        } else {
            tellEnding(reply)
        }
    }

    private func print(_ text: String) throws(Output.Closed) {
        guard !text.isEmpty else { return }
        hasText = true
        endsLine = text.hasSuffix("\n")
        guard output.isTerminal else { return try output.write(text) }
        var whole = held + text
        held = whole.popLast().map(String.init) ?? ""
        try output.write(whole)
    }

    private func endLine() throws(Output.Closed) {
        try output.write(held)
        held = ""
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
        try printCalls(choice.message)
    }

    /// Between the tokens of JSON a line break is as good as a space, and each call has to be one line.
    private func printCalls(_ message: Message) throws(Output.Closed) {
        for call in message.toolCalls {
            let arguments = String(call.arguments.map { ["\n", "\r", "\r\n"].contains($0) ? " " : $0 })
            try output.write("\(call.name) \(arguments)\n")
        }
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
