extension Command {
    static let logCommands: [Command] = [
        Command(
            "logs", "Logs", help: "Opens or closes the list of past runs.", keys: ["f6"], popup: "l",
            perform: { $0.toggleLogs() }),
        Command(
            "wire", "Wire", help: "What the newest run sent and received, event by event.", popup: "w",
            disabledReason: { $0.newestLogID == nil ? "nothing has been run yet" : nil }, perform: { $0.openWire() }),
        Command(
            "logs.down", "Next log", help: "The log before it in time.", keys: ["j", "down"], place: .logs,
            perform: { $0.moveInLogs(by: 1) }),
        Command(
            "logs.up", "Previous log", help: "The log after it in time.", keys: ["k", "up"], place: .logs,
            perform: { $0.moveInLogs(by: -1) }),
        Command(
            "logs.pageDown", "A page of logs down", help: "Older logs.", keys: ["pagedown", "ctrl-d"], place: .logs,
            perform: { $0.moveInLogs(by: $0.logListHeight) }),
        Command(
            "logs.pageUp", "A page of logs up", help: "Newer logs.", keys: ["pageup", "ctrl-u"], place: .logs,
            perform: { $0.moveInLogs(by: -$0.logListHeight) }),
        Command(
            "logs.first", "First log", help: "The newest one.", keys: ["g", "home"], place: .logs,
            perform: { $0.goToFirstLog() }),
        Command(
            "logs.last", "Last log", help: "The oldest one.", keys: ["G", "end"],
            place: .logs, perform: { $0.goToLastLog() }),
        Command(
            "logs.time", "Go to a time in the logs", help: "14:30, 2h or 3d ago, 2026-11-20.", keys: ["t"],
            place: .logs,
            perform: { $0.openLogTime() }),
        Command(
            "logs.mark", "Mark the log", help: "Actions work on the marked logs. Press again to unmark.",
            keys: ["space"], place: .logs, disabledReason: noLog, perform: { $0.markLog() }),
        Command(
            "logs.unmark", "Unmark all logs", help: "Actions work on the log under the cursor again.", keys: ["U"],
            place: .logs, disabledReason: { $0.logs.marks.isEmpty ? "no log is marked; Space marks one" : nil },
            perform: { $0.unmarkLogs() }),
        Command(
            "logs.left", "Column to the left", help: "Moves to a column, to sort by it or to change its width.",
            keys: ["left"], place: .logs, perform: { $0.moveLogColumn(by: -1) }),
        Command(
            "logs.right", "Column to the right", help: "Moves to a column; columns that do not fit scroll into view.",
            keys: ["right"], place: .logs, perform: { $0.moveLogColumn(by: 1) }),
        Command(
            "logs.sort", "Sort the logs by the column",
            help:
                "In the other direction the second time, and newest first the third time. Time, first, tok and cost sort "
                + "all logs, other columns the loaded ones.",
            keys: ["s"],
            place: .logs, disabledReason: noColumn, perform: { $0.sortLogs() }),
        Command(
            "logs.narrower", "Make the column narrower", help: "By two cells.", keys: ["<"], place: .logs,
            disabledReason: noColumn, perform: { $0.resizeLogColumn(by: -2) }),
        Command(
            "logs.wider", "Make the column wider", help: "By two cells.", keys: [">"], place: .logs,
            disabledReason: noColumn, perform: { $0.resizeLogColumn(by: 2) }),
        Command(
            "logs.numbers", "Show the numbers of the logs",
            help: "Runs, errors, cost, tokens and times of the logs that the list shows, by model, version and more.",
            keys: ["#"], place: .logs, perform: { $0.openNumbers() }),
        Command(
            "logs.columns", "Choose the columns of the logs", help: "Shows, hides and moves columns.", keys: ["c"],
            place: .logs, perform: { $0.layers.push(ColumnList(.logs)) }),
        Command(
            "logs.open", "Open the log", help: "Its messages, request, response, wire, timing and config.",
            keys: ["enter"],
            place: .logs, disabledReason: noLog, perform: { $0.openSelectedLog() }),
        Command(
            "logs.filter", "Filter the logs",
            help: "By words, and by fields such as model: and status:; Tab lists them.", keys: ["/"],
            place: .logs,
            perform: { state in
                state.show(.logs)
                state.openLogFilter()
            }),
        Command(
            "logs.filters", "Saved filters", help: "Lists them, to take one, rename it or delete it.", keys: ["@"],
            place: .logs, perform: { $0.openSavedFilters() }),
        Command(
            "logs.saveFilter", "Save the filter of the logs", help: "Under a name; @ and the name stand for it then.",
            keys: ["S"], place: .logs,
            disabledReason: { state in
                state.logs.filter?.error.map { "the filter cannot be read: \($0)" } ?? noFilter(state)
            }, perform: { $0.openFilterSaving() }),
        Command(
            "logs.next", "Next match", help: "The next log that matches the filter.", keys: ["n"], place: .logs,
            disabledReason: noFilter, perform: { $0.moveInLogs(by: 1) }),
        Command(
            "logs.previous", "Previous match", help: "The previous log that matches the filter.", keys: ["N"],
            place: .logs, disabledReason: noFilter, perform: { $0.moveInLogs(by: -1) }),
        Command(
            "logs.close", "Close the logs", help: "Moves the focus to the thread.", keys: ["q"], place: .logs,
            disabledReason: { $0.logs.isOpen ? nil : "the logs are not open" }, perform: { $0.toggleLogs() }),
        Command(
            "logs.copy", "Copy the log's id",
            help: "Copies the ids of marked logs, else that of the log, for etude logs show.", keys: ["y"],
            place: .logs,
            disabledReason: noLog, perform: { $0.copyLogIDs() }),
        Command(
            "logs.good", "Rate as good",
            help: "Rates the answers of marked logs, else of the log. Press again to clear.",
            keys: ["+"], place: .logs, disabledReason: noLog, perform: { $0.judgeLogs(.good) }),
        Command(
            "logs.bad", "Rate as bad", help: "Rates the answers of marked logs, else of the log. Press again to clear.",
            keys: ["-"], place: .logs, disabledReason: noLog, perform: { $0.judgeLogs(.bad) }),
        Command(
            "logs.judge", "Judge the answers", help: "Score, tags, a note and a corrected answer, beside good and bad.",
            keys: ["J"], place: .logs, disabledReason: noLog, perform: { $0.openJudgement(of: $0.targetLogs) }),
        Command(
            "logs.compare", "Compare two logs",
            help: "The marked ones, or the marked one with the one under the cursor.",
            keys: ["d"], place: .logs,
            disabledReason: { $0.comparedLogs == nil ? "mark two logs with Space, then compare them" : nil },
            perform: { $0.compareLogs() }),
        Command(
            "logs.dataset", "Add the logs to a dataset",
            help:
                "As rows of a CSV, JSONL, JSON or YAML file: variables, messages, and the corrected answer or the answer.",
            keys: ["A"],
            place: .logs, disabledReason: noLog, perform: { $0.openDatasetInput(for: $0.targetLogs) }),
        Command(
            "logs.export", "Export the logs",
            help: "Writes marked logs, else the log, to a file: .jsonl, .csv, or examples for fine-tuning.",
            keys: ["e"],
            place: .logs, disabledReason: noLog, perform: { $0.openLogExport() }),
        Command(
            "logs.delete", "Delete the logs",
            help: "Deletes marked logs, else the log. They can be restored within a day; running logs stay.",
            keys: ["D", "delete"], place: .logs, disabledReason: noLog, perform: { $0.deleteLogs() }),
        Command(
            "logs.undelete", "Restore deleted logs",
            help: "Brings back what was deleted last, and what was before when pressed again, for a day.",
            keys: ["u"], place: .logs, perform: { $0.restoreDeletedLogs() }),
        Command(
            "logs.rerun", "Open the selected log in the playground",
            help: "Its messages become the thread, its version the config.", keys: ["r"], place: .logs,
            disabledReason: { $0.busyReason() ?? noLog($0) },
            perform: { $0.runSelectedLogAgain() }),
    ]

    @Sendable private static func noLog(_ state: AppState) -> String? {
        state.logs.isOpen && state.logs.selection != nil ? nil : "no log is selected; F6 opens the logs"
    }

    @Sendable private static func noColumn(_ state: AppState) -> String? {
        state.logs.cursor.column == nil ? "no column is selected; Left and Right select one" : nil
    }

    @Sendable private static func noFilter(_ state: AppState) -> String? {
        state.logs.filter == nil ? "no filter is set; press / to set one" : nil
    }
}
