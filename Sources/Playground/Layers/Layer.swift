package import TextUI

/// Something that lies over the panes: a list, a text, a question. The top layer gets keys, pastes and clicks.
///
/// Its keys are its ``commands``. The layer itself takes only text, and the keys that move in a list.
package protocol Layer: Sendable {
    /// Where the keys of its commands work.
    static var place: Command.Place { get }
    static var commands: [Command] { get }
    /// Whether it stands beside the thread where the screen is wide enough, instead of over it.
    static var standsBeside: Bool { get }

    /// Whether letters are text now, so that they stand for no command.
    var isTyping: Bool { get }
    /// Whether every key is the text's now, Enter and Esc too: a filter or a cell is being typed.
    var takesAllKeys: Bool { get }
    /// The keys to name beside those of the commands; while ``takesAllKeys`` these only.
    func textHints(in state: AppState) -> [KeyHint]
    /// The word for a command among the keys that are named; nil leaves it out.
    func word(for command: Command, in state: AppState) -> String?

    /// The text that has the cursor; nil if there is none.
    var typedText: TextBuffer? { get }

    /// Whether a key that stands for no command means something to it. Of other letters it is said that they mean nothing.
    func takes(_ key: Key) -> Bool
    mutating func press(_ key: Key, in state: inout AppState)
    mutating func paste(_ text: String, in state: inout AppState)
    mutating func scroll(by lines: Int, in state: inout AppState)
    /// A click on a row of its list, counted from the first row.
    mutating func click(row: Int, in state: inout AppState)
    /// A click on the title of a column of its table.
    mutating func click(head: TableColumn.ID, in state: inout AppState)
    /// Goes one step back, as Esc does and a click beside the layer.
    mutating func leave(in state: inout AppState)
    /// Why a command that does not work over it may not close it: something would be lost. nil if it may.
    func reasonToStay(in state: AppState) -> String?
    /// Closes it at once, whatever Esc would do first.
    mutating func close(in state: inout AppState)
    func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas)
}

extension Layer {
    package static var standsBeside: Bool { false }
    package var isTyping: Bool { false }
    package var takesAllKeys: Bool { false }
    package var typedText: TextBuffer? { nil }
    package func textHints(in state: AppState) -> [KeyHint] { [] }
    package func word(for command: Command, in state: AppState) -> String? { command.word }
    package mutating func paste(_ text: String, in state: inout AppState) {}
    package mutating func click(row: Int, in state: inout AppState) {}
    package mutating func click(head: TableColumn.ID, in state: inout AppState) {}
    package mutating func leave(in state: inout AppState) { state.layers.pop() }
    package func reasonToStay(in state: AppState) -> String? { nil }
    package mutating func close(in state: inout AppState) { state.layers.pop() }

    package func takes(_ key: Key) -> Bool {
        let isText = isTyping || takesAllKeys
        return ListKeys.isMove(key, hasLetters: !isText) || isText && TextBuffer.edit(for: key) != nil
    }

    package mutating func scroll(by lines: Int, in state: inout AppState) {
        for _ in 0..<abs(lines) { press(lines < 0 ? .up : .down, in: &state) }
    }
}

extension Command {
    /// Every kind of layer. A new one is entered here.
    static let layers: [any Layer.Type] = [
        Palette.self, Popup.self, HelpPage.self, Dropdown.self, LineInput.self, TextEditor.self, SchemaForm.self,
        Proposal.self, VersionBrowser.self, LogView.self, Reading.self, FindingList.self, ImageViewer.self,
        Approval.self, TreeView.self, EvaluationList.self, GridPage.self, VisualMode.self, BlockPicker.self,
        ConversationList.self, ComparePage.self, ColumnList.self, LogComparison.self, JudgementForm.self,
        NumbersScreen.self, SavedFilterList.self,
    ]

    /// A command of a layer, which works while one is on top.
    ///
    /// - Parameter word: what the footer calls it; nil leaves it out there.
    init<L: Layer>(
        _ layer: L.Type, _ id: CommandID, _ title: String, _ word: String? = nil, help: String, keys: [String],
        disabledReason: @escaping @Sendable (L, AppState) -> String? = { _, _ in nil },
        perform: @escaping @Sendable (inout L, inout AppState) -> Void
    ) {
        self.init(
            id, title, help: help, keys: keys, word: word, place: L.place,
            disabledReason: { state in
                guard let top = state.layers.top as? L else { return "\(L.place.title) only" }
                return disabledReason(top, state)
            },
            perform: { state in state.withTop(L.self, perform) })
    }

    /// The command that opens help at the keys of a layer.
    ///
    /// - Parameter name: what the layer is, in the command's title.
    static func help<L: Layer>(_ layer: L.Type, _ id: CommandID, _ name: String) -> Command {
        Command(
            layer, id, "Help for \(name)", help: "The keys of \(name).", keys: ["?"],
            perform: { $1.openHelp(at: L.place) })
    }
}
