extension Command {
    static let fileCommands: [Command] = [
        Command(
            "file.save", "Save", help: "Saves to the file it was opened from, or asks for a name.", keys: ["ctrl-s"],
            popup: "s",
            perform: { $0.save() }),
        Command(
            "file.saveAs", "Save as", help: "Saves the prompt under another name.",
            perform: { $0.openSaveInput() }),
        Command(
            "file.open", "Open", help: "A file, or a stored prompt.", keys: ["ctrl-o"], popup: "o",
            perform: { $0.openFiles() }),
        Command(
            "file.changed", "What changed on disk",
            help: "Shows how the file on disk differs from the draft; Enter takes it.",
            popup: "c",
            disabledReason: { $0.diskChange == nil ? "the file has not changed on disk" : nil },
            perform: { $0.openDiskChange() }),
        Command(
            "prompt.text", "The prompt as text", help: "Opens its .prompt text for editing; the same key goes back.",
            keys: ["ctrl-t"],
            popup: "x",
            perform: { $0.openPromptText() }),
        Command(
            "prompt.inlineImages", "Inline the images",
            help:
                "Turns the template's image files into data URLs, so that the prompt is a single file.",
            perform: { $0.inlineImages() }),
        Command(
            "code", "Export as code",
            help: "The prompt as a program: curl, Python, Swift, JavaScript, or the request as JSON.",
            perform: { $0.openPrograms() }),
        Command(
            "deploy", "Deploy this version",
            help: "Points an environment, such as production, to the version in the draft.",
            popup: "d",
            disabledReason: { $0.draft.isDraft ? "this version is not saved yet; run or save first" : nil },
            perform: { $0.deployDraft() }),
        Command(
            "versions", "Versions", help: "The versions of this prompt: compare, restore, name, deploy, roll back.",
            keys: ["f4"],
            popup: "v",
            over: [VersionBrowser.place], perform: { $0.toggleVersions() }),
    ]
}
