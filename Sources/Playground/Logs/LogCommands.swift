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
            "logs.open", "Open the log", help: "Its messages, request, response, wire, timing and config.",
            keys: ["enter"],
            place: .logs, disabledReason: noLog, perform: { $0.openSelectedLog() }),
        Command(
            "logs.filter", "Filter the logs", help: "By words in messages, answers, models and errors.", keys: ["/"],
            place: .logs,
            perform: { state in
                state.show(.logs)
                state.openLogFilter()
            }),
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
            "logs.copy", "Copy the log's id", help: "Copies the id, for etude logs show.", keys: ["y"], place: .logs,
            disabledReason: noLog,
            perform: { state in if let log = state.logs.selection { state.ask(.terminal(.copy(log.id))) } }),
        Command(
            "logs.good", "Rate as good", help: "Says so of the log; the versions count it. Again takes it back.",
            keys: ["+"], place: .logs, disabledReason: noLog, perform: { $0.judgeSelectedLog(.good) }),
        Command(
            "logs.bad", "Rate as bad", help: "Says so of the log; the versions count it. Again takes it back.",
            keys: ["-"], place: .logs, disabledReason: noLog, perform: { $0.judgeSelectedLog(.bad) }),
        Command(
            "logs.rerun", "Open the selected log in the playground",
            help: "Its messages become the thread, its version the config.", keys: ["r"], place: .logs,
            disabledReason: { $0.run == nil ? noLog($0) : "a run is in progress; press Esc to stop it" },
            perform: { $0.runSelectedLogAgain() }),
    ]

    @Sendable private static func noLog(_ state: AppState) -> String? {
        state.logs.isOpen && state.logs.selection != nil ? nil : "no log is selected; F6 opens the logs"
    }

    @Sendable private static func noFilter(_ state: AppState) -> String? {
        state.logs.filter == nil ? "no filter is set; press / to set one" : nil
    }
}
