import Markdown

extension Command {
    static let threadCommands: [Command] = [
        Command(
            "thread.new", "New thread",
            help: "Begins another conversation with the same config. The old one is kept with the prompt.",
            keys: ["ctrl-n"],
            popup: "n",
            perform: { $0.newThread() }),
        Command(
            "thread.toTemplate", "Make the thread part of the prompt",
            help: "Turns its messages into template messages, which begin every run and are saved with the prompt.",
            perform: { $0.takeThreadIntoTemplate() }),
        Command(
            "thread.image", "Attach an image", help: "Adds an image to the message being written, by URL or path.",
            keys: ["alt-i"],
            popup: "i", over: [ComparePage.place], perform: { $0.openImageInput() }),
        Command(
            "thread.clipboard", "Attach the clipboard's image", help: "Uses wl-paste, xclip or pngpaste.",
            perform: { state in
                state.say("asking for the clipboard's image")
                state.ask(.image(.readClipboard(state.imageTarget)))
            }),
        Command(
            "thread.images", "See the images",
            help: "Shows the images of the selected message, or of the one being written; you can change them there.",
            keys: ["alt-v"], perform: { $0.openImages() }),
        Command(
            "template.system", "System message", help: "Edits the template's system message, or adds one.",
            keys: ["alt-s"], popup: "y",
            perform: { $0.editSystemMessage() }),
        Command(
            "thread.role", "Change the role",
            help: "Of the selected message, else of the one being written: user, system, developer, assistant.",
            keys: ["alt-r"], perform: { $0.changeRole() }),
        Command(
            "tools.answer", "Answer the calls",
            help: "Answers all calls with the commands and mocks that the prompt names, then runs.",
            keys: ["alt-a"], popup: "a", perform: { $0.answerCalls() }),
        Command(
            "run.choice", "Run once with another tool choice",
            help: "Auto, none, required, or one tool; the config does not change.",
            perform: { $0.openRunChoices() }),
        Command(
            "tools.fill", "Fill in a result",
            help: "With an earlier result of the call or its tool, or with an error.", keys: ["alt-h"],
            perform: { $0.fillResult() }),
        Command(
            "tools.replay", "Replay tools",
            help: "Answers calls with recorded results, without running anything. Press again to turn it off.",
            keys: ["alt-p"], perform: { $0.toggleReplay() }),
        Command(
            "tools.stopCall", "Stop this call",
            help: "The one at the cursor, or the first that is running. The others continue.", keys: ["alt-k"],
            perform: { $0.stopCall() }),
        Command(
            "thread.askAgain", "Ask again with the error",
            help: "After an answer that breaks its schema, sends the error back to the model.", keys: ["alt-e"],
            perform: { $0.askAgain() }),
        Command(
            "thread.detach", "Remove the last image", help: "Of the selected message, else of the one being written.",
            perform: { $0.detach() }),
        Command(
            "thread.editor", "Edit in $EDITOR", help: "Opens the focused text in $VISUAL or $EDITOR.",
            keys: ["ctrl-g"],
            popup: "e", over: [TextEditor.place, SchemaForm.place, ComparePage.place], perform: { $0.editExternally() }),
        Command(
            "thread.down", "Next message", help: "After the last one comes the message being written.",
            keys: ["j", "down"], place: .thread, perform: { $0.moveSelection(1) }),
        Command(
            "thread.up", "Previous message", help: "Selects the message above.", keys: ["k", "up"], place: .thread,
            perform: { $0.moveSelection(-1) }),
        Command(
            "thread.first", "First message", help: "Moves to the beginning of the thread.", keys: ["g", "home"],
            place: .thread, perform: { $0.moveSelection(-1_000_000) }),
        Command(
            "thread.last", "Last message", help: "Moves to the end of the thread.", keys: ["G", "end"], place: .thread,
            perform: { $0.moveSelection(1_000_000) }),
        Command(
            "thread.pageDown", "Scroll down", help: "By half a page.", keys: ["pagedown", "ctrl-d"],
            place: .thread, perform: { $0.scrollThread(by: max(1, $0.metrics.threadHeight / 2)) }),
        Command(
            "thread.pageUp", "Scroll up", help: "By half a page.", keys: ["pageup", "ctrl-u"],
            place: .thread, perform: { $0.scrollThread(by: -max(1, $0.metrics.threadHeight / 2)) }),
        Command(
            "thread.edit", "Edit the message", help: "Edits the selected message in place; Esc closes it.",
            keys: ["enter", "e"], place: .thread, perform: { $0.editSelected() }),
        Command(
            "thread.insert", "Write", help: "Moves the cursor to the message being written.", keys: ["i"],
            place: .thread, perform: { $0.beginTyping() }),
        Command(
            "thread.copy", "Copy the message", help: "Copies it to the terminal's clipboard.", keys: ["y"],
            place: .thread,
            perform: { $0.copySelected() }),
        Command(
            "thread.copyRaw", "Copy the raw text", help: "Copies the message's text as it came, Markdown and all.",
            keys: ["Y"], place: .thread, perform: { $0.copySelectedText() }),
        Command(
            "thread.raw", "Show raw or rendered answers",
            help: "Switches between the answers' own text and the text set for reading.", keys: ["m"], place: .thread,
            disabledReason: { _ in
                MarkdownParser.isAvailable ? nil : "md4c is not installed, so answers are shown as they are"
            },
            perform: { $0.toggleRawText() }),
        Command(
            "thread.delete", "Delete the message",
            help: "An answer is deleted with the results of its calls. Ctrl-_ restores them.", keys: ["d", "delete"],
            place: .thread, perform: { $0.deleteSelected() }),
        Command(
            "thread.view", "See the message's images", help: "Shows the images of the selected message.", keys: ["v"],
            place: .thread, perform: { $0.openImages() }),
        Command(
            "thread.fold", "Fold the message",
            help: "Shows reasoning and long calls in full, then only the first line, then the message as before.",
            keys: ["space"],
            place: .thread, perform: { $0.toggleFold() }),
    ]
}
