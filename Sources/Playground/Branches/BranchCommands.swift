extension Command {
    /// The keys of the thread that change the order of its messages, or go to another branch.
    static let branchCommands: [Command] = [
        Command(
            "thread.regenerate", "Run again from here",
            help: "Runs again from the selected message. An answer gets another one beside it; nothing is removed.",
            keys: ["r"], place: .thread, perform: { $0.regenerateFromSelected() }),
        Command(
            "thread.fork", "Fork here",
            help: "Ends the thread with the selected message; what followed stays as a branch.", keys: ["f"],
            place: .thread, perform: { $0.forkFromSelected() }),
        Command(
            "thread.nextBranch", "Next branch", help: "Where a message shows 1/2: goes to the one beside it.",
            keys: [">"], place: .thread, perform: { $0.stepBranch(1) }),
        Command(
            "thread.previousBranch", "Previous branch", help: "Where a message shows 2/2: goes to the one before.",
            keys: ["<"], place: .thread, perform: { $0.stepBranch(-1) }),
        Command(
            "thread.tree", "Show all branches",
            help: "Shows the conversation as a tree, and goes to any message of it.",
            keys: ["b"], place: .thread, perform: { $0.openTree() }),
        Command(
            "thread.deleteBranch", "Delete the branch",
            help: "Removes the selected message and all that follows it. Ctrl-_ restores them.", keys: ["D"],
            place: .thread, perform: { $0.deleteBranch() }),
        Command(
            "thread.sendAgain", "Send the question again",
            help: "Sends the selected user message again, at the end of the thread.", keys: ["s"], place: .thread,
            perform: { $0.sendAgain() }),
        Command(
            "thread.insertAfter", "Insert a message after",
            help: "Writes a message after the selected one: an answer by hand after a question.", keys: ["o"],
            place: .thread, perform: { $0.insertMessage(after: true) }),
        Command(
            "thread.insertBefore", "Insert a message before", help: "Writes a message before the selected one.",
            keys: ["O"], place: .thread, perform: { $0.insertMessage(after: false) }),
        Command(
            "thread.moveDown", "Move the message down", help: "Past the next one, with the results of its calls.",
            keys: ["J"], place: .thread, perform: { $0.moveMessage(1) }),
        Command(
            "thread.moveUp", "Move the message up", help: "Past the one above, with the results of its calls.",
            keys: ["K"], place: .thread, perform: { $0.moveMessage(-1) }),
        Command(
            "thread.duplicate", "Duplicate the message", help: "Puts a copy below it.", keys: ["p"], place: .thread,
            perform: { $0.duplicateMessage() }),
        Command(
            "thread.add", "Add the message without a run",
            help: "Puts what is being written at the end of the thread; with the role assistant, an example answer.",
            keys: ["alt-n"], perform: { $0.addMessage() }),
    ]
}
