import RequestCore
import TextUI

/// Commands that a prompt wants to run, shown before the first time.
package struct Approval: Sendable {
    package let calls: [AnswerableCall]
    package let commands: [CommandFacts]
    package let directory: String?
}

extension AppState {
    mutating func pressInApproval(_ approval: Approval, _ key: Key) -> [Effect] {
        // Not Enter: the question comes a moment after the key that asks for it, and Enter may be meant for a text.
        switch key {
        case .escape, .character("q"), .character("n"):
            answering.goesOn = false
            return closeOverlay() + say("nothing was run")
        case .character("y"):
            return closeOverlay()
                + [.approve(approval.commands, thenAnswer: approval.calls, directory: approval.directory)]
        default: return []
        }
    }
}

/// How the question looks.
enum ApprovalView {
    static func draw(_ approval: Approval, _ state: AppState, on canvas: inout Canvas) {
        let lines = lines(approval, canvas.theme, width: min(88, state.size.width - 8))
        let inside = canvas.overlay(
            OverlayLayout.approval(state.size, rows: lines.count), title: "Run these commands?",
            right: "from the prompt's file", hint: "y approve and run   Esc leave")
        for (offset, line) in lines.prefix(inside.height).enumerated() {
            canvas.row(line, at: Point(x: inside.x + 1, y: inside.y + offset), width: inside.width - 2)
        }
    }

    private static func lines(_ approval: Approval, _ theme: Theme, width: Int) -> [StyledText] {
        var lines: [StyledText] = []
        for command in approval.commands {
            if !lines.isEmpty { lines.append("") }
            lines.append(StyledText(Sanitiser.oneLine(command.tool), theme[.tool].bold()))
            let words = command.argv.map { Sanitiser.oneLine($0) }.map { $0.contains(" ") ? "'\($0)'" : $0 }
            for line in TextWrapper.wrap(words.joined(separator: " "), width: max(8, width - 4)) {
                lines.append(StyledText("  " + line.text, theme[.text]))
            }
            lines.append(StyledText("  in " + Sanitiser.oneLine(command.directory), theme[.dim]))
            if !command.environment.isEmpty {
                let names = command.environment.map { Sanitiser.oneLine($0) }.joined(separator: ", ")
                lines.append(StyledText("  with " + names, theme[.dim]))
            }
        }
        lines.append("")
        let count = approval.calls.count
        let calls = count == 1 ? "1 call" : "\(count) calls"
        lines.append(
            StyledText("\(calls) now; approved until command, folder, variables or script change", theme[.dim]))
        return lines
    }
}
