extension Command {
    static let promptCommands: [Command] = [
        Command(
            "prompt.new", "New prompt", help: "Starts an empty prompt. Undo returns to this one.",
            perform: { $0.newPrompt() }),
        Command(
            "prompt.write", "Write the prompt from a description",
            help: "The model writes the system message; the difference is shown before anything is taken.",
            disabledReason: { $0.systemText == nil ? nil : "there is a system message: improve it by an instruction" },
            perform: { $0.openPromptWriting() }),
        Command(
            "prompt.improve", "Improve the prompt by an instruction",
            help: "The model changes the system message; the difference is shown before anything is taken.",
            disabledReason: {
                $0.systemText == nil ? "there is no system message yet: write one from a description" : nil
            },
            perform: { $0.openPromptWriting() }),
        Command(
            "prompt.rename", "Rename the prompt",
            help: "Its versions, deployments and logs follow. A / in the name makes a folder.",
            disabledReason: nothingStored,
            perform: { $0.openRename() }),
        Command(
            "prompt.duplicate", "Duplicate the prompt", help: "Continues with a copy under another name.",
            perform: { $0.openDuplicate() }),
        Command(
            "prompt.archive", "Archive the prompt", help: "Hides it from the Open list. Its name still works.",
            disabledReason: nothingStored,
            perform: { $0.movePrompt(.archive) }),
        Command(
            "prompt.unarchive", "Unarchive the prompt", help: "Shows it in the Open list again.",
            disabledReason: nothingStored,
            perform: { $0.movePrompt(.unarchive) }),
        Command(
            "prompt.delete", "Delete the prompt",
            help: "Deletes it with its versions and logs from the store, not from disk. Undo restores it for a week.",
            disabledReason: nothingStored,
            perform: { $0.movePrompt(.delete) }),
    ]

    private static let nothingStored: @Sendable (AppState) -> String? = {
        $0.versions.isEmpty && $0.draft.version == nil ? "nothing of this prompt is stored yet" : nil
    }
}
