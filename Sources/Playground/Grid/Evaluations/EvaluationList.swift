import Evaluations
package import TextUI

/// The evaluations, newest first.
package struct EvaluationList: Layer {
    package static let place = Command.Place("evaluations", "In the list of evaluations")
    package static let commands = [
        Command(
            EvaluationList.self, "evaluations.open", "Open the evaluation", "open",
            help: "Shows its grid.", keys: ["enter"],
            disabledReason: { list, state in
                list.selected(in: state) == nil ? "there is no evaluation to open" : nil
            },
            perform: { $0.open(in: &$1) }),
        Command(
            EvaluationList.self, "evaluations.run", "Evaluate a file", "evaluate a file",
            help: "Runs the prompts of an .eval.yaml or a promptfooconfig.yaml over its rows.", keys: ["o", "ctrl-o"],
            perform: { $1.openEvaluationInput() }),
        Command(
            EvaluationList.self, "help.evaluations", "Help for the evaluations", help: "The keys of this list.",
            keys: ["?"], perform: { $1.openHelp(at: place) }),
        Command(
            EvaluationList.self, "evaluations.close", "Close the list", "close", help: "Goes back.",
            keys: ["q", "escape"], perform: { $0.leave(in: &$1) }),
    ]

    /// The row under the cursor.
    package var selection = 0

    /// Begins at the newest one.
    package init() {}

    /// The evaluation under the cursor.
    func selected(in state: AppState) -> EvaluationListing? {
        guard let listings = state.grids.listings, listings.indices.contains(selection) else { return nil }
        return listings[selection]
    }

    private func open(in state: inout AppState) {
        guard let listing = selected(in: state) else { return }
        state.layers.pop()
        state.openGrid(listing.record.id)
    }

    package mutating func press(_ key: Key, in state: inout AppState) {
        let count = state.grids.listings?.count ?? 0
        let page = EvaluationListView.listHeight(state)
        let place = ListKeys.place(after: key, from: selection, count: count, page: page, hasLetters: true)
        if let place { selection = place }
    }

    /// A click selects an evaluation; on the selected one it opens it.
    package mutating func click(row: Int, in state: inout AppState) {
        if selection == row { open(in: &state) } else { selection = row }
    }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) {
        EvaluationListView.draw(self, state, hint: state.borderHint(isTop), on: &canvas)
    }
}

extension AppState {
    /// Lists the evaluations; on top already, closes the list.
    package mutating func toggleEvaluations() {
        if layers.top is EvaluationList { layers.pop() } else { openEvaluations() }
    }

    package mutating func openEvaluations() {
        layers.push(EvaluationList())
        ask(.grid(.list))
    }

    /// Takes the list. The cursor stays on its evaluation.
    mutating func evaluationsListed(_ listings: [EvaluationListing]) {
        let earlier = grids.listings
        grids.listings = listings
        layers.change(EvaluationList.self) { list in
            let id = earlier.flatMap { $0.indices.contains(list.selection) ? $0[list.selection].record.id : nil }
            list.selection =
                listings.firstIndex { $0.record.id == id } ?? min(list.selection, max(0, listings.count - 1))
        }
    }
}
