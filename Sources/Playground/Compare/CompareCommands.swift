extension ComparePage {
    package static let commands =
        answerCommands + columnCommands + [
            command(
                "compare.write", "Write the question", "write", help: "Moves the cursor to the message being written.",
                keys: ["i"]
            ) { state in state.layers.change(ComparePage.self) { $0.isWriting = true } },
            command(
                "compare.edit", "Change the question", help: "Moves it back into the message being written.",
                keys: ["e"]
            ) { $0.editQuestion() },
            command(
                "compare.evaluations", "List the evaluations", help: "The stored grids of many rows.", keys: ["H"]
            ) { $0.openEvaluations() },
            command(
                "help.compare", "Help for comparisons", help: "The keys of a comparison.", keys: ["?"]
            ) { $0.openHelp(at: place) },
            command(
                "compare.back", "Stop the columns, or close the comparison",
                help: "Stops what is under way; with nothing running, goes back to the panes.", keys: ["escape"]
            ) { $0.leaveLayer() },
            command(
                "compare.close", "Close the comparison", "close",
                help: "Goes back to the panes. What is under way goes on.", keys: ["q"]
            ) { $0.layers.pop() },
        ]

    /// What is done with the answer of a column.
    private static let answerCommands = [
        command(
            "compare.take", "Take the answer into the thread", "select", help: "The thread goes on with it.",
            keys: ["enter"]
        ) { $0.takeComparedAnswer() },
        command(
            "compare.nextAnswer", "Next answer of the column", "answer",
            help: "Answers that say the same are one, with their count. After the last comes the next column.",
            keys: ["tab", ">"]
        ) { $0.comparison?.moveAnswer(by: 1) },
        command(
            "compare.previousAnswer", "Previous answer of the column", help: "The more frequent one.",
            keys: ["shift-tab", "<"]
        ) {
            $0.comparison?.moveAnswer(by: -1)
        },
        command(
            "compare.next", "Next column", help: "After the last column comes the first.",
            keys: ["right", "l"]
        ) {
            $0.comparison?.moveFocus(by: 1)
        },
        command(
            "compare.previous", "Previous column", help: "The column at the left.", keys: ["left", "h"]
        ) {
            $0.comparison?.moveFocus(by: -1)
        },
        command(
            "compare.diff", "Show the differences", "diff",
            help: "From the baseline's answer: words, JSON by its structure, calls by name and arguments.", keys: ["d"],
            unless: {
                $0.comparison.map { $0.columns.count < 2 } ?? true
                    ? "there is nothing to compare yet: add a column with a (models) or v (versions)" : nil
            }
        ) { $0.comparison?.isDiffing.toggle() },
        command(
            "compare.apart", "Scroll together or apart",
            help: "All columns at once, or only the one that keys are about.", keys: ["t"]
        ) { state in
            state.comparison?.toggleApart()
            state.say(state.comparison?.isApart == true ? "Columns scroll apart." : "Columns scroll together.")
        },
        command(
            "compare.zoom", "Zoom the column", help: "Gives it the whole width; press again for all columns.",
            keys: ["z"]
        ) { $0.comparison?.isZoomed.toggle() },
        command(
            "compare.raw", "Show raw or rendered columns",
            help: "Switches between the answers' own text and the text set for reading.", keys: ["m"]
        ) { $0.toggleRawText() },
        command("compare.copy", "Copy the answer of the column", help: "Its text as it came.", keys: ["y"]) {
            $0.copyComparedAnswer()
        },
        command(
            "compare.log", "Open the log of the answer", "log", help: "The log of the answer that is looked at.",
            keys: ["o"]
        ) {
            $0.openComparedLog()
        },
    ]

    /// What is done with a column.
    private static let columnCommands = [
        command(
            "compare.addModels", "Add models", "add models",
            help: "From the model list; Alt-Space marks several.", keys: ["a", "f2"]
        ) { $0.openComparedModels() },
        command(
            "compare.addVersions", "Add versions", "add versions", help: "From the versions; Space marks several.",
            keys: ["v", "f4"]
        ) { $0.openComparedVersions() },
        command(
            "compare.mark", "Mark the column",
            help: "Asking again, stopping and dropping are about all marked columns.",
            keys: ["space"]
        ) { $0.comparison?.markFocused() },
        command(
            "compare.again", "Ask the column again", "again",
            help: "Sends the same question to this column only, or to the marked ones.", keys: ["r"]
        ) { $0.askColumnAgain() },
        command("compare.stopColumn", "Stop the column", help: "Or the marked ones. The others go on.", keys: ["K"]) {
            $0.stopColumn()
        },
        command(
            "compare.baseline", "Make the column the baseline", "baseline", help: "The others are compared with it.",
            keys: ["b"]
        ) { state in
            state.comparison?.setBaseline()
            state.isSessionDirty = true
        },
        command("compare.addDraft", "Add the draft", help: "The config as it is when it is sent.", keys: ["D"]) {
            $0.compare([ComparedColumn.Recipe()])
        },
        command(
            "compare.clone", "Clone the column with a change", "clone",
            help: "The same config with a change such as temperature=0.", keys: ["c"]
        ) { $0.openCloning() },
        command(
            "compare.repeats", "Change the number of repeats",
            help: "How often each column is asked. Equal answers are shown once, with their count.", keys: ["n"]
        ) { $0.openRepeats() },
        command(
            "compare.find", "Find columns by their answers", help: "Shows the columns whose answers have the words.",
            keys: ["/"]
        ) { $0.openComparedSearch() },
        command(
            "compare.sort", "Sort the columns", help: "The fastest first, then the cheapest, then as they were added.",
            keys: ["s"]
        ) { $0.sortComparedColumns() },
        command(
            "compare.numbers", "Show the numbers of the columns",
            help: "Times, tokens, cost and distinct answers of all columns as a page.", keys: ["#"]
        ) { $0.openComparisonNumbers() },
        command("compare.drop", "Drop the column", help: "Or the marked ones. Their logs stay.", keys: ["x", "delete"])
        { $0.dropColumn() },
        command(
            "compare.use", "Make the column the draft", help: "Takes its version, model and changes into the config.",
            keys: ["u"]
        ) { $0.takeComparedConfig() },
    ]

    /// A command of the page. It changes the state, in which the comparison is, and not the page.
    private static func command(
        _ id: CommandID, _ title: String, _ word: String? = nil, help: String, keys: [String],
        unless reason: @escaping @Sendable (AppState) -> String? = { _ in nil },
        perform: @escaping @Sendable (inout AppState) -> Void
    ) -> Command {
        Command(
            id, title, help: help, keys: keys, word: word, place: place,
            disabledReason: { $0.layers.top is ComparePage ? reason($0) : "\(place.title) only" }, perform: perform)
    }
}
