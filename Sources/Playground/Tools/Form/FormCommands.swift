/// The keys of the form.
extension SchemaForm {
    package static let place = Command.Place("form", "In the form of a tool or schema")
    package static let commands = rowCommands + cellCommands

    private static let rowCommands = [
        Command(
            SchemaForm.self, "form.take", "Save the form", "save", help: "Saves the form and closes it.",
            keys: ["ctrl-s"], perform: { $0.take(in: &$1) }),
        Command(
            SchemaForm.self, "form.edit", "Edit the cell", "edit",
            help: "Types into the cell, or opens its list of types.",
            keys: ["enter", "e"], perform: { $0.editCell(in: &$1) }),
        Command(
            SchemaForm.self, "form.add", "Add a property", "add", help: "Puts a new property below.", keys: ["a"],
            perform: { $0.addProperty(inside: false, in: &$1) }),
        Command(
            SchemaForm.self, "form.addInside", "Add a property inside",
            help: "Puts a new property inside an object or a list of objects.", keys: ["A"],
            perform: { $0.addProperty(inside: true, in: &$1) }),
        Command(
            SchemaForm.self, "form.delete", "Delete the property", help: "Undo restores it.",
            keys: ["d", "delete"], perform: { form, _ in form.deleteProperty() }),
        Command(
            SchemaForm.self, "form.down", "Move the property down", help: "The model reads properties in this order.",
            keys: ["J"], perform: { form, _ in form.moveProperty(by: 1) }),
        Command(
            SchemaForm.self, "form.up", "Move the property up", help: "The model reads properties in this order.",
            keys: ["K"], perform: { form, _ in form.moveProperty(by: -1) }),
        Command(
            SchemaForm.self, "form.json", "Show the JSON", "JSON",
            help: "Switches to the JSON; the same key returns to the form.", keys: ["ctrl-t"],
            perform: { $0.openJSON(in: &$1) }),
        Command(
            SchemaForm.self, "form.generate", "Change it by a sentence",
            help: "The chosen model writes the change. You see the difference before you accept it.", keys: ["w"],
            perform: { $1.openGenerating() }),
        Command(
            SchemaForm.self, "form.settle", "Fix the problem in the form",
            help: "Makes the suggested change.",
            keys: ["!"], perform: { $0.settle(in: &$1) }),
        Command(
            SchemaForm.self, "form.copy", "Copy the definition", help: "Copies the JSON.", keys: ["y"],
            perform: { form, state in state.ask(.terminal(.copy(form.jsonText))) }),
        Command(
            SchemaForm.self, "form.undo", "Undo in the form", help: "Undoes the last change.", keys: ["ctrl-_"],
            perform: { form, state in if !form.undo() { state.say("nothing to undo") } }),
        Command(
            SchemaForm.self, "form.redo", "Redo in the form", help: "Repeats the change that was undone.",
            keys: ["alt-_"], perform: { form, state in if !form.redo() { state.say("nothing to redo") } }),
        Command.help(SchemaForm.self, "help.form", "the form"),
        Command(
            SchemaForm.self, "form.leave", "Close the form", "cancel",
            help: "With unsaved changes it asks; the second time they are discarded.", keys: ["escape"],
            perform: { $0.leave(in: &$1) }),
    ]

    private static let cellCommands = [
        Command(
            SchemaForm.self, "form.left", "Previous cell in the form", help: "Moves one cell to the left.",
            keys: ["left", "h"], perform: { form, _ in form.goToCell(-1, wraps: false) }),
        Command(
            SchemaForm.self, "form.right", "Next cell in the form", help: "Moves one cell to the right.",
            keys: ["right", "l"], perform: { form, _ in form.goToCell(1, wraps: false) }),
        Command(
            SchemaForm.self, "form.next", "Next cell or row",
            help: "Moves to the next cell; after the last, to the next row.",
            keys: ["tab"], perform: { form, _ in form.goToCell(1, wraps: true) }),
        Command(
            SchemaForm.self, "form.previous", "Previous cell or row",
            help: "Moves to the previous cell; before the first, to the row above.", keys: ["shift-tab"],
            perform: { form, _ in form.goToCell(-1, wraps: true) }),
        Command(
            SchemaForm.self, "form.toggle", "Switch the cell",
            help: "Switches Strict, and whether a property is required.", keys: ["space"],
            perform: { $0.toggle(in: &$1) }),
        Command(
            SchemaForm.self, "form.null", "Allow null, or not", help: "How strict mode leaves a property optional.",
            keys: ["n"], perform: { form, _ in form.setType("or null") }),
    ]
}
