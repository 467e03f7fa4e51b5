import Prompts
package import RequestCore
import TextUI

/// The dialogs of one line that there are.
extension LineInput {
    /// A dialog that comes back with its text when the world refuses what was named.
    package enum Dialog: Hashable, Sendable {
        case image(ImageTarget)
        case open
        case save
    }

    package init(_ dialog: Dialog, text: String = "") {
        switch dialog {
        case .image(let target): self = .image(target, text: text)
        case .open: self = .open(text: text)
        case .save: self = .save(text: text)
        }
    }

    /// Images for a message.
    static func image(_ target: ImageTarget, text: String = "") -> LineInput {
        var title = "Attach an image"
        if case .spot = target { title = "Replace the image" }
        return LineInput(
            title: title, label: "URL or path; separate several with spaces; * and ? match", word: "attach",
            kind: .images,
            text: text
        ) { state, places in
            let target = target == .end ? state.imageTarget : target
            state.ask(.image(.read(places, into: target, relativeTo: nil)))
        }
    }

    /// A file or a stored prompt.
    static func open(text: String = "") -> LineInput {
        LineInput(title: "Open", label: "File or prompt", word: "open", kind: .prompts, text: text) { state, places in
            for path in places { state.askToOpen(path) }
        }
    }

    /// The file to save to.
    static func save(text: String) -> LineInput {
        LineInput(title: "Save as", label: "Name or path", word: "save", kind: .path, text: text) { state, places in
            if let path = places.first { state.saveAs(path) }
        }
    }

    /// The sentence for a tool or a schema.
    static func sentence(for target: TextEditor.Purpose, text: String = "") -> LineInput {
        let (title, label) =
            switch target {
            case .schema: ("Schema from a sentence", "What should the answer contain? The model writes the schema")
            case .prompt:
                ("Write or improve the prompt", "What should it do, or do better? The model writes the system message")
            case .tool: ("Change the tool", "What should change? The model writes it")
            default: ("New tool from a sentence", "What does the tool do, and what does it need? The model writes it")
            }
        return LineInput(title: title, label: label, word: "ask the model", text: text) { state, texts in
            state.generate(texts[0], for: target)
        }
    }

    /// What a version is called.
    static func name(of version: VersionSummary) -> LineInput {
        annotation("Name of v\(version.number)", text: version.name) { state, text in
            state.ask(.version(.annotate(version.id, prompt: state.draft.name, name: text, note: nil)))
        }
    }

    /// A note about a version.
    static func note(about version: VersionSummary) -> LineInput {
        annotation("Note about v\(version.number)", text: version.note) { state, text in
            state.ask(.version(.annotate(version.id, prompt: state.draft.name, name: nil, note: text)))
        }
    }

    static func annotation(
        _ title: String, text: String, take: @escaping @Sendable (inout AppState, String) -> Void
    ) -> LineInput {
        var line = LineInput(title: title, label: "Leave empty to remove", word: "save", text: text) { state, texts in
            take(&state, texts[0])
        }
        line.allowsEmpty = true
        return line
    }

    /// Another name for a prompt.
    static func rename(_ old: String) -> LineInput {
        var line = LineInput(
            title: "Rename \(old)", label: "The new name; support/triage is in the folder support", word: "rename",
            text: old
        ) { state, texts in
            if texts[0] != old { state.rename(old, to: texts[0]) }
        }
        line.refusal = { name, line in name == old ? nil : line.whyNoName(name) }
        return line
    }

    /// The name of a copy of the prompt.
    static func duplicate(as name: String) -> LineInput {
        var line = LineInput(title: "Duplicate", label: "The name of the copy", word: "duplicate", text: name) {
            $0.duplicate(as: $1[0])
        }
        line.refusal = { name, line in line.whyNoName(name) }
        return line
    }

    /// Why a prompt cannot have this name; nil if it can.
    private func whyNoName(_ name: String) -> String? {
        guard Reference.canBePrompt(name) else { return Reference.notAPrompt(Sanitiser.oneLine(name)) }
        guard !prompts.contains(where: { $0.name == name }) else {
            return "a prompt called '\(Sanitiser.oneLine(name))' already exists"
        }
        return nil
    }
}

extension AppState {
    /// Asks for an image for the message being written (Alt-I). An offered paste is taken at once.
    package mutating func openImageInput() {
        if takeOffer() { return }
        layers.push(LineInput.image(.end))
    }

    /// Lists files and stored prompts (Ctrl-O).
    package mutating func openFiles() {
        var input = LineInput.open()
        input.serial = nextSerial()
        layers.push(input)
        ask(.prompts(.list))
        ask(.files(.completePath(input.serial, settings.promptFolders.last.map { $0 + "/" } ?? "")))
    }

    /// The file to save to.
    package mutating func openSaveInput() {
        let folder = settings.promptFolders.last.map { $0 + "/" } ?? ""
        if let path = draft.path, path.hasSuffix(".prompt") { return openSaveInput(path) }
        // A file of another format is saved as a .prompt file, beside it or among the prompts of the project.
        if let path = draft.path {
            let beside = folder.isEmpty ? draftFolder.map { $0 == "/" ? $0 : $0 + "/" } ?? "" : folder
            return openSaveInput(beside + PromptDocument.stem(ofPath: path) + ".prompt")
        }
        openSaveInput(draft.name == "untitled" ? folder : folder + draft.name + ".prompt")
    }

    /// Asks for the file to save to, with a suggested path.
    package mutating func openSaveInput(_ text: String) { layers.push(LineInput.save(text: text)) }

    /// Takes the stored prompts that were asked for by a dialog.
    package mutating func promptsLoaded(_ prompts: [PromptSummary]) {
        layers.change(LineInput.self) { $0.prompts = prompts }
    }

    /// Takes the paths that complete what was typed in the line input of that number.
    package mutating func completed(_ serial: Int, _ paths: [String]) {
        layers.change(LineInput.self) { if $0.serial == serial { $0.receive(paths) } }
    }
}
