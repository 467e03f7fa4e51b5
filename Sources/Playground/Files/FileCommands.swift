extension Command {
    static let fileCommands: [Command] = [
        Command(
            "file.save", "Save", help: "Writes the file it was opened from, else asks for a name.", keys: ["ctrl-s"],
            popup: "s",
            perform: { $0.save() }),
        Command(
            "file.saveAs", "Save as", help: "Writes the prompt to a file of another name.",
            perform: { $0.openSaveInput() }),
        Command(
            "file.open", "Open", help: "A file, or a stored prompt.", keys: ["ctrl-o"], popup: "o",
            perform: { $0.openFiles() }),
        Command(
            "file.changed", "What changed on disk",
            help: "Where somebody else wrote the file: the difference to the draft, and Enter takes it.",
            popup: "c",
            disabledReason: { $0.diskChange == nil ? "the file is as it was read" : nil },
            perform: { $0.openDiskChange() }),
        Command(
            "prompt.text", "The prompt as text", help: "Its .prompt form, editable, and back.", keys: ["ctrl-t"],
            popup: "x",
            perform: { $0.openPromptText() }),
        Command(
            "prompt.inlineImages", "Inline the images",
            help:
                "The template's images that are files become data URLs, so that the prompt's file stands by itself.",
            perform: { $0.inlineImages() }),
        Command(
            "code", "Export as code",
            help: "The prompt as a program: curl, Python, Swift, JavaScript, or the request as JSON.",
            perform: { $0.openPrograms() }),
        Command(
            "deploy", "Deploy this version",
            help: "Points an environment, such as production, to the version in the draft.",
            popup: "d",
            disabledReason: { $0.draft.isDraft ? "this version is not saved yet: a run or a save does it" : nil },
            perform: { $0.deployDraft() }),
        Command(
            "versions", "Versions", help: "The versions of this prompt: compare, restore, name, deploy, roll back.",
            keys: ["f4"],
            popup: "v",
            over: [VersionBrowser.place], perform: { $0.toggleVersions() }),
    ]
}
