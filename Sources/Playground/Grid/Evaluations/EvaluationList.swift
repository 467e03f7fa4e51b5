import Evaluations
package import TextUI

/// The evaluations, newest first.
package struct EvaluationList: FilteredList {
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
            EvaluationList.self, "evaluations.changes", "Show what changed since the evaluation before", "what changed",
            help: "Rows that pass or fail now, versions, models, rows and checks. Mark two to compare these.",
            keys: ["d"], disabledReason: { $0.reasonNotToCompare($1) },
            perform: { list, state in state.compareEvaluations(list) }),
        Command(
            EvaluationList.self, "evaluations.mark", "Mark the evaluation", "mark",
            help: "Marks or unmarks it, to compare it with another one.", keys: ["space"],
            disabledReason: { list, state in
                list.selected(in: state) == nil ? "there is no evaluation to mark" : nil
            },
            perform: { $0.mark(in: &$1) }),
        Command.filter(EvaluationList.self, "evaluations.filter", "Filter the evaluations"),
        Command(
            EvaluationList.self, "help.evaluations", "Help for the evaluations", help: "The keys of this list.",
            keys: ["?"], perform: { $1.openHelp(at: place) }),
        Command(
            EvaluationList.self, "evaluations.close", "Close the list", "close", help: "Goes back.",
            keys: ["q", "escape"], perform: { $0.leave(in: &$1) }),
    ]

    package var selection = 0
    package var filter = ListFilter()
    /// The evaluations that are marked.
    package private(set) var marks = TableMarks<String>()
    /// The evaluation that the cursor goes to as soon as the list has been read; nil for the newest one.
    var wanted: String?

    /// Begins at an evaluation.
    ///
    /// - Parameter id: nil for the newest one.
    package init(at id: String? = nil) { wanted = id }

    /// The evaluation under the cursor.
    func selected(in state: AppState) -> EvaluationListing? {
        let listings = listings(in: state)
        return listings.indices.contains(selection) ? listings[selection] : nil
    }

    package func isEmpty(in state: AppState) -> Bool { state.grids.listings?.isEmpty ?? true }

    /// The evaluations that are shown.
    func listings(in state: AppState) -> [EvaluationListing] {
        (state.grids.listings ?? []).filter { filter.shows(EvaluationListView.words(of: $0.record)) }
    }

    // MARK: Comparing

    private mutating func mark(in state: inout AppState) {
        guard let listing = selected(in: state) else { return }
        marks.toggle(listing.record.id)
        selection = min(selection + 1, max(0, listings(in: state).count - 1))
    }

    /// The two evaluations to compare; nil if they are not two: those that are marked, a marked one and that under the cursor, or
    /// that and the one before it.
    func compared(in state: AppState) -> (String, String)? {
        guard let listing = selected(in: state) else { return nil }
        let id = listing.record.id
        switch marks.count {
        case 0:
            let records = state.grids.listings?.map(\.record) ?? []
            return EvaluationDifference.predecessor(of: listing.record, in: records).map { ($0.id, id) }
        case 1: return marks.contains(id) ? nil : (marks.ids[0], id)
        case 2: return (marks.ids[0], marks.ids[1])
        default: return nil
        }
    }

    private func reasonNotToCompare(_ state: AppState) -> String? {
        guard selected(in: state) != nil else { return "there is no evaluation to compare" }
        guard compared(in: state) == nil else { return nil }
        switch marks.count {
        case 0: return "no earlier evaluation has the same file or rows; mark another one with Space"
        case 1: return "mark another one, or move to it"
        default: return "two are compared; \(marks.count) are marked"
        }
    }

    private func open(in state: inout AppState) {
        guard let listing = selected(in: state) else { return }
        state.openGrid(listing.record.id)
    }

    package mutating func press(_ key: Key, in state: inout AppState) {
        let page = EvaluationListView.listHeight(state)
        press(key, count: listings(in: state).count, page: page, in: &state)
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
        layers.push(EvaluationList(at: (layers.top as? GridPage)?.evaluation))
        ask(.grid(.list))
    }

    /// Takes the list. The cursor stays on its evaluation.
    mutating func evaluationsListed(_ listings: [EvaluationListing]) {
        let before = self
        grids.listings = listings
        let now = self
        layers.change(EvaluationList.self) { list in
            let id = list.wanted ?? list.selected(in: before)?.record.id
            list.wanted = nil
            let shown = list.listings(in: now)
            list.selection = shown.firstIndex { $0.record.id == id } ?? min(list.selection, max(0, shown.count - 1))
        }
    }
}
