package import Prompts
package import RequestCore
package import TextUI

/// A line to type, with a list of matches below.
package struct LineInput: Sendable {
    package enum Purpose: Hashable, Sendable {
        /// Images for a message.
        case image(ImageTarget)
        /// A file or a stored prompt.
        case open
        /// The sentence for a tool or a schema.
        case sentence(TextEditor.Purpose)
        /// The name of a version, or a note about it.
        case annotation(VersionID, number: Int, isName: Bool)
        /// The file to save to.
        case save
        /// A new name for the prompt with this name.
        case rename(String)
        /// The name of a copy of the prompt.
        case duplicate
    }

    /// A row of the list.
    package enum Row: Hashable, Sendable {
        case prompt(PromptSummary)
        case path(String)
        /// The prompts whose names continue after this and a `/`.
        case folder(String, count: Int)
        /// The archived prompts.
        case archive(count: Int)
    }

    package let purpose: Purpose
    /// The serial of the last request for completions.
    package var serial = 0
    package var buffer: TextBuffer
    /// Paths that begin with the text.
    package var paths: [String] = []
    /// Stored prompts.
    package var prompts: [PromptSummary] = []
    /// Whether archived prompts are listed, and no others.
    package var showsArchive = false
    /// The row under the cursor; nil if the cursor is on the text.
    package var selection: Int?
    /// Whether Tab is waiting for the paths, to complete as far as they agree.
    package var isCompleting = false

    package init(_ purpose: Purpose, text: String = "") {
        self.purpose = purpose
        buffer = TextBuffer(text, isMultiline: false)
    }

    var isForImages: Bool {
        if case .image = purpose { true } else { false }
    }

    /// The keys for the lower border.
    var hint: String {
        switch purpose {
        case .sentence: "Enter ask the model   Esc leave"
        case .annotation, .rename, .duplicate: "Enter take   Esc leave"
        case .image, .open, .save: "Enter take   Tab complete   Esc leave"
        }
    }

    /// Whether the text may be a path.
    var takesPaths: Bool {
        switch purpose {
        case .sentence, .annotation, .rename, .duplicate: false
        case .image, .open, .save: true
        }
    }

    package var title: String {
        switch purpose {
        case .image(.spot): "Replace the image"
        case .image: "Attach an image"
        case .sentence(.schema): "Schema from a sentence"
        case .sentence(.tool): "Change the tool"
        case .sentence: "New tool from a sentence"
        case .annotation(_, let number, let isName): isName ? "Name of v\(number)" : "Note about v\(number)"
        case .open: "Open"
        case .save: "Save as"
        case .rename(let name): "Rename \(name)"
        case .duplicate: "Duplicate"
        }
    }

    /// The label of the line.
    package var label: String {
        switch purpose {
        case .image: "URL or path; several between spaces, * and ? match"
        case .sentence(.schema): "What the answer shall hold; the model writes the schema"
        case .sentence(.tool): "What shall be different; the model writes it"
        case .sentence: "What the tool does and needs; the model writes it"
        case .annotation: "Empty takes it away"
        case .open: "File or prompt"
        case .save: "Name or path"
        case .rename: "Its new name; support/triage is in the folder support"
        case .duplicate: "The name of the copy"
        }
    }

    /// Stored prompts that match the text, then paths that begin with it.
    package var rows: [Row] {
        guard purpose == .open || prompts.isEmpty else { return [] }
        let text = buffer.text
        let listed = prompts.filter { $0.isArchived == showsArchive }
        let archived = prompts.count - listed.count
        let found = text.isEmpty || text.hasSuffix("/") ? Self.level(of: listed, in: text) : matching(text, listed)
        let archive = text.isEmpty && !showsArchive && archived > 0 ? [Row.archive(count: archived)] : []
        return found + archive + (showsArchive ? [] : paths.map(Row.path))
    }

    private func matching(_ text: String, _ prompts: [PromptSummary]) -> [Row] {
        prompts.filter { FuzzyMatch.score(text, in: $0.name) != nil }.map(Row.prompt)
    }

    /// The prompts and folders directly in a folder. An empty folder is the top.
    private static func level(of prompts: [PromptSummary], in folder: String) -> [Row] {
        var rows: [Row] = []
        var places: [String: Int] = [:]
        for prompt in prompts where prompt.name.hasPrefix(folder) {
            let rest = prompt.name.dropFirst(folder.count)
            guard let slash = rest.firstIndex(of: "/") else {
                rows.append(.prompt(prompt))
                continue
            }
            let name = folder + rest[..<slash]
            if let place = places[name], case .folder(_, let count) = rows[place] {
                rows[place] = .folder(name, count: count + 1)
            } else {
                places[name] = rows.count
                rows.append(.folder(name, count: 1))
            }
        }
        return rows
    }

    /// Takes the requested paths. After Tab, the text is completed as far as they agree.
    package mutating func receive(_ paths: [String]) {
        self.paths = paths
        selection = nil
        guard isCompleting else { return }
        isCompleting = false
        guard let common = PathText.commonPrefix(of: paths), common.count > buffer.text.count else { return }
        buffer.apply(.replaceAll(common))
        if paths == [common] { self.paths = [] }
    }
}
