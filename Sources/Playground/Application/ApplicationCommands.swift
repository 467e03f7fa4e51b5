extension Command {
    static let everyLayer = Set(Place.layers)

    /// The popup does what follows it, and nothing else.
    private static let overAllButPopup = everyLayer.subtracting([Popup.place])

    static let applicationCommands: [Command] = [
        Command(
            "run", "Run", help: "Sends the thread and streams the answer.",
            keys: ["ctrl-r", "f5", "alt-enter", "ctrl-enter"],
            popup: "r", over: [TextEditor.place, SchemaForm.place, ComparePage.place], perform: { $0.runOrTakeAndRun() }
        ),
        Command(
            "palette", "Command palette", help: "Finds every action by name.", keys: ["ctrl-p"], popup: "p",
            over: overAllButPopup, perform: { $0.togglePalette() }),
        Command(
            "help", "Help", help: "All keys.", keys: ["f1"], popup: "h", over: overAllButPopup,
            perform: { $0.toggleHelp() }),
        Command(
            "help.config", "Help for the config", help: "The keys of the config pane.", keys: ["?"], place: .config,
            perform: { $0.openHelp(at: .config) }),
        Command(
            "help.thread", "Help for the thread", help: "The keys of the thread.", keys: ["?"], place: .thread,
            perform: { $0.openHelp(at: .thread) }),
        Command(
            "help.logs", "Help for the logs", help: "The keys of the log list.", keys: ["?"], place: .logs,
            perform: { $0.openHelp(at: .logs) }),
        Command(
            "popup", "All keys after Ctrl-X", help: "Shows every important action by one letter.", keys: ["ctrl-x"],
            over: overAllButPopup, perform: { $0.openPopup() }),
        Command(
            "pane.next", "Next pane", help: "Config, thread, and the logs when they are open.", keys: ["tab"],
            perform: { $0.movePane(1) }),
        Command(
            "pane.previous", "Previous pane", help: "Goes round the panes the other way.", keys: ["shift-tab"],
            perform: { $0.movePane(-1) }),
        Command(
            "pane.config", "Go to the config", help: "Moves the focus to the config pane.", keys: ["alt-1"],
            perform: { $0.show(.config) }),
        Command(
            "pane.thread", "Go to the thread", help: "Moves the focus to the thread.", keys: ["alt-2"],
            perform: { $0.show(.thread) }),
        Command(
            "pane.logs", "Go to the logs", help: "Opens the log drawer and moves the focus to it.", keys: ["alt-3"],
            perform: { $0.show(.logs) }),
        Command(
            "undo", "Undo", help: "In a text, undoes its edits; elsewhere, the last change of the config or thread.",
            keys: ["ctrl-_"], over: [ComparePage.place],
            perform: { $0.undo() }),
        Command(
            "redo", "Redo", help: "Repeats what was undone.", keys: ["alt-_"], over: [ComparePage.place],
            perform: { $0.redo() }),
        Command(
            "stop", "Stop, or quit", help: "Stops the running generation; with nothing running, press twice to quit.",
            keys: ["ctrl-c"],
            over: everyLayer, perform: { $0.stopOrAskToQuit() }),
        Command(
            "quit", "Quit", help: "Nothing is lost: the next start continues here.", keys: ["ctrl-q"],
            over: everyLayer, perform: { $0.quitOrAsk() }),
        Command(
            "redraw", "Redraw the screen",
            help: "Use it after something else wrote on the screen. Failed images are tried again.",
            keys: ["ctrl-l"], over: everyLayer,
            perform: { state in
                state.images.forgetFailures()
                state.ask(.terminal(.redraw))
            }),
        Command(
            "suspend", "Suspend", help: "Returns to the shell; fg comes back.", keys: ["ctrl-z"], over: everyLayer,
            perform: { $0.ask(.terminal(.suspend)) }),
        Command(
            "compare", "Compare",
            help: "Models and versions answer the thread side by side. Marked ones become columns.",
            keys: ["f7"], popup: "g",
            over: [
                ComparePage.place, VersionBrowser.place, Dropdown.place, EvaluationList.place, GridPage.place,
            ],
            perform: { $0.toggleComparison() }),
        Command(
            "compare.open", "Open a comparison", help: "Like Compare, also where nothing has been asked yet.",
            perform: { $0.openComparison() }),
        Command(
            "theme", "Choose a theme", help: "The terminal's own colours, light, dark, or one of yours.",
            perform: { $0.openThemes() }),
        Command(
            "mouse", "Mouse on or off", help: "Off lets the terminal select text itself.",
            perform: { state in
                state.settings.usesMouse.toggle()
                state.ask(.terminal(.setMouse(state.settings.usesMouse)))
                state.say(state.settings.usesMouse ? "mouse on" : "mouse off")
            }),
    ]
}
