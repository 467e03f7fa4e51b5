package import RequestCore
import TextUI

/// Commands that a prompt wants to run, shown before the first time.
package struct Approval: Sendable {
    package let calls: [AnswerableCall]
    package let commands: [CommandFacts]
    package let directory: String?
    /// The server whose tools are asked for when it is approved.
    package let server: MCPServer?
    /// The line at the top of the view.
    package var top = 0

    package init(calls: [AnswerableCall], commands: [CommandFacts], directory: String?) {
        self.calls = calls
        self.commands = commands
        self.directory = directory
        server = nil
    }

    package init(server: MCPServer, command: CommandFacts, directory: String?) {
        calls = []
        commands = [command]
        self.directory = directory
        self.server = server
    }

    /// What is to be read, wrapped to a width.
    func lines(width: Int) -> [(text: String, role: Theme.Role)] {
        var lines: [(text: String, role: Theme.Role)] = []
        func add(_ text: String, _ role: Theme.Role, indent: Int = 2) {
            let space = String(repeating: " ", count: indent)
            for line in TextWrapper.wrap(Sanitiser.oneLine(text), width: max(8, width - indent)) {
                lines.append((space + line.text, role))
            }
        }
        for command in commands {
            if !lines.isEmpty { lines.append(("", .text)) }
            add(command.tool, .tool, indent: 0)
            add(command.shownCommand, .text)
            add("in " + command.directory, .dim)
            if !command.environment.isEmpty { add("with " + command.environment.joined(separator: ", "), .dim) }
        }
        lines.append(("", .text))
        let count = server != nil ? "its tools" : calls.count == 1 ? "1 call" : "\(calls.count) calls"
        add("\(count) now; approved until command, folder, variables or script change", .dim, indent: 0)
        return lines
    }
}

extension AppState {
    mutating func pressInApproval(_ approval: Approval, _ key: Key) {
        var approval = approval
        let place = ApprovalView.place(approval, size)
        let last = max(0, place.lines.count - place.height)
        // Not Enter: the question comes a moment after the key that asks for it, and Enter may be meant for a text.
        switch key {
        case .escape, .character("q"), .character("n"):
            answering.goesOn = false
            closeOverlay()
            return say("nothing was run")
        case .character("y"):
            guard approval.top >= last else { return say("read on to the end first: the down key", .warning) }
            let missing = Set(thread.missingResults)
            let calls = approval.calls.filter { missing.contains($0.ref) }
            answering.asked.formUnion(calls.map(\.ref))
            closeOverlay()
            return ask(
                .tools(
                    .approve(
                        approval.commands, thenAnswer: calls, thenList: approval.server, directory: approval.directory))
            )
        default:
            let page = max(1, place.height - 1)
            if let top = ListKeys.place(after: key, from: approval.top, count: last + 1, page: page, hasLetters: true) {
                approval.top = top
                setTopOverlay(.approval(approval))
            }
        }
    }
}

/// How the question looks.
enum ApprovalView {
    /// The lines of the question, and how many of them are seen at once.
    static func place(_ approval: Approval, _ size: Size) -> (lines: [(text: String, role: Theme.Role)], height: Int) {
        let width = OverlayLayout.approval(size, rows: 1).width - 4
        let lines = approval.lines(width: width)
        return (lines, OverlayLayout.approval(size, rows: lines.count).height - 2)
    }

    static func draw(_ approval: Approval, _ state: AppState, on canvas: inout Canvas) {
        let (lines, height) = place(approval, state.size)
        let isWhole = approval.top + height >= lines.count
        let inside = canvas.overlay(
            OverlayLayout.approval(state.size, rows: lines.count), title: "Run these commands?",
            right: "from the prompt's file", hint: isWhole ? "y approve and run   Esc leave" : "↓ read on   Esc leave")
        for (offset, line) in lines.dropFirst(approval.top).prefix(inside.height).enumerated() {
            let text = StyledText(line.text, canvas.theme[line.role])
            canvas.row(text, at: Point(x: inside.x + 1, y: inside.y + offset), width: inside.width - 2)
        }
    }
}
