extension Command {
    /// Reading the thread: copying parts, searching, and other programs for a message.
    static let readingCommands: [Command] = [
        Command(
            "thread.block", "Copy a block",
            help: "Shows a letter beside each code block, table, JSON, call and image address.",
            keys: ["c"], place: .thread, perform: { $0.pickBlock() }),
        Command(
            "thread.visual", "Select text", help: "Visual mode, as in vi: h j k l w b e 0 $ g G move, y copies.",
            keys: ["V"], place: .thread, perform: { $0.openVisualMode() }),
        Command(
            "thread.search", "Search the thread", help: "Finds words in all messages; folds with a match open.",
            keys: ["/"], place: .thread, perform: { $0.beginThreadSearch() }),
        Command(
            "thread.nextMatch", "Next match in the thread", help: "From the last match to the first.", keys: ["n"],
            place: .thread, perform: { $0.goToThreadMatch(1) }),
        Command(
            "thread.previousMatch", "Previous match in the thread", help: "From the first match to the last.",
            keys: ["N"], place: .thread, perform: { $0.goToThreadMatch(-1) }),
        Command(
            "thread.nextQuestion", "Next question", help: "Selects the next user message.", keys: ["]"],
            place: .thread, perform: { $0.selectQuestion(1) }),
        Command(
            "thread.previousQuestion", "Previous question", help: "Selects the user message before.", keys: ["["],
            place: .thread, perform: { $0.selectQuestion(-1) }),
        Command(
            "thread.pipe", "Send the message through a command",
            help: "The command gets the message on its standard input; its output is shown.", keys: ["|"],
            place: .thread, perform: { $0.pipeSelected() }),
        Command(
            "thread.page", "Read the message in the pager", help: "Opens $PAGER, else less.", keys: ["P"],
            place: .thread, perform: { $0.pageSelected() }),
        Command(
            "text.copy", "Copy the selected text",
            help: "Of the text that has the cursor; Shift and an arrow select. Without a selection all of it.",
            keys: ["alt-c"], over: everyLayer, perform: { $0.copyTypedText() }),
    ]
}
