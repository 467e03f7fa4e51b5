import TextUI

/// How a proposal looks.
enum ProposalView {
    /// The lines of it, and how many are seen at once.
    static func place(_ proposal: Proposal, _ state: AppState) -> (lines: [StyledText], height: Int) {
        let rect = OverlayLayout.editor(state.size)
        let lines = proposal.lines(width: rect.width - 4, state.settings.theme, now: state.now)
        return (lines, max(1, rect.height - 2))
    }

    static func draw(_ proposal: Proposal, _ state: AppState, on canvas: inout Canvas) {
        let (lines, height) = place(proposal, state)
        let top = max(0, min(proposal.top, lines.count - height))
        let isCut = lines.count > height
        let inside = canvas.overlay(
            OverlayLayout.editor(state.size), title: proposal.title,
            right: isCut ? "\(top + 1)–\(min(lines.count, top + height)) of \(lines.count)" : "",
            hint: hint(proposal))
        for (offset, line) in lines.dropFirst(top).prefix(height).enumerated() {
            canvas.row(line, at: Point(x: inside.x + 1, y: inside.y + offset), width: inside.width - 2)
        }
    }

    private static func hint(_ proposal: Proposal) -> String {
        switch proposal.phase {
        case .asking: "Esc stop"
        case .ready: "Enter take   e edit first   r another sentence   Esc leave"
        case .failed: "r another sentence   Esc leave"
        }
    }
}
