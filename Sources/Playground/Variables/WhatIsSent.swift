import JSON
import Prompts
import RequestCore
import TextUI

/// The messages of the next request, with an estimate of what they cost.
struct WhatIsSent: Sendable {
    /// A message as it goes out.
    struct Piece: Sendable {
        let role: Role
        let text: String
        let tokens: Int
    }

    let model: String
    let pieces: [Piece]
    /// The tools' definitions.
    let toolTokens: Int
    /// The variables without a value; they stay in the text.
    let missing: [String]
    /// The most tokens that the model reads; nil if not known.
    let window: Int?

    var tokens: Int { pieces.reduce(toolTokens) { $0 + $1.tokens } }

    init(_ state: AppState) {
        let config = state.draft.config
        let inputs = state.draft.inputs
        missing = config.variableNames.filter { Variables.value($0, in: inputs) == nil }
        let model = state.modelName
        self.model = model
        window = state.settings.catalog.info(for: model)?.maxInputTokens
        let template = config.template.map { message in
            var message = message
            message.content = message.content.map { part in
                guard case .text(let text) = part else { return part }
                return .text(
                    Variables.render(text) { name in
                        Variables.value(name, in: inputs).map { $0.stringValue ?? $0.compact }
                    }.text)
            }
            return message
        }
        let written = state.thread.composer.isEmpty ? [] : [state.thread.composer.message]
        pieces = (template + state.thread.messages + written).map { message in
            Piece(role: message.role, text: Self.text(of: message), tokens: TokenEstimate.of(message, model: model))
        }
        toolTokens = config.tools.filter(\.isEnabled).reduce(0) { sum, tool in
            sum + TokenEstimate.of(tool.flatJSON(.canonical).compact)
        }
    }

    private static func text(of message: Message) -> String {
        var lines = message.content.map { part in
            switch part {
            case .text(let text): text
            case .image(let image): "[\(image.summary)]"
            case .other(let value): value.compact
            }
        }
        lines += message.toolCalls.map { "\($0.name) \($0.arguments)" }
        return lines.joined(separator: "\n")
    }

    /// The whole in one line, such as `about 1,240 tokens, 1 % of 128,000`.
    var sum: String {
        let count = "about \(Readable.count(tokens)) tokens"
        guard let window, window > 0 else { return "\(count); the model's context window is not known" }
        let percent = Double(tokens) * 100 / Double(window)
        let share = percent < 1 ? "less than 1 %" : "\(Int(percent.rounded())) %"
        return "\(count), \(share) of the \(Readable.count(window)) that \(Sanitiser.oneLine(model)) reads"
    }

    func rows(width: Int, _ theme: Theme) -> [StyledRow] {
        let isTooLong = window.map { tokens > $0 } ?? false
        var rows: [StyledRow] = []
        func add(_ text: String, _ role: Theme.Role) {
            rows += TextWrapper.wrap(text, width: width).map { $0.styled(StyledText($0.text, theme[role])) }
        }
        add(sum, isTooLong ? .bad : .accent)
        if !missing.isEmpty {
            add("without a value: " + missing.map { "{{\($0)}}" }.joined(separator: ", "), .warn)
        }
        if toolTokens > 0 { add("tools  ~\(Readable.count(toolTokens)) tokens", .dim) }
        for piece in pieces {
            rows.append(StyledRow(""))
            rows.append(
                StyledRow(
                    StyledText(piece.role.rawValue, Self.style(of: piece.role, theme).bold())
                        .appending("  ~\(Readable.count(piece.tokens)) tokens", theme[.dim])))
            for line in TextWrapper.wrap(piece.text, width: max(8, width - 2)) {
                let text = StyledText("  " + line.text, theme[.text])
                var row = line.styled(missing.isEmpty ? text : VariableMarks.marked(text, theme[.warn]))
                row.margin = 2
                rows.append(row)
            }
        }
        return rows
    }

    private static func style(of role: Role, _ theme: Theme) -> Style {
        MessageBlock(theme: theme, width: 1).style(of: role)
    }

    /// The messages as text, for the clipboard.
    var text: String { pieces.map { "\($0.role.rawValue)\n\($0.text)" }.joined(separator: "\n\n") }
}

extension AppState {
    /// Shows the messages of the next request, filled in.
    package mutating func showWhatIsSent() {
        settleFields()
        settleTyping()
        let sent = WhatIsSent(self)
        guard !sent.pieces.isEmpty else { return say("Nothing to send. Type a message first.", .warning) }
        layers.push(Reading(title: "What will be sent", content: .sent(sent)))
    }
}
