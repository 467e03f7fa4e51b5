extension Command {
    /// The variables of the prompt.
    static let variableCommands: [Command] = [
        Command(
            "variables", "Variables",
            help: "Goes to the first variable without a value; again goes back to the thread.",
            keys: ["f9"], popup: "k", perform: { $0.toggleVariables() }),
        Command(
            "variables.make", "Make a variable of the selection",
            help: "In a template message: the selected text becomes {{name}} and the variable's value.",
            keys: ["alt-m"],
            perform: { $0.askForVariableName() }),
        Command(
            "thread.sent", "See what will be sent",
            help: "The messages of the next request with their variables filled in, and an estimate of their tokens.",
            keys: ["alt-w"], perform: { $0.showWhatIsSent() }),
        Command(
            "variables.data", "Take values from a dataset",
            help: "Names a file of rows (CSV, JSONL, JSON or YAML); the variables take the values of its first row.",
            perform: { $0.openDatasetInput() }),
        Command(
            "variables.nextRow", "Next row of the dataset", help: "The variables take the values of the next row.",
            keys: ["]"], place: .config, perform: { $0.stepRow(1) }),
        Command(
            "variables.previousRow", "Previous row of the dataset",
            help: "The variables take the values of the row before.", keys: ["["], place: .config,
            perform: { $0.stepRow(-1) }),
        Command(
            "variables.edit", "Edit the value as text",
            help: "Opens an editor for a value of several lines, or JSON; Alt-J switches between the two.",
            keys: ["E"], place: .config, disabledReason: AppState.whyNoVariable,
            perform: { $0.editVariableAsText() }),
        Command(
            "variables.values", "Take an earlier value",
            help: "Lists the values that the variable had in earlier runs.",
            keys: ["h"], place: .config, disabledReason: AppState.whyNoVariable,
            perform: { $0.askForEarlierValues() }),
    ]
}
