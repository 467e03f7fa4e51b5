import JSON
import Prompts
import RequestCore
import TextUI

@testable import Playground

/// A playground without a terminal: keys go in by name, effects and text come out.
struct Desk {
    var state: AppState
    /// The effects that the last key asked for, but for the lint that follows every change.
    private(set) var effects: [Effect] = []

    init(width: Int = 80, height: Int = 24, config: Config = Config(model: "gpt-4.1-mini"), focus: Pane = .config) {
        let settings = AppSettings(providers: .simulatorOnly, keymap: .standard)
        state = AppState(size: Size(width: width, height: height), settings: settings)
        state.draft = Draft(name: "harbours", config: config)
        state.focus = focus
        state.today = Sample.today
    }

    /// Presses keys by their names in `config.yaml`, between spaces.
    mutating func press(_ names: String) {
        for name in names.split(separator: " ") {
            guard let key = Key(description: String(name)) else { preconditionFailure("no key is called \(name)") }
            effects = state.taking(.key(key))
        }
    }

    /// Presses the key of each character.
    mutating func type(_ text: String) {
        for character in text { effects = state.taking(.key(.character(character))) }
    }

    mutating func paste(_ text: String) { effects = state.taking(.paste(text)) }

    /// Puts the config's cursor on a row.
    mutating func go(to row: ConfigRow) {
        state.focus = .config
        state.moveConfigCursor(to: row)
    }

    mutating func send(_ action: Action) { effects = state.taking(action) }

    var notice: String? { state.notice?.text }

    /// Configs that were asked to be saved as versions by the last key.
    var savedConfigs: [Config] {
        effects.compactMap { if case .version(.save(let content, _, _)) = $0 { content.config } else { nil } }
    }

    /// The config pane and what lies over it, as text.
    var screen: String { canvas.frame.text() }

    var canvas: Canvas {
        var canvas = Canvas(size: state.size, theme: .plain, borders: .lines)
        let layout = Layout(size: state.size, focus: state.focus, showsLogs: false)
        if let rect = layout?.panes[.config] { ConfigPaneView.draw(state, in: rect, on: &canvas) }
        LayerView.draw(state, on: &canvas)
        return canvas
    }
}

extension AppState {
    /// Takes an action.
    ///
    /// - Returns: the effects it asked for, but for the lint that follows every change.
    mutating func taking(_ action: Action) -> [Effect] {
        asked = []
        return update(action).filter { if case .lint = $0 { false } else { true } }
    }

    /// The effects that a change asks for.
    mutating func asking(_ change: (inout AppState) -> Void) -> [Effect] {
        asked = []
        change(&self)
        defer { asked = [] }
        return asked
    }
}
