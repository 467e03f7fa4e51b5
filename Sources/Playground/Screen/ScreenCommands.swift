extension Command {
    static let screenCommands: [Command] = [
        Command(
            "pane.hideConfig", "Hide or show the config pane", help: "Gives its columns to the thread.", keys: ["f10"],
            popup: "1", perform: { $0.toggleConfigPane() }),
        zoom("zoom.config", .config, at: .config), zoom("zoom.thread", .thread, at: .thread),
        zoom("zoom.logs", .logs, at: .logs),
        Command(
            "logs.taller", "Make the log drawer higher", help: "One row more; the border can also be dragged.",
            keys: ["alt-up", "ctrl-up"], place: .logs, perform: { $0.resizeLogs(by: 1) }),
        Command(
            "logs.shorter", "Make the log drawer lower", help: "One row less.", keys: ["alt-down", "ctrl-down"],
            place: .logs, perform: { $0.resizeLogs(by: -1) }),
    ]

    private static func zoom(_ id: CommandID, _ pane: Pane, at place: Place) -> Command {
        Command(
            id, "Zoom the \(pane)", help: "Gives the pane the whole screen; press again to go back.", keys: ["z"],
            place: place, perform: { $0.toggleZoom(of: pane) })
    }
}
