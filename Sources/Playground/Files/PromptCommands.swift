extension Command {
    static let promptCommands: [Command] = [
        Command(
            "prompt.new", "New prompt", help: "An empty prompt; undo comes back to this one.",
            perform: { $0.newPrompt() }),
        Command(
            "prompt.rename", "Rename the prompt",
            help: "Its versions, deployments and logs go with it; a / makes folders.",
            disabledReason: nothingStored,
            perform: { $0.openRename() }),
        Command(
            "prompt.duplicate", "Duplicate the prompt", help: "Goes on with a copy under another name.",
            perform: { $0.openDuplicate() }),
        Command(
            "prompt.archive", "Archive the prompt", help: "Out of the list of Open; it is found by its name as before.",
            disabledReason: nothingStored,
            perform: { $0.movePrompt(.archive) }),
        Command(
            "prompt.unarchive", "Take the prompt out of the archive", help: "Back into the list of Open.",
            disabledReason: nothingStored,
            perform: { $0.movePrompt(.unarchive) }),
        Command(
            "prompt.delete", "Delete the prompt",
            help: "With its versions and logs, from the store and not from disk; undo brings it back, for a week.",
            disabledReason: nothingStored,
            perform: { $0.movePrompt(.delete) }),
    ]

    private static let nothingStored: @Sendable (AppState) -> String? = {
        $0.versions.isEmpty && $0.draft.version == nil ? "nothing of it is stored yet" : nil
    }
}
