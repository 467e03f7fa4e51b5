import Prompts
import RequestCore
import TextUI

/// Prints the answer on stdout and everything else on stderr.
final class PlainRunPrinter: RunPrinter {
    private let output: Output
    private let errors: Output
    /// Whether text is held back until it is known to be the answer. Text that only leads to calls is not.
    private let holdsText: Bool
    /// What goes before the first thing that is written.
    private var opening: String
    /// Whether something of the answer has been written.
    private(set) var hasWritten = false
    /// What came of each block in pieces.
    private var streamed: [Int: String] = [:]
    /// The text of the present batch, for a single write.
    private var pending = ""
    private var hasText = false
    private var endsLine = true
    private var isReasoning = false
    /// Reasoning that came after the answer had begun. It would be printed inside of it.
    private var lateReasoning = ""

    /// - Parameters:
    ///   - holdsText: true for a run whose calls may be answered, and whose output a program reads.
    ///   - isApart: whether an empty line goes before the answer; none goes before an answer that never came.
    init(output: Output, errors: Output, holdsText: Bool = false, isApart: Bool = false) {
        self.output = output
        self.errors = errors
        self.holdsText = holdsText
        opening = isApart ? "\n" : ""
    }

    func show(_ event: RunEvent) throws(Output.Closed) {
        switch event {
        case .textDelta(choice: 0, let block, let text), .refusalDelta(choice: 0, let block, let text):
            endReasoning()
            streamed[block, default: ""] += text
            print(text)
        case .reasoningDelta(choice: 0, _, let text):
            guard !hasText else {
                lateReasoning += text
                break
            }
            isReasoning = true
            try? errors.write(text)
        case .block(choice: 0, let index, let block):
            guard let part = block.content.part else { break }
            let line = Self.line(for: part)
            // Responses sends a block whole after its pieces.
            let known = streamed[index] ?? ""
            streamed[index] = line
            guard !line.isEmpty, known.isEmpty || line.hasPrefix(known) else { break }
            endReasoning()
            if known.isEmpty { breakLine() }
            print(String(line.dropFirst(known.count)))
        case .retrying(let seconds, let error):
            if !holdsText { try writePending() }
            errors.line(Self.retryLine(seconds, error))
        case .repeating(let field, let error):
            if !holdsText { try writePending() }
            errors.line(Self.repeatLine(field, error))
        default: break
        }
    }

    /// On a terminal the last character waits, because a mark or joiner that belongs to it may follow.
    func flush() throws(Output.Closed) {
        guard !holdsText else { return }
        let held = output.isTerminal ? pending.popLast() : nil
        try writePending()
        pending = held.map(String.init) ?? ""
    }

    func settle() throws(Output.Closed) {
        endReasoning()
        if !holdsText {
            try writePending()
            try endLine()
        }
        if !lateReasoning.isEmpty { errors.line(lateReasoning) }
        lateReasoning = ""
    }

    func pass(_ reply: Reply) throws(Output.Closed) {
        try settle()
        if holdsText, hasText { errors.line(pending) }
        (pending, hasText, streamed) = ("", false, [:])
    }

    private func write(_ text: String) throws(Output.Closed) {
        hasWritten = true
        try output.write(opening + text)
        opening = ""
    }

    private func writePending() throws(Output.Closed) {
        guard !pending.isEmpty else { return }
        let text = pending
        pending = ""
        try write(text)
    }

    func finish(_ reply: Reply) throws(Output.Closed) {
        try writePending()
        try endLine()
        try settle()
        try printCalls(reply.message)
        if reply.error == nil, !opening.isEmpty { try write("") }
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

    /// Ends the line of what came before.
    private func breakLine() { if hasText, !endsLine { print("\n") } }

    /// A part of the answer that does not stream: text as it is, an image by its address or its facts, any other raw.
    private static func line(for part: ContentPart) -> String {
        switch part {
        case .text(let text): text
        case .image(let image): image.source == .remote ? image.url + "\n" : "[\(image.summary)]\n"
        case .other(let json): onOneLine(json.compact) + "\n"
        }
    }

    private func endLine() throws(Output.Closed) {
        if hasText, !endsLine { try write("\n") }
        endsLine = true
    }

    private func endReasoning() {
        if isReasoning { errors.line("") }
        isReasoning = false
    }

    private func printWhole(_ choice: Reply.Choice) throws(Output.Closed) {
        try write("\n")
        var text = ""
        for part in choice.message.content {
            if !text.isEmpty, !text.hasSuffix("\n") { text += "\n" }
            text += Self.line(for: part)
        }
        text += choice.message.refusal ?? ""
        if !text.isEmpty { try write(text.hasSuffix("\n") ? text : text + "\n") }
        try printCalls(choice.message)
    }

    private func printCalls(_ message: Message) throws(Output.Closed) {
        for call in message.toolCalls {
            try write(call.name + " ")
            try write(Self.onOneLine(call.arguments))
            try write("\n")
        }
    }

    /// Between the tokens of JSON a line break is the same as a space, and each call has to be one line.
    private static func onOneLine(_ json: String) -> String {
        func isBreak(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }
        guard json.utf8.contains(where: isBreak) else { return json }
        var line: [UInt8] = []
        var before: UInt8?
        for byte in json.utf8 {
            if !isBreak(byte) {
                line.append(byte)
            } else if byte == UInt8(ascii: "\r") || before != UInt8(ascii: "\r") {
                line.append(UInt8(ascii: " "))
            }
            before = byte
        }
        return String(decoding: line, as: UTF8.self)
    }

    private func tellEnding(_ reply: Reply) {
        if reply.message.refusal != nil { errors.line("etude: the answer is a refusal") }
        if let emptiness = reply.emptiness { errors.line("etude: \(emptiness.words)") }
        if let reason = reply.finishReason {
            if let notice = reason.notice { errors.line("etude: \(notice)") }
        } else {
            errors.line("etude: incomplete: the answer ended without a finish")
        }
    }
}
