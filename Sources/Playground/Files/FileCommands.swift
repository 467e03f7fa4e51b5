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
            "prompt.text", "The prompt as text", help: "Its .prompt form, editable, and back.", keys: ["ctrl-t"],
            popup: "x",
            perform: { $0.openPromptText() }),
        Command(
            "code", "Take it to code",
            help: "The prompt as a program: curl, Python, Swift, JavaScript, or the request as JSON.",
            perform: { $0.openPrograms() }),
        Command(
            "versions", "Versions", help: "The versions of this prompt; Enter takes one into the draft.", keys: ["f4"],
            popup: "v",
            perform: { $0.openVersions() }),
    ]
}
