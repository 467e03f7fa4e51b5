package import RequestCore
package import TextUI

/// The commands that a prompt wants to run, shown before the first time.
package struct Approval: Layer {
    package static let place = Command.Place("approval", "In the approval of commands")
    // Enter does not approve, because the question comes a moment after the key that asks for it, and Enter may be
    // meant for a text.
    package static let commands = [
        Command(
            Approval.self, "approval.approve", "Approve and run", "approve and run",
            help: "Runs the commands now and in future, until one of them changes.", keys: ["y"],
            perform: { $0.approve(in: &$1) }),
        Command.help(Approval.self, "help.approval", "the approval"),
        Command(
            Approval.self, "approval.refuse", "Refuse", "refuse", help: "Runs nothing.", keys: ["escape", "q", "n"],
            perform: { $0.leave(in: &$1) }),
    ]

    package let calls: [AnswerableCall]
    package let commands: [CommandFacts]
    package let directory: String?
    /// The server that lists its tools after its approval.
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

    /// The text, wrapped to a width.
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
        add("\(count) now. The approval holds until the command, folder, variables or script change.", .dim, indent: 0)
        return lines
    }
}

/// What the keys of the question do.
extension Approval {
    /// The last line that may stand at the top: there the question has been read to its end.
    private func lastTop(_ size: Size) -> Int {
        let place = ApprovalView.place(self, size)
        return max(0, place.lines.count - place.height)
    }

    package func textHints(in state: AppState) -> [KeyHint] {
        top < lastTop(state.size) ? [KeyHint(.down, "read on", label: "↓")] : []
    }

    package func word(for command: Command, in state: AppState) -> String? {
        command.id == "approval.approve" && top < lastTop(state.size) ? nil : command.word
    }

    package mutating func press(_ key: Key, in state: inout AppState) {
        let page = max(1, ApprovalView.place(self, state.size).height - 1)
        let count = lastTop(state.size) + 1
        if let top = ListKeys.place(after: key, from: top, count: count, page: page, hasLetters: true) {
            self.top = top
        }
    }

    package func reasonToStay(in state: AppState) -> String? { "Approve the commands or refuse them first (y, Esc)." }

    package mutating func leave(in state: inout AppState) {
        state.answering.goesOn = false
        state.layers.pop()
        state.say("nothing was run")
    }

    private func approve(in state: inout AppState) {
        guard top >= lastTop(state.size) else {
            return state.say("scroll to the end first (Down)", .warning)
        }
        let missing = Set(state.thread.missingResults)
        let calls = calls.filter { missing.contains($0.ref) }
        state.answering.asked.formUnion(calls.map(\.ref))
        state.layers.pop()
        state.ask(.tools(.approve(commands, thenAnswer: calls, thenList: server, directory: directory)))
    }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        ApprovalView.draw(self, state, hint: state.borderHint(isTop), on: &canvas)
    }
}

/// Draws the question.
enum ApprovalView {
    /// The lines of the question, and the number of visible ones.
    static func place(_ approval: Approval, _ size: Size) -> (lines: [(text: String, role: Theme.Role)], height: Int) {
        let width = LayerLayout.approval(size, rows: 1).width - 4
        let lines = approval.lines(width: width)
        return (lines, LayerLayout.approval(size, rows: lines.count).height - 2)
    }

    static func draw(_ approval: Approval, _ state: AppState, hint: String, on canvas: inout Canvas) {
        let (lines, _) = place(approval, state.size)
        let inside = canvas.layer(
            LayerLayout.approval(state.size, rows: lines.count), title: "Run these commands?",
            right: "from the prompt's file", hint: hint)
        for (offset, line) in lines.dropFirst(approval.top).prefix(inside.height).enumerated() {
            let text = StyledText(line.text, canvas.theme[line.role])
            canvas.row(text, at: Point(x: inside.x + 1, y: inside.y + offset), width: inside.width - 2)
        }
    }
}
