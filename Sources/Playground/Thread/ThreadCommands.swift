extension Command {
    static let threadCommands: [Command] = [
        Command(
            "thread.new", "New thread", help: "An empty conversation; the config stays.", keys: ["ctrl-n"], popup: "n",
            perform: { $0.newThread() }),
        Command(
            "thread.toTemplate", "Make the thread part of the prompt",
            help: "Its messages become template messages, which every run begins with and a file holds.",
            perform: { $0.takeThreadIntoTemplate() }),
        Command(
            "thread.image", "Attach an image", help: "To the message being written: a URL or a path.", keys: ["alt-i"],
            popup: "i", perform: { $0.openImageInput() }),
        Command(
            "thread.clipboard", "Attach the clipboard's image", help: "By wl-paste, xclip or pngpaste.",
            perform: { state in
                state.say("asking for the clipboard")
                state.ask(.image(.readClipboard(state.imageTarget)))
            }),
        Command(
            "thread.images", "See the images",
            help: "Large, of the selected message or the one being written; there they are changed, too.",
            keys: ["alt-v"], perform: { $0.openImages() }),
        Command(
            "template.system", "System message", help: "Edits the template's system message, or adds one.",
            keys: ["alt-s"],
            perform: { $0.editSystemMessage() }),
        Command(
            "thread.role", "Change the role",
            help: "Of the selected message, else of the one being written: user, system, developer, assistant.",
            keys: ["alt-r"], perform: { $0.changeRole() }),
        Command(
            "tools.answer", "Answer the calls",
            help: "By the commands and mocks that the prompt names, all at once; then runs.",
            keys: ["alt-a"], popup: "a", perform: { $0.answerCalls() }),
        Command(
            "run.choice", "Run once with another tool choice",
            help: "Auto, none, required, or one tool; the config stays as it is.",
            perform: { $0.openRunChoices() }),
        Command(
            "tools.fill", "Fill in a result",
            help: "By an earlier result of the call or its tool, or by an error to choose.", keys: ["alt-h"],
            perform: { $0.fillResult() }),
        Command(
            "tools.replay", "Replay tools",
            help: "Calls are answered as the same calls were before; nothing is run. Again: as their tools say.",
            keys: ["alt-p"], perform: { $0.toggleReplay() }),
        Command(
            "tools.stopCall", "Stop this call",
            help: "The one whose result has the cursor, else the first that runs; the others go on.", keys: ["alt-k"],
            perform: { $0.stopCall() }),
        Command(
            "thread.askAgain", "Ask again with what is wrong",
            help: "After an answer that breaks its schema: the fault goes back to the model.", keys: ["alt-e"],
            perform: { $0.askAgain() }),
        Command(
            "thread.detach", "Remove the last image", help: "Of the selected message, else of the one being written.",
            perform: { $0.detach() }),
        Command(
            "thread.editor", "Edit in $EDITOR", help: "The focused text in $VISUAL or $EDITOR, and back.",
            keys: ["ctrl-g"],
            popup: "e", over: everyLayer, perform: { $0.editExternally() }),
        Command(
            "thread.down", "Next message", help: "Below the last one is the message being written.",
            keys: ["j", "down"], place: .thread, perform: { $0.moveSelection(1) }),
        Command(
            "thread.up", "Previous message", help: "Selects the message above.", keys: ["k", "up"], place: .thread,
            perform: { $0.moveSelection(-1) }),
        Command(
            "thread.first", "First message", help: "Goes to the beginning of the thread.", keys: ["g", "home"],
            place: .thread, perform: { $0.moveSelection(-1_000_000) }),
        Command(
            "thread.last", "Last message", help: "Goes to the end of the thread.", keys: ["G", "end"], place: .thread,
            perform: { $0.moveSelection(1_000_000) }),
        Command(
            "thread.pageDown", "Scroll down", help: "Half a page of the thread.", keys: ["pagedown", "ctrl-d"],
            place: .thread, perform: { $0.scrollThread(by: max(1, $0.metrics.threadHeight / 2)) }),
        Command(
            "thread.pageUp", "Scroll up", help: "Half a page of the thread.", keys: ["pageup", "ctrl-u"],
            place: .thread, perform: { $0.scrollThread(by: -max(1, $0.metrics.threadHeight / 2)) }),
        Command(
            "thread.edit", "Edit the message", help: "Changes the selected message in place; Esc leaves it.",
            keys: ["enter", "e"], place: .thread, perform: { $0.editSelected() }),
        Command(
            "thread.insert", "Write", help: "Puts the cursor into the message being written.", keys: ["i"],
            place: .thread, perform: { $0.beginTyping() }),
        Command(
            "thread.copy", "Copy the message", help: "To the clipboard of your terminal.", keys: ["y"], place: .thread,
            perform: { $0.copySelected() }),
        Command(
            "thread.delete", "Delete the message",
            help: "With an answer go the results of its calls. Ctrl-_ brings them back.", keys: ["d", "delete"],
            place: .thread, perform: { $0.deleteSelected() }),
        Command(
            "thread.regenerate", "Run again from here", help: "What comes after the selected message goes.",
            keys: ["r"], place: .thread, perform: { $0.regenerateFromSelected() }),
        Command(
            "thread.fork", "Fork here", help: "Goes on from the selected message without what came after.", keys: ["f"],
            place: .thread, perform: { $0.forkFromSelected() }),
        Command(
            "thread.view", "See the images", help: "Those of the selected message, large.", keys: ["v"],
            place: .thread, perform: { $0.openImages() }),
        Command(
            "thread.fold", "Fold the message",
            help: "Shows long calls to their ends, then only its first line, then all of it again.", keys: ["space"],
            place: .thread, perform: { $0.toggleFold() }),
    ]
}
