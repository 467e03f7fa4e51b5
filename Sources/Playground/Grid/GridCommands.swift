import Evaluations
import Prompts
import RequestCore

/// The keys of a grid.
extension GridPage {
    package static let place = Command.Place("grid", "In the grid of an evaluation")
    package static let commands =
        [
            Command(
                GridPage.self, "grid.run", "Run what is missing", "run missing",
                help: "Sends the cells without an answer.", keys: ["ctrl-r", "f5"],
                disabledReason: { $0.reasonNotToRun($1) }, perform: { $0.send(.missing, in: &$1) })
        ] + stopCommands + readingCommands + runningCommands + editingCommands

    private static let stopCommands = [
        Command(
            GridPage.self, "grid.stop", "Stop the evaluation", "stop",
            help: "Sends nothing more and finishes what is under way; again stops that, too.", keys: ["x"],
            disabledReason: { page, state in
                guard state.grids.running[page.evaluation] == nil else { return nil }
                return page.grid(in: state).map { $0.table.sent > 0 } ?? false
                    ? "another process is running this evaluation; stop it there" : "this evaluation is not running"
            }, perform: { _, state in _ = state.stopEvaluation() })
    ]

    private static let runningCommands = [
        Command(
            GridPage.self, "grid.runCell", "Run the cell again",
            help: "Sends all repeats of the row, or of the marked rows, in the column under the cursor.", keys: ["r"],
            disabledReason: { $0.reasonNotToRun($1) },
            perform: { $0.send(.again(rows: $0.rows(in: $1), columns: [$0.column]), in: &$1) }),
        Command(
            GridPage.self, "grid.runRow", "Run the row again",
            help: "Sends all repeats of the row, or of the marked rows, in all columns.", keys: ["R"],
            disabledReason: { $0.reasonNotToRun($1) },
            perform: { $0.send(.again(rows: $0.rows(in: $1), columns: nil), in: &$1) }),
        Command(
            GridPage.self, "grid.runColumn", "Run the column again",
            help: "Sends all rows in the column under the cursor.", keys: ["C"],
            disabledReason: { $0.reasonNotToRun($1) },
            perform: { $0.send(.again(rows: nil, columns: [$0.column]), in: &$1) }),
        Command(
            GridPage.self, "grid.check", "Check the answers again",
            help: "By the checks that the files have now. Nothing is sent.", keys: ["c"],
            perform: { page, state in state.ask(.grid(.check(page.evaluation))) }),
    ]

    private static let readingCommands = [
        Command(
            GridPage.self, "grid.open", "Open the log of the answer", "open log",
            help: "Opens the log of the answer that is shown in the column under the cursor.", keys: ["enter"],
            disabledReason: { $0.reasonWithoutAnswer($1) },
            perform: { page, state in if let group = page.group(in: state) { state.askForLog(group.log) } }),
        Command(
            GridPage.self, "grid.nextAnswer", "Next answer of the cell", "next answer",
            help: "Shows the next of the distinct answers of the column under the cursor.", keys: ["tab"],
            perform: { $0.turn(1, in: &$1) }),
        Command(
            GridPage.self, "grid.previousAnswer", "Previous answer of the cell",
            help: "Shows the previous of the distinct answers.", keys: ["shift-tab"],
            perform: { $0.turn(-1, in: &$1) }),
        Command(
            GridPage.self, "grid.diff", "Compare the answer with the baseline's", "diff",
            help: "From the most frequent one: words, JSON by its structure, calls by name and arguments.", keys: ["d"],
            disabledReason: { $0.reasonWithoutAnswer($1) }, perform: { $0.diff(in: &$1) }),
        Command(
            GridPage.self, "grid.differences", "Mark the differences from the baseline",
            help: "In the answers below the rows, where they stand side by side; press again for the plain answers.",
            keys: ["m"],
            disabledReason: { page, state in
                guard let grid = page.grid(in: state) else { return "the grid is still being read" }
                if grid.table.record.columns.count < 2 { return "nothing to compare: there is only one column" }
                return GridLayout(state, page)?.isWide == true
                    ? nil : "the screen is too small for answers side by side; d shows the differences of one"
            }, perform: { $1.grids.open?.toggleDifferences() }),
        Command(
            GridPage.self, "grid.search", "Find rows by their text", "filter",
            help:
                "Shows the rows that have the words in their variables, messages, expected answer or description, or in "
                + "an answer.", keys: ["/"], perform: { page, _ in page.beginSearch() }),
        Command(
            GridPage.self, "grid.filter", "Choose which rows are shown",
            help: "All, failures, errors, changed against the baseline, or answered differently.", keys: ["f"],
            perform: { page, state in state.chooseGridFilter(page.filter) }),
        Command(
            GridPage.self, "grid.nextFailure", "Next row that fails", "failure",
            help: "From the last failing row to the first.", keys: ["n"], perform: { $0.goToFailure(1, in: &$1) }),
        Command(
            GridPage.self, "grid.previousFailure", "Previous row that fails",
            help: "From the first failing row to the last.", keys: ["N"], perform: { $0.goToFailure(-1, in: &$1) }),
        Command(
            GridPage.self, "grid.baseline", "Make the column the baseline", "baseline",
            help: "The other columns are compared with it.", keys: ["b"], perform: { $0.setBaseline(in: &$1) }),
        Command(
            GridPage.self, "grid.sort", "Sort by the column", "sort",
            help: "The rows that fail in the column first, then those that pass, then as in the dataset.",
            keys: ["s"], perform: { $0.nextSort(in: &$1) }),
        Command(
            GridPage.self, "grid.numbers", "Show the numbers of the columns", "numbers",
            help: "The summary of all columns as a page.", keys: ["#"], perform: { $0.openNumbers(in: &$1) }),
        Command(
            GridPage.self, "grid.left", "Column to the left", help: "The baseline stays in view.", keys: ["left", "h"],
            perform: { $0.move(toColumn: $0.column - 1, in: $1) }),
        Command(
            GridPage.self, "grid.right", "Column to the right", help: "The baseline stays in view.",
            keys: ["right", "l"], perform: { $0.move(toColumn: $0.column + 1, in: $1) }),
        Command(
            GridPage.self, "grid.narrower", "Make the column narrower", help: "By two cells.", keys: ["<"],
            perform: { $0.resizeColumn(by: -2, in: $1) }),
        Command(
            GridPage.self, "grid.wider", "Make the column wider", help: "By two cells.", keys: [">"],
            perform: { $0.resizeColumn(by: 2, in: $1) }),
        Command(
            GridPage.self, "grid.mark", "Mark the row", help: "Marks or unmarks the row.", keys: ["space"],
            perform: { $0.mark(in: &$1) }),
        Command(
            GridPage.self, "grid.good", "Rate the answer in the grid as good",
            help: "Rates the answer as good. Press again to clear.", keys: ["+"],
            disabledReason: { $0.reasonWithoutAnswer($1) }, perform: { $0.judge(.good, in: &$1) }),
        Command(
            GridPage.self, "grid.bad", "Rate the answer in the grid as bad",
            help: "Rates the answer as bad. Press again to clear.", keys: ["-"],
            disabledReason: { $0.reasonWithoutAnswer($1) }, perform: { $0.judge(.bad, in: &$1) }),
        Command(
            GridPage.self, "grid.take", "Take the cell into the thread",
            help: "Its version becomes the config, its messages the thread.", keys: ["t"],
            disabledReason: { $0.reasonWithoutAnswer($1) },
            perform: { page, state in
                guard let group = page.group(in: state) else { return }
                state.askForLog(group.log)
                state.logs.opening.rerun = group.log
            }),
        Command(
            GridPage.self, "grid.evaluations", "Show the evaluations", "evaluations",
            help: "Lists all evaluations, newest first, and says what changed since an earlier one.", keys: ["H"],
            perform: { $1.openEvaluations() }),
        Command(
            GridPage.self, "help.grid", "Help for the grid", help: "The keys of the grid.", keys: ["?"],
            perform: { $1.openHelp(at: place) }),
        Command(
            GridPage.self, "grid.back", "Clear search and filter, or close the grid", help: "Goes back one step.",
            keys: ["escape"], perform: { $0.leave(in: &$1) }),
        Command(
            GridPage.self, "grid.close", "Close the grid", "close", help: "Goes back to the panes.", keys: ["q"],
            perform: { $0.close(in: &$1) }),
    ]

    /// Why nothing can be done about the answer under the cursor; nil if it can.
    fileprivate func reasonWithoutAnswer(_ state: AppState) -> String? {
        guard group(in: state) == nil else { return nil }
        let isRead = grid(in: state)?.detail.map { $0.key == key(in: state) } ?? false
        return isRead ? "there is no answer here yet" : "the answers of the row are still being read"
    }

    fileprivate mutating func setBaseline(in state: inout AppState) {
        guard let grid = grid(in: state) else { return }
        state.grids.open?.setBaseline(column)
        state.say("compared with \(grid.table.record.columns[column].label) from now on")
        if filter == .changed { show(filter, in: &state) }
    }

    fileprivate func diff(in state: inout AppState) {
        guard let grid = grid(in: state), let detail = detail(in: state), let own = group(in: state) else { return }
        let (columns, baseline) = (grid.table.record.columns, grid.table.baseline)
        var base = detail.columns[baseline].first
        var name = columns[baseline].label
        // In the baseline itself, answers are compared with its most frequent one.
        if baseline == column, base?.log == own.log {
            base = detail.columns[column].dropFirst().first
            name += ", another answer"
        }
        guard let old = base?.message else { return state.say("\(name) has no answer to compare with", .warning) }
        guard let new = own.message else { return state.say("there is no answer here to compare", .warning) }
        let label = columns[column].label
        state.layers.push(
            Reading(
                title: "‹\(name)› → \(label)",
                content: .answers(
                    AnswerDiff(from: old, to: new),
                    unified: AnswerDiff.unified(from: old, to: new, left: name, right: label))))
    }

    fileprivate func judge(_ feedback: LogRecord.Feedback, in state: inout AppState) {
        guard let group = group(in: state) else { return }
        state.judge(group.log, feedback, now: grid(in: state)?.detail?.ratings[group.log])
    }

    fileprivate func openNumbers(in state: inout AppState) {
        guard let grid = grid(in: state) else { return }
        state.layers.push(Reading(title: "Numbers", content: .program(GridNumbers.text(grid), language: "")))
    }
}

extension AppState {
    /// Opens an evaluation where the cursor was when it was closed last.
    package mutating func openGrid(_ id: String) {
        var page = GridPage(evaluation: id)
        if let place = grids.place, place.evaluation == id { page = place }
        if grids.open?.id != id { grids.open = nil }
        layers.remove(EvaluationList.self)
        if layers.top is GridPage { layers.replaceTop(by: page) } else { layers.push(page) }
        ask(.grid(.open(id)))
    }

    fileprivate mutating func chooseGridFilter(_ current: GridFilter) {
        let items = GridFilter.allCases.map { filter in
            Dropdown.Item(filter.rawValue, value: filter.rawValue, note: filter.note) { state in
                state.withTop(GridPage.self) { $0.show(filter, in: &$1) }
            }
        }
        layers.push(Dropdown(title: "Show rows", items: items, current: current.rawValue))
    }
}

extension GridFilter {
    fileprivate var note: String {
        switch self {
        case .all: "Every row of the dataset."
        case .failures: "Rows that fail in some column."
        case .errors: "Rows with a request that failed, or a check that did not run."
        case .changed: "Rows that pass in the baseline and not in another column, or the other way round."
        case .different: "Rows that two columns answer differently."
        }
    }
}
