import JSON
import Markdown
import Prompts
import RequestCore
import TextUI

/// Draws a call in the thread and in logs: name, arguments, and facts at its right.
enum CallCard {
    /// The rows of arguments, and of a result, that are shown without a request for all.
    static let rows = 12
    /// The cards of one message: more are counted. Nobody reads a thousand calls, and laying them out would keep keys waiting.
    static let finishedCalls = 100
    /// The cards of an answer under way, the last ones: they are laid out with each frame.
    static let streamedCalls = 20
    /// While longer arguments are being written, their end is shown as it comes, because laying them out costs more
    /// with each piece.
    private static let longestStreamed = 1 << 14

    /// The places of the calls that are shown: the first ones, and the one in which the cursor is.
    static func shown(of count: Int, with current: Int?) -> [Int] {
        let first = Array(0..<min(count, finishedCalls))
        guard let current, current >= first.count, current < count else { return first }
        return first + [current]
    }

    /// The arguments on the line of the name, if they fit there.
    static func line(_ call: ToolCall) -> String {
        (try? JSONValue(parsing: call.arguments)).map(spaced) ?? call.arguments
    }

    /// The arguments below the name, wrapped: on one row if they fit, else laid out.
    static func wrapped(_ call: ToolCall, width: Int) -> [WrappedLine] {
        TextWrapper.wrap(laidOut(call, width: width), width: width)
    }

    /// The text of those rows.
    static func laidOut(_ call: ToolCall, width: Int) -> String {
        let line = line(call)
        let fits = DisplayWidth.of(line) <= width && !line.contains("\n")
        return fits ? line : (try? JSONValue(parsing: call.arguments))?.pretty() ?? call.arguments
    }

    /// The last rows of arguments that are still being written, closed as they are.
    static func streamed(_ call: ToolCall, width: Int, _ theme: Theme) -> [StyledRow] {
        guard call.arguments.utf8.count <= longestStreamed else {
            let end = "…" + call.arguments.suffix(width * (rows - 1))
            return TextWrapper.wrap(end, width: width).map { $0.styled(StyledText($0.text, theme[.text])) }
        }
        let value = PartialJSON.value(of: call.arguments)
        let line = value.map(spaced) ?? call.arguments
        let text = DisplayWidth.of(line) <= width ? line : value?.pretty() ?? call.arguments
        return ColoredCode(text, language: "json").rows(width: width, theme: theme)
    }

    /// Whether a part of the message is left out without a request for all.
    static func isShortened(_ message: Message, width: Int) -> Bool {
        message.toolCalls.prefix(finishedCalls).contains { wrapped($0, width: width).count > rows + 1 }
    }

    /// `{"harbour": "Brest"}`: on one line, with spaces after colons and commas.
    private static func spaced(_ value: JSONValue) -> String {
        switch value {
        case .object(let object):
            "{"
                + object.members.map { JSONValue.string($0.key).compact + ": " + spaced($0.value) }.joined(
                    separator: ", ") + "}"
        case .array(let items): "[" + items.map(spaced).joined(separator: ", ") + "]"
        default: value.compact
        }
    }
}

extension MessageBlock {
    /// The width of arguments below the name.
    static func argumentWidth(_ width: Int) -> Int { max(8, width - 6) }

    /// Appends `ƒ name  {arguments}` with facts at its right. Long arguments follow below, laid out.
    ///
    /// - Parameter showsAll: whether long arguments are shown to their end.
    func appendCall(
        _ call: ToolCall, verdict: StyledText, to block: inout ThreadBlock, target: HitTarget? = nil,
        showsAll: Bool = true
    ) {
        let left = callName(call)
        let line = CallCard.line(call)
        block.mark(.call(call))
        if DisplayWidth.of(line) <= width - 2 - left.width - verdict.width, !line.contains("\n") {
            block.append(
                ThreadRow(left + ColoredCode.line(line, language: "json", theme), right: verdict, target: target))
            return
        }
        block.append(ThreadRow(left, right: verdict, target: target))
        let text = CallCard.laidOut(call, width: Self.argumentWidth(width))
        let rows = ColoredCode(text, language: "json").rows(width: Self.argumentWidth(width), theme: theme)
        appendShortened(rows, indent: 5, showsAll: showsAll, to: &block)
    }

    /// Appends a call whose arguments are still being written.
    func appendStreamed(_ call: ToolCall, fault: SchemaFault?, to block: inout ThreadBlock) {
        let rows = CallCard.streamed(call, width: Self.argumentWidth(width), theme)
        let left = callName(call)
        let first = rows.first?.text ?? ""
        if rows.count <= 1, left.width + first.width <= width - 2 {
            block.append(ThreadRow(left + first))
        } else {
            block.append(ThreadRow(left))
            if rows.count > CallCard.rows {
                let hidden = rows.count - CallCard.rows
                block.append(ThreadRow(StyledText("… \(hidden) lines above", theme[.dim]), indent: 5))
            }
            for row in rows.suffix(CallCard.rows) { block.append(ThreadRow(row, indent: 5)) }
        }
        if let fault { appendFault(fault.description, to: &block) }
    }

    /// Appends how many calls are not shown.
    func appendHidden(_ count: Int, _ word: String, to block: inout ThreadBlock) {
        guard count > 0 else { return }
        let calls = count == 1 ? "call" : "calls"
        let words = word == "above" ? "\(calls) above" : "\(word) \(calls)"
        block.append(ThreadRow(StyledText("… \(Readable.count(count)) \(words)", theme[.dim])))
    }

    private func callName(_ call: ToolCall) -> StyledText {
        StyledText("ƒ ", theme[.tool]).appending(Sanitiser.oneLine(call.name) + "  ", theme[.tool].bold())
    }

    /// Appends the fault of a call below it.
    func appendFault(_ words: String, to block: inout ThreadBlock) {
        for line in TextWrapper.wrap(words, width: Self.argumentWidth(width)) {
            block.append(ThreadRow(StyledText(line.text, theme[.bad]), indent: 5))
        }
    }

    /// Appends the result of a call below it.
    ///
    /// - Parameter source: who gave it, at its right.
    func appendResult(
        _ message: Message, source: String = "tool", showsAll: Bool = true, to block: inout ThreadBlock
    ) {
        let isJSON = message.text.looksLikeJSON
        if isJSON, message.text.utf8.count <= Self.longestMarkdown, (try? JSONValue(parsing: message.text)) != nil {
            block.mark(.json(message.text))
        }
        let code = ColoredCode(message.text, language: isJSON ? "json" : "")
        let lines = code.rows(width: max(8, width - 5 - max(7, DisplayWidth.of(source) + 1)), theme: theme)
        let rows = lines.enumerated().map { index, line in
            var row = line
            row.text = StyledText(index == 0 ? "→ " : "  ", theme[.tool]) + line.text
            row.margin = 2
            return row
        }
        appendShortened(
            rows, right: StyledText(source, theme[.dim]), indent: 3, showsAll: showsAll, to: &block)
        for image in message.images { append(image, to: &block) }
    }

    /// Appends rows, or the first of them and the number of the others. A single other row is shown, because its
    /// count would take a row, too.
    private func appendShortened(
        _ rows: [StyledRow], right: StyledText = "", indent: Int, showsAll: Bool, to block: inout ThreadBlock
    ) {
        let count = showsAll || rows.count <= CallCard.rows + 1 ? rows.count : CallCard.rows
        for (index, row) in rows.prefix(count).enumerated() {
            block.append(ThreadRow(row, right: index == 0 ? right : "", indent: indent))
        }
        if count < rows.count {
            let words = "… \(rows.count - count) more lines; press Space to show them"
            block.append(ThreadRow(StyledText(words, theme[.dim]), indent: indent))
        }
    }
}
