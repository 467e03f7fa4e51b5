package import RequestCore
package import TextUI

/// The list of all findings, the most serious first.
package struct FindingList: Layer {
    package static let place = Command.Place("findings", "In the list of problems (F8)")
    package static let commands = [
        Command(
            FindingList.self, "findings.go", "Go to the problem", "go there",
            help: "Moves to the row or message with the problem.",
            keys: ["enter"], perform: { $0.go(in: &$1) }),
        Command(
            FindingList.self, "findings.settle", "Fix the problem", "fix",
            help: "Makes the suggested change.", keys: ["!"], perform: { $0.fix(in: &$1) }),
        Command(
            FindingList.self, "findings.copy", "Copy the problem", "copy", help: "Copies its text.", keys: ["y"],
            perform: { list, state in
                if let finding = state.selected(list) { state.ask(.terminal(.copy(finding.description))) }
            }),
        Command(
            FindingList.self, "findings.close", "Close the list of problems", "close", help: "Goes back to the panes.",
            keys: ["q", "escape"], perform: { $0.leave(in: &$1) }),
    ]

    package var selection = 0

    package init() {}

    package mutating func press(_ key: Key, in state: inout AppState) {
        let count = state.listedFindings.count
        let page = LayerLayout.findings(state.size, rows: count).height - 5
        let place = ListKeys.place(after: key, from: selection, count: count, page: page, hasLetters: true)
        if let place { selection = place }
    }

    /// Handles a click: the first one selects, the second one goes there.
    package mutating func click(row: Int, in state: inout AppState) {
        if selection == row { go(in: &state) } else { selection = row }
    }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        FindingListView.draw(self, state, hint: state.borderHint(isTop), on: &canvas)
    }

    private func go(in state: inout AppState) {
        guard let finding = state.selected(self) else { return }
        state.layers.pop()
        state.go(to: finding)
    }

    private func fix(in state: inout AppState) {
        guard let finding = state.selected(self) else { return }
        state.layers.pop()
        state.fix(finding)
    }
}

extension AppState {
    /// The rows of the list.
    package var listedFindings: [Finding] {
        let order = Finding.Severity.allCases
        return order.flatMap { severity in shownFindings.filter { $0.severity == severity } }
    }

    func selected(_ list: FindingList) -> Finding? {
        let listed = listedFindings
        return listed.indices.contains(list.selection) ? listed[list.selection] : nil
    }
}
