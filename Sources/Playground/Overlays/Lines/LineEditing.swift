import Prompts
import TextUI

/// What the keys of a line input do, and what becomes of its text.
extension AppState {
    /// An image for the message being written (Alt-I); what was pasted and means one is taken at once.
    package mutating func openImageInput() {
        if takeOffer() { return }
        overlays.append(.line(LineInput(.image(.end))))
    }

    /// Files and stored prompts (Ctrl-O).
    package mutating func openFiles() {
        var input = LineInput(.open)
        input.serial = nextSerial()
        overlays.append(.line(input))
        ask(.prompts(.list))
        ask(.files(.completePath(input.serial, settings.promptFolders.last.map { $0 + "/" } ?? "")))
    }

    /// The file to save to.
    package mutating func openSaveInput() {
        let folder = settings.promptFolders.last.map { $0 + "/" } ?? ""
        if let path = draft.path, path.hasSuffix(".prompt") { return openSaveInput(path) }
        // Of a file of another format a .prompt file is made, beside it or among the prompts of the project.
        if let path = draft.path {
            let beside = folder.isEmpty ? draftFolder.map { $0 == "/" ? $0 : $0 + "/" } ?? "" : folder
            return openSaveInput(beside + PromptDocument.stem(ofPath: path) + ".prompt")
        }
        return openSaveInput(draft.name == "untitled" ? folder : folder + draft.name + ".prompt")
    }

    /// The file to save to, with a path to begin with.
    package mutating func openSaveInput(_ text: String) {
        overlays.append(.line(LineInput(.save, text: text)))
    }

    mutating func pressInLine(_ input: LineInput, _ key: Key) {
        switch key {
        case .escape:
            replaceable = nil
            return closeOverlay()
        case .enter:
            let isOnlyOne = input.purpose == .open && input.rows.count == 1 && !input.buffer.isEmpty
            return (input.selection ?? (isOnlyOne ? 0 : nil)).map { take(input, row: $0) } ?? accept(input)
        case .tab:
            if input.takesPaths { complete(input) }
            return
        default: break
        }
        if moveInRows(input, key) { return }
        guard let edit = TextBuffer.edit(for: key, isMultiline: false) else { return }
        return type(edit, in: input)
    }

    /// Does an edit in the line; what it may mean is then asked for anew.
    mutating func type(_ edit: TextEdit, in input: LineInput) {
        var input = input
        let before = input.buffer.text
        input.buffer.apply(edit)
        guard input.buffer.text != before else {
            setTopOverlay(.line(input))
            return
        }
        input.selection = nil
        input.isCompleting = false
        return askForPaths(input)
    }

    /// Asks for the paths that begin as the text does.
    private mutating func askForPaths(_ input: LineInput) {
        var input = input
        input.serial = nextSerial()
        input.paths = []
        setTopOverlay(.line(input))
        guard input.takesPaths, PathText.isPath(input.buffer.text) else { return }
        ask(.files(.completePath(input.serial, input.buffer.text)))
    }

    private mutating func complete(_ input: LineInput) {
        var input = input
        if let row = input.selection ?? (input.rows.count == 1 ? 0 : nil), input.rows.indices.contains(row) {
            return putIntoLine(input.rows[row], input)
        }
        input.isCompleting = true
        return askForPaths(input)
    }

    /// Up and Down go through the list; above its first row is the text.
    private mutating func moveInRows(_ input: LineInput, _ key: Key) -> Bool {
        var input = input
        let count = input.rows.count
        if key == .up, input.selection == nil || input.selection == 0 {
            input.selection = nil
        } else if key == .down, input.selection == nil {
            input.selection = count == 0 ? nil : 0
        } else if let place = ListKeys.place(
            after: key, from: input.selection ?? 0, count: count, page: 10, hasLetters: false)
        {
            input.selection = count == 0 ? nil : place
        } else {
            return false
        }
        setTopOverlay(.line(input))
        return true
    }

    /// Takes a row: a folder is gone into, anything else is accepted.
    mutating func take(_ input: LineInput, row: Int) {
        let rows = input.rows
        guard rows.indices.contains(row) else { return }
        switch rows[row] {
        case .path(let path) where path.hasSuffix("/"): return putIntoLine(rows[row], input)
        case .path(let path):
            closeOverlay()
            return accept([path], input.purpose)
        case .prompt(let prompt):
            closeOverlay()
            return ask(.version(.load(prompt.newest, prompt: prompt.name)))
        case .folder: return putIntoLine(rows[row], input)
        case .archive:
            var input = input
            input.showsArchive = true
            input.selection = nil
            setTopOverlay(.line(input))
        }
    }

    private mutating func putIntoLine(_ row: LineInput.Row, _ input: LineInput) {
        var input = input
        switch row {
        case .path(let path): input.buffer.apply(.replaceAll(path))
        case .prompt(let prompt): input.buffer.apply(.replaceAll(prompt.name))
        case .folder(let name, _): input.buffer.apply(.replaceAll(name + "/"))
        case .archive: return take(input, row: input.selection ?? 0)
        }
        input.selection = nil
        return askForPaths(input)
    }

    /// Takes the text as it is typed.
    private mutating func accept(_ input: LineInput) {
        let text = input.buffer.text.trimmingSpaces
        if case .annotation(let id, _, let isName) = input.purpose {
            closeOverlay()
            return ask(
                .version(.annotate(id, prompt: draft.name, name: isName ? text : nil, note: isName ? nil : text)))
        }
        guard !text.isEmpty else { return closeOverlay() }
        switch input.purpose {
        case .rename(text): return closeOverlay()
        case .rename, .duplicate: return takeName(text, from: input)
        default: break
        }
        if input.purpose == .open, let prompt = input.prompts.first(where: { $0.name == text }) {
            closeOverlay()
            return ask(.version(.load(prompt.newest, prompt: prompt.name)))
        }
        if case .sentence(let target) = input.purpose {
            closeOverlay()
            return generate(text, for: target)
        }
        closeOverlay()
        accept(input.isForImages ? PathText.images(in: text) : [PathText.path(in: text)], input.purpose)
    }

    private mutating func accept(_ places: [String], _ purpose: LineInput.Purpose) {
        switch purpose {
        case .image(let target):
            ask(.image(.read(places, into: target == .end ? imageTarget : target, relativeTo: nil)))
        case .sentence, .annotation, .rename, .duplicate: break
        case .open: for path in places { ask(.files(.load(path: path))) }
        case .save: if let path = places.first { saveAs(path) }
        }
    }
}
