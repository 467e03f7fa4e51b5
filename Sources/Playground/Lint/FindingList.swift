package import RequestCore
package import TextUI

/// The list of all findings, the most serious first.
package struct FindingList: FilteredList {
    package static let place = Command.Place("findings", "In the list of problems (F8)")
    package static let commands = [
        Command(
            FindingList.self, "findings.go", "Go to the problem", "go there",
            help: "Moves to the row or message with the problem.",
            keys: ["enter"], disabledReason: none, perform: { $0.go(in: &$1) }),
        Command(
            FindingList.self, "findings.settle", "Fix the problem", "fix",
            help: "Makes the suggested change.", keys: ["!"],
            disabledReason: { list, state in
                none(list, state) ?? (state.selected(list)?.fix == nil ? "this problem has no suggested change" : nil)
            },
            perform: { $0.fix(in: &$1) }),
        Command(
            FindingList.self, "findings.copy", "Copy the problem", "copy", help: "Copies its text.", keys: ["y"],
            disabledReason: none,
            perform: { list, state in
                if let finding = state.selected(list) { state.ask(.terminal(.copy(finding.description))) }
            }),
        Command.filter(FindingList.self, "findings.filter", "Filter the problems"),
        Command.help(FindingList.self, "help.findings", "the list of problems"),
        Command(
            FindingList.self, "findings.close", "Close the list of problems", "close", help: "Goes back to the panes.",
            keys: ["q", "escape"], perform: { $0.leave(in: &$1) }),
    ]

    package var selection = 0
    package var filter = ListFilter()

    package init() {}

    @Sendable private static func none(_ list: FindingList, _ state: AppState) -> String? {
        state.selected(list) == nil ? "no problems were found" : nil
    }

    package mutating func press(_ key: Key, in state: inout AppState) {
        let count = findings(in: state).count
        let page = LayerLayout.findings(state.size, rows: count).height - 5
        press(key, count: count, page: page, in: &state)
    }

    /// Handles a click: the first one selects, the second one goes there.
    package mutating func click(row: Int, in state: inout AppState) {
        if selection == row { go(in: &state) } else { selection = row }
    }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        FindingListView.draw(self, state, hint: state.borderHint(isTop), on: &canvas)
    }

    package func isEmpty(in state: AppState) -> Bool { state.listedFindings.isEmpty }

    /// The rows that are shown.
    func findings(in state: AppState) -> [Finding] {
        state.listedFindings.filter { filter.shows("\($0.place) \($0.text)") }
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
    /// All findings, in the order of the list.
    package var listedFindings: [Finding] {
        let order = Finding.Severity.allCases
        return order.flatMap { severity in shownFindings.filter { $0.severity == severity } }
    }

    func selected(_ list: FindingList) -> Finding? {
        let listed = list.findings(in: self)
        return listed.indices.contains(list.selection) ? listed[list.selection] : nil
    }
}
