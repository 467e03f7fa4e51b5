import Prompts
package import RequestCore
package import TextUI

/// One line to type, with a list of what it may mean below. It carries what taking it does.
package struct LineInput: Layer {
    package static let place = Command.Place("line", "In a one-line field")
    package static let commands = [
        Command(
            LineInput.self, "line.take", "Accept the line", "accept", help: "Accepts the text, or the selected row.",
            keys: ["enter"], perform: { $0.takeSelected(in: &$1) }),
        Command(
            LineInput.self, "line.complete", "Complete the path", "complete",
            help: "Completes as far as the matching paths agree.", keys: ["tab"],
            disabledReason: { line, _ in line.kind.takesPaths ? nil : "no path begins like this" },
            perform: { $0.complete(in: &$1) }),
        Command(
            LineInput.self, "line.close", "Close the line", "cancel", help: "Changes nothing.",
            keys: ["escape"], perform: { $0.leave(in: &$1) }),
    ]

    /// What the text may be.
    enum Kind: Sendable {
        case text
        /// One path.
        case path
        /// Paths, patterns and URLs of images, between spaces.
        case images
        /// Stored prompts by their names, and paths.
        case prompts

        var takesPaths: Bool { self != .text }
    }

    /// A row of the list.
    package enum Row: Hashable, Sendable {
        case prompt(PromptSummary)
        case path(String)
        /// The prompts whose names continue after this and a `/`.
        case folder(String, count: Int)
        /// The archived prompts.
        case archive(count: Int)
        /// A text that was taken before.
        case recent(String)
    }

    package let title: String
    /// The label of the line.
    package let label: String
    /// What Enter does, in a word or two.
    let word: String
    let kind: Kind
    /// Whether an empty text is taken, and not the line closed.
    var allowsEmpty = false
    /// Why a text cannot be taken; the line then stays.
    var refusal: @Sendable (String, LineInput) -> String? = { _, _ in nil }
    /// Takes the text, or the places that it names.
    let accept: @Sendable (inout AppState, [String]) -> Void

    /// The number of the last request for completions.
    package var serial = 0
    package var typed: FreshText
    package var buffer: TextBuffer { typed.buffer }
    /// Paths that begin with the text.
    package var paths: [String] = []
    /// Stored prompts.
    package var prompts: [PromptSummary] = []
    /// Texts that were taken before, the last one first.
    var recents: [String] = []
    /// Whether archived prompts are listed, and no others.
    package var showsArchive = false
    /// The row under the cursor; nil if the cursor is on the text.
    package var selection: Int?
    /// Whether Tab is waiting for the paths, to complete as far as they agree.
    package var isCompleting = false

    init(
        title: String, label: String, word: String, kind: Kind = .text, text: String = "",
        accept: @escaping @Sendable (inout AppState, [String]) -> Void
    ) {
        self.title = title
        self.label = label
        self.word = word
        self.kind = kind
        self.accept = accept
        typed = FreshText(text)
    }

    package var isTyping: Bool { true }
    package var typedText: TextBuffer? { buffer }

    package func word(for command: Command, in state: AppState) -> String? {
        command.id == "line.take" ? word : command.word
    }

    /// Stored prompts that match the text, then paths that begin with it.
    package var rows: [Row] {
        guard kind == .prompts || prompts.isEmpty else { return [] }
        let text = buffer.text
        if !recents.isEmpty { return recents.filter { text.isEmpty || $0.contains(text) }.map(Row.recent) }
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
        typed.apply(.replaceAll(common))
        if paths == [common] { self.paths = [] }
    }
}
