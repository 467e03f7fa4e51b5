package import TextUI

/// The letters after Ctrl-X.
package struct Popup: Layer {
    package static let place = Command.Place("popup", "After Ctrl-X")
    package static let commands = [
        Command(
            Popup.self, "popup.close", "Close the popup", "cancel", help: "Goes back without doing anything.",
            keys: ["escape"], perform: { $0.leave(in: &$1) })
    ]

    /// The commands that have a letter, in the order of help.
    package static let letters = Command.all.filter { $0.popupKey != nil }

    package init() {}

    /// Whatever the key, it is the popup's.
    package func takes(_ key: Key) -> Bool { true }

    /// The command of a key: its letter, with Ctrl held or not.
    package static func command(for key: Key) -> Command? {
        guard case .character(let character) = key.onLatinLayout.code, key.modifiers.isSubset(of: .control) else {
            return nil
        }
        return letters.first { $0.popupKey == character }
    }

    package mutating func press(_ key: Key, in state: inout AppState) {
        state.layers.pop()
        guard let command = Self.command(for: key) else {
            return state.say("\(key.label) does nothing after ^X", .warning)
        }
        state.performOverLayers(state.meaning(of: command))
    }

    package mutating func scroll(by lines: Int, in state: inout AppState) {}

    package mutating func click(row: Int, in state: inout AppState) {
        guard Self.letters.indices.contains(row) else { return }
        state.layers.pop()
        state.performOverLayers(state.meaning(of: Self.letters[row]))
    }

    package func draw(_ state: AppState, isTop: Bool, on canvas: inout Canvas) { PopupView.draw(state, on: &canvas) }
}

extension AppState {
    package mutating func openPopup() { layers.push(Popup()) }
}
